import { InputNumber, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLimit } from '../../api/lookups';
import { DerivationPicture } from '../../ui/derivation/DerivationPicture';
import { Panel, SkeletonRows } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { dateTimeText, weekdayOf } from '../../ui/time';

const DateControl = lazy(async () => ({
  default: (await import('../../ui/form/DateControl')).DateControl,
}));

const units = ['working_days', 'calendar_days', 'working_minutes', 'hours', 'minutes'];

type LimitToolProps = { pack: string; site?: string; now: string };

/** Which day is n working days from this one: the question asked at the desk all day. */
export function LimitTool({ pack, site, now }: LimitToolProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState<string | undefined>(`${now.slice(0, 16)}:00${now.slice(19)}`);
  const [amount, setAmount] = useState(3);
  const [unit, setUnit] = useState('working_days');
  const limit = useLimit(from ? { pack, site, from, unit, amount } : undefined);
  return (
    <Panel title={t('calendar.question')}>
      <div className="limit-tool">
        <label htmlFor="limit-from">{t('clock.from')}</label>
        <Suspense fallback={<SkeletonRows rows={1} />}>
          <DateControl id="limit-from" kind="time" value={from} onChange={setFrom} />
        </Suspense>
        <label htmlFor="limit-amount">{t('clock.plus')}</label>
        <span className="limit-amount">
          <InputNumber
            id="limit-amount"
            min={0}
            max={10_000}
            value={amount}
            onChange={(value) => setAmount(value ?? 0)}
          />
          <Select
            aria-label={t('calendar.unit')}
            value={unit}
            options={units.map((one) => ({ value: one, label: t(`unit.${one}`) }))}
            onChange={setUnit}
          />
        </span>
      </div>
      {limit.error && <RefusalNotice error={limit.error} pack={pack} />}
      {limit.data && (
        <div className="limit-answer">
          <p className="limit-due number" role="status">
            {dateTimeText(limit.data.due_at)} {t(`weekday.${weekdayOf(limit.data.due_at)}`)}
          </p>
          {limit.data.provisional && (
            <p className="calendar-provisional">{t('clock.provisional_long')}</p>
          )}
          <DerivationPicture derivation={limit.data} />
        </div>
      )}
    </Panel>
  );
}
