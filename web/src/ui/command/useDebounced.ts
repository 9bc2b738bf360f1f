import { useEffect, useState } from 'react';

/** `value` once it has rested for `milliseconds`; compared by content, so equal objects do not restart. */
export function useDebounced<T>(value: T, milliseconds: number): T {
  const content = JSON.stringify(value);
  const [settled, setSettled] = useState(content);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(content), milliseconds);
    return () => clearTimeout(timer);
  }, [content, milliseconds]);
  return JSON.parse(settled) as T;
}
