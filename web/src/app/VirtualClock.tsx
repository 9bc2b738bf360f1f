import { ExperimentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNow, wholeSeconds } from '../api/clock';
import { useAdvanceClock, useMe } from '../api/session';
import { problemOf } from '../ui/RefusalNotice';
import { inZoneOf } from '../ui/time';

const steps = [
  { seconds: 60, text: 'virtual_clock.minute' },
  { seconds: 300, text: 'virtual_clock.five_minutes' },
  { seconds: 3600, text: 'virtual_clock.hour' },
  { seconds: 86_400, text: 'virtual_clock.day' },
];

/** 虚拟时钟. On every page, so that nobody takes a rehearsal for the day's business. */
export function VirtualClock() {
  const { t } = useTranslation();
  const me = useMe().data;
  const now = useNow(wholeSeconds);
  const advance = useAdvanceClock();
  if (!me?.clock.virtual) return null;
  const time = inZoneOf(me.clock.now, now).slice(0, 19).replace('T', ' ');
  return (
    <section className="virtual-clock no-print" aria-label={t('virtual_clock.title')}>
      <ExperimentOutlined aria-hidden />
      <strong>{t('virtual_clock.title')}</strong>
      <span className="number">{time}</span>
      <span className="virtual-clock-steps">
        {steps.map((step) => (
          <Button
            key={step.seconds}
            size="small"
            disabled={advance.isPending}
            onClick={() => advance.mutate(step.seconds)}
          >
            {t(step.text)}
          </Button>
        ))}
      </span>
      {advance.error && <span role="alert">{problemOf(advance.error).title}</span>}
    </section>
  );
}
