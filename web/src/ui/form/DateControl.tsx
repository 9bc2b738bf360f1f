import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../api/clock';
import { useMe } from '../../api/session';
import { inZoneOf } from '../time';

export type DateControlProps = {
  id: string;
  kind: 'date' | 'time' | 'moment';
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  invalid?: boolean;
  label?: string;
};

/** The company's civil time is shown as it is, whatever the zone of this machine. */
const civil = (value: string | undefined) => (value ? dayjs(value.slice(0, 19)) : null);

export function DateControl({ id, kind, value, onChange, invalid, label }: DateControlProps) {
  const { t } = useTranslation();
  const me = useMe();
  const example = me.data?.clock.now ?? '';
  const zone = /([+-]\d\d:\d\d|Z)$/.exec(example)?.[0] ?? '+08:00';
  const now = inZoneOf(example || zone, serverNow());
  const status = invalid ? 'error' : undefined;
  if (kind === 'time') {
    return (
      <DatePicker
        id={id}
        aria-label={label}
        status={status}
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        value={civil(value)}
        presets={[{ label: t('form.now'), value: dayjs(now.slice(0, 19)) }]}
        onChange={(next) =>
          onChange(next ? `${next.format('YYYY-MM-DDTHH:mm:ss')}${zone}` : undefined)
        }
        className="control-date"
      />
    );
  }
  const date = value?.slice(0, 10);
  const clock = value && value.length > 10 ? value.slice(11, 16) : '';
  const join = (nextDate: string | undefined, nextClock: string) => {
    if (!nextDate) return onChange(undefined);
    onChange(nextClock ? `${nextDate}T${nextClock}:00${zone}` : nextDate);
  };
  return (
    <span className="control-moment">
      <DatePicker
        id={id}
        aria-label={label}
        status={status}
        value={civil(date)}
        onChange={(next) => join(next?.format('YYYY-MM-DD'), clock)}
        className="control-date"
      />
      {kind === 'moment' && (
        <Input
          type="time"
          aria-label={t('form.time_of_day')}
          value={clock}
          disabled={!date}
          onChange={(event) => join(date, event.target.value)}
          className="control-clock"
        />
      )}
    </span>
  );
}
