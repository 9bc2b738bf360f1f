import i18n from 'i18next';
import { describe, expect, it } from 'vitest';
import { addDays, dateTimeText, durationText, inZoneOf, weekdayOf } from './time';

const t = i18n.t.bind(i18n);
const minute = 60_000;

describe('times', () => {
  it('shows the company’s civil time wherever the browser is', () =>
    expect(dateTimeText('2026-10-09T18:00:00+08:00')).toBe('2026-10-09 18:00'));
  it('turns an instant into the civil time of the company', () =>
    expect(inZoneOf('2026-01-01T00:00:00+08:00', Date.parse('2026-10-09T10:00:00Z'))).toBe(
      '2026-10-09T18:00:00+08:00',
    ));
  it('begins the week on Monday', () => {
    expect(weekdayOf('2026-10-05')).toBe(1);
    expect(weekdayOf('2026-10-04')).toBe(7);
  });
  it('adds days over the ends of months', () =>
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01'));
  it.each([
    [59_000, '00:59'],
    [42 * minute, '42:00'],
    [60 * minute, '1小时'],
    [95 * minute, '1时35分'],
    [26 * 60 * minute, '1天2时'],
    [48 * 60 * minute, '2天'],
  ])('says %d milliseconds as %s', (length, text) => expect(durationText(t, length)).toBe(text));
});
