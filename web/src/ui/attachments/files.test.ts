import { describe, expect, it } from 'vitest';
import { attachmentsIn, faultOf, kindsOf, nameOfPasted, sizeText } from './files';

describe('files', () => {
  it('says sizes as people do', () => {
    expect([900, 20_480, 10 * 1024 * 1024, 3_565_158].map(sizeText)).toEqual([
      '900 B',
      '20 KB',
      '10 MB',
      '3.4 MB',
    ]);
  });

  it('refuses a wrong ending before the size', () => {
    const accept = ['image/png', '.png'];
    expect(faultOf({ name: 'a.exe', size: 99 }, accept, 10)?.code).toBe('wrong_type');
    expect(faultOf({ name: 'a.PNG', size: 99 }, accept, 10)?.code).toBe('too_large');
    expect(faultOf({ name: 'a.png', size: 0 }, accept, 10)?.code).toBe('empty');
    expect(faultOf({ name: 'a.png', size: 10 }, accept, 10)).toBeUndefined();
  });

  it('names each kind once', () => {
    expect(kindsOf(['image/png', '.png', 'image/jpeg', '.jpg', 'application/pdf', '.pdf'])).toEqual(
      ['image', 'pdf'],
    );
  });

  it('tells pictures of the clipboard apart', () => {
    const now = new Date(2026, 2, 2, 9, 5, 7);
    expect(nameOfPasted('image.png', now)).toBe('20260302-090507.png');
    expect(nameOfPasted('board.png', now)).toBe('board.png');
  });

  it('reads one or several', () => {
    const one = { name: 'a.png', media_type: 'image/png', bytes: 1, hash: 'x' };
    expect(attachmentsIn(one)).toEqual([one]);
    expect(attachmentsIn([one, one])).toHaveLength(2);
    expect(attachmentsIn(undefined)).toEqual([]);
  });
});
