import { useLayoutEffect } from 'react';

/**
 * Keeps the page still under a dialog. antd's own way writes a style element without a nonce, which our
 * content security policy refuses and reports; vite.config.ts puts this in its place.
 */
let locks = 0;

export default function useScrollLocker(lock?: boolean) {
  useLayoutEffect(() => {
    if (!lock) return;
    locks += 1;
    document.documentElement.classList.add('page-still');
    return () => {
      locks -= 1;
      if (locks === 0) document.documentElement.classList.remove('page-still');
    };
  }, [lock]);
}
