import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { themeOf } from './theme';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const [lightBlock = '', darkBlock = ''] = css.split('html.dark');

function tokensOf(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]),
  );
}
const light = tokensOf(lightBlock);
const dark = { ...light, ...tokensOf(darkBlock) };

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** Text on what it stands on. */
const pairs: [string, string][] = [
  ...['text', 'text-soft', 'text-faint', 'link', 'ok', 'warn', 'over', 'idle', 'clause'].flatMap(
    (text): [string, string][] => [
      [text, 'surface'],
      [text, 'page'],
      [text, 'surface-soft'],
    ],
  ),
  ['link', 'primary-soft'],
  ['text-faint', 'primary-soft'],
  ['over', 'over-soft'],
  ['warn', 'warn-soft'],
  ['ok', 'ok-soft'],
  ['clause', 'clause-soft'],
  ['text-soft', 'idle-soft'],
  ['primary-text', 'primary'],
  ['ink-text', 'ink'],
  ['ink-text-soft', 'ink'],
  ['ink-text-soft', 'ink-raised'],
];

describe('the colours', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ])('%s text stands out from its ground by 4.5 to 1', (_, tokens) => {
    const weak = pairs
      .map(([text, ground]) => ({
        pair: `${text} on ${ground}`,
        ratio: contrast(tokens[text] ?? '', tokens[ground] ?? ''),
      }))
      .filter(({ ratio }) => !(ratio >= 4.5));
    expect(weak).toEqual([]);
  });

  it('gives antd the same primary colour and text as the tokens', () => {
    for (const [isDark, tokens] of [
      [false, light],
      [true, dark],
    ] as const) {
      const { token } = themeOf(isDark);
      expect(token?.colorPrimary).toBe(tokens.primary);
      expect(token?.colorLink).toBe(tokens.link);
      expect(token?.colorText).toBe(tokens.text);
      expect(token?.colorBgLayout).toBe(tokens.page);
    }
  });
});
