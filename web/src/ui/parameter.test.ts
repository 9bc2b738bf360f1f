import i18n from 'i18next';
import { describe, expect, it } from 'vitest';
import type { PackView } from '../api/packs';
import { namesOf, valueText } from './parameter';

const pack = {
  roles: [{ id: 'board_leader', title: '董事领导', does: '' }],
  types: [
    {
      states: [{ id: 'replied', title: '已答复', final: false }],
      commands: [
        {
          inputs: [
            { name: 'phone', title: '联系电话' },
            { name: 'channel', title: '途径', choices: [{ value: 'phone', title: '电话' }] },
          ],
        },
      ],
    },
  ],
} as unknown as PackView;

const text = (value: unknown, unit?: string) =>
  valueText(i18n.t, { name: 'p', title: '参数', value, unit, rules: [] }, namesOf(pack));

describe('a parameter of a regulation', () => {
  it('names what it lists, the answer of a form before the field', () =>
    expect(text(['phone', 'nowhere'])).toBe('电话、nowhere'));
  it('names a state', () => expect(text('replied')).toBe('已答复'));
  it('names a post', () => expect(text('board_leader')).toBe('董事领导'));
  it('says which follows from which', () =>
    expect(text({ 1: 72, 2: 48 }, 'hours')).toBe('1→72；2→48 小时'));
  it('says a length of time in words', () => {
    expect(text('PT3H')).toBe('3 小时');
    expect(text('P2D')).toBe('2 天');
  });
  it('leaves months and other words alone', () => expect(text('P3M')).toBe('P3M'));
  it('says yes and no', () => expect([text(true), text(false)]).toEqual(['是', '否']));
  it('shows nothing where the company states nothing', () => expect(text(null, 'hours')).toBe('—'));
  it('names its unit', () => expect(text(25, 'day of month')).toBe('25 日（当月）'));
});
