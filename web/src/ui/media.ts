import { useSyncExternalStore } from 'react';

export type Width = 'phone' | 'tablet' | 'desktop';

const tablet = '(min-width: 768px)';
const desktop = '(min-width: 1200px)';

function subscribe(listener: () => void) {
  const queries = [window.matchMedia(tablet), window.matchMedia(desktop)];
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

const read = (): Width =>
  window.matchMedia(desktop).matches
    ? 'desktop'
    : window.matchMedia(tablet).matches
      ? 'tablet'
      : 'phone';

export const useWidth = () => useSyncExternalStore(subscribe, read);
