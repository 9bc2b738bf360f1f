import { describe, expect, it } from 'vitest';
import { changeOf } from './change';

describe('what became of a text', () => {
  it('is what differs between what both begin and end with', () =>
    expect(changeOf('前台收到情况后 12 小时内传递', '前台收到情况后 6 小时内传递')).toEqual({
      head: '前台收到情况后 ',
      before: '12',
      after: '6',
      tail: ' 小时内传递',
    }));
  it('does not take one character for the beginning and the end', () =>
    expect(changeOf('三三', '三')).toEqual({ head: '三', before: '三', after: '', tail: '' }));
  it('is all of it where nothing is common', () =>
    expect(changeOf('', '新')).toEqual({ head: '', before: '', after: '新', tail: '' }));
  it('cuts no character in half', () =>
    expect(changeOf('𠮷一', '𠮷二')).toMatchObject({ head: '𠮷', before: '一', after: '二' }));
});
