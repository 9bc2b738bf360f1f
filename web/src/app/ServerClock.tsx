import { useTranslation } from 'react-i18next';
import { useNow, wholeMinutes } from '../api/clock';
import { useMe } from '../api/session';
import { dateTimeText, inZoneOf, weekdayOf } from '../ui/time';

/** The server's time in the company's zone: what every limit on the page is counted by. */
export function ServerClock() {
  const { t } = useTranslation();
  const me = useMe().data;
  const now = useNow(wholeMinutes);
  if (!me) return null;
  const text = dateTimeText(inZoneOf(me.clock.now, now));
  return (
    <span className="server-clock" title={me.clock.zone}>
      <span className="server-clock-date">{text.slice(0, 10)} </span>
      <span className="server-clock-date">{t(`weekday.${weekdayOf(text)}`)} </span>
      <strong>{text.slice(11)}</strong>
    </span>
  );
}
