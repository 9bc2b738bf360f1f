import { useSyncExternalStore } from 'react';

export type Language = 'zh-Hans' | 'zh-Hant' | 'en';
export type Appearance = 'system' | 'light' | 'dark';
export type Settings = {
  language: Language;
  appearance: Appearance;
  singleKeys: boolean;
  /** Somebody has signed in here with the code of a second factor. */
  usesCode: boolean;
};

const storageKey = 'guiju-settings';
const listeners = new Set<() => void>();

function languageOfBrowser(): Language {
  const wished = navigator.language.toLowerCase();
  if (/^zh-(hant|tw|hk|mo)/.test(wished)) return 'zh-Hant';
  return wished.startsWith('zh') || !wished.startsWith('en') ? 'zh-Hans' : 'en';
}

function read(): Settings {
  const fallback: Settings = {
    language: languageOfBrowser(),
    appearance: 'system',
    singleKeys: true,
    usesCode: false,
  };
  const stored = localStorage.getItem(storageKey);
  if (!stored) return fallback;
  try {
    return { ...fallback, ...(JSON.parse(stored) as Partial<Settings>) };
  } catch {
    // Somebody edited the browser's storage; the defaults serve.
    return fallback;
  }
}

let current = read();

export const settings = () => current;

export function changeSettings(change: Partial<Settings>) {
  current = { ...current, ...change };
  localStorage.setItem(storageKey, JSON.stringify(current));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSettings = () => useSyncExternalStore(subscribe, settings);

const darkQuery = () => window.matchMedia('(prefers-color-scheme: dark)');

function subscribeDark(listener: () => void) {
  const query = darkQuery();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export function useDark(): boolean {
  const { appearance } = useSettings();
  const system = useSyncExternalStore(subscribeDark, () => darkQuery().matches);
  return appearance === 'system' ? system : appearance === 'dark';
}
