import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  PauseCircleOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../api/clock';
import { type Limit, type Standing, standingOf, stepOf } from './deadline';
import { durationText } from './time';
import './deadline.css';

type DeadlineBadgeProps = { limit: Limit; size?: 'normal' | 'big' | 'projector' };

function iconOf(standing: Standing) {
  if (standing.tone === 'over') return ExclamationCircleFilled;
  if (standing.tone === 'warn') return WarningFilled;
  if (standing.tone === 'idle') return PauseCircleOutlined;
  return standing.words === 'left' ? ClockCircleOutlined : CheckCircleOutlined;
}

/** 时限. How a limit stands: icon, words and colour; counts only while the clock runs. */
export const DeadlineBadge = memo(function DeadlineBadge({
  limit,
  size = 'normal',
}: DeadlineBadgeProps) {
  const { t } = useTranslation();
  const running = limit.status === 'running' || limit.status === 'breached';
  const due = Date.parse(limit.due_at ?? '');
  const step = stepOf(due);
  const now = useNow(running ? step : () => due);
  const standing = standingOf(limit, now);
  const Icon = iconOf(standing);
  const length = standing.length === undefined ? '' : durationText(t, standing.length);
  return (
    <span
      className={`deadline deadline-${standing.tone} deadline-${size}`}
      role={running ? 'timer' : undefined}
      aria-live={running ? 'off' : undefined}
    >
      <Icon aria-hidden />
      <span>{t(`deadline.${standing.words}`, { length })}</span>
    </span>
  );
});
