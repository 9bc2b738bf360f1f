import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeAll, vi } from 'vitest';
import { initI18n } from '../i18n/i18n';

beforeAll(() => initI18n('zh-Hans'));
afterEach(() => cleanup());

/** jsdom lays nothing out; antd asks it all the same. A page of 1366 pixels is what the tests see. */
const wide = (query: string) => {
  const least = /min-width:\s*([\d.]+)px/.exec(query);
  return least ? 1366 >= Number(least[1]) : false;
};
Object.defineProperty(window, 'matchMedia', {
  writable: true,
  value: (query: string) => ({
    matches: wide(query),
    media: query,
    onchange: null,
    addListener() {},
    removeListener() {},
    addEventListener() {},
    removeEventListener() {},
    dispatchEvent: () => false,
  }),
});
class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal('ResizeObserver', NoResize);
const styleOf = window.getComputedStyle.bind(window);
window.getComputedStyle = ((element: Element) =>
  styleOf(element)) as typeof window.getComputedStyle;
Element.prototype.scrollIntoView = () => {};
