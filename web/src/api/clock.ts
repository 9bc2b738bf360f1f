import { useSyncExternalStore } from 'react';

/**
 * One shared clock for every countdown on the page. It shows the server's time: `offset` is what the
 * server's last word differs from this machine's. A movable clock that stands still stays still here.
 */
let offset = 0;
let frozenAt: number | undefined;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = frozenAt ?? Date.now() + offset;
  for (const listener of listeners) listener();
}

/** `iso`: the server's present time. `frozen`: it moves only when somebody moves it. */
export function syncServerTime(iso: string | undefined, frozen?: boolean) {
  if (!iso) return;
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return;
  if (frozen !== undefined) frozenAt = frozen ? at : undefined;
  else if (frozenAt !== undefined) frozenAt = at;
  offset = at - Date.now();
  tick();
}

export function serverNow(): number {
  return frozenAt ?? Date.now() + offset;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (!timer) {
    now = serverNow();
    timer = setInterval(tick, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** `step` rounds the time, so that a row far from its limit draws once a minute, not every second. */
export function useNow(step: (instant: number) => number): number {
  return useSyncExternalStore(subscribe, () => step(now));
}

export const wholeSeconds = (instant: number) => Math.floor(instant / 1000) * 1000;
export const wholeMinutes = (instant: number) => Math.floor(instant / 60_000) * 60_000;
