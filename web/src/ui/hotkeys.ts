import { useEffect, useRef } from 'react';
import { settings } from './settings';

export type Keymap = Record<string, (event: KeyboardEvent) => void>;

const typingPlaces =
  'input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable=true],[role=combobox]';

/** A dialog that was closed may stay in the document, unseen; it takes no keys. */
export const dialogIsOpen = () =>
  [...document.querySelectorAll('[aria-modal=true]')].some(
    (dialog) => dialog.getClientRects().length > 0,
  );

/** True while a key belongs to a text, an input method or an open dialog. */
export function keyIsTaken(event: KeyboardEvent, key: string): boolean {
  if (event.isComposing || event.keyCode === 229 || event.altKey) return true;
  if (key.startsWith('mod+') || key === 'Escape') return false;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(typingPlaces)) return true;
  return dialogIsOpen();
}

export function keyName(event: KeyboardEvent): string {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return (event.ctrlKey || event.metaKey ? 'mod+' : '') + name;
}

/** Single keys while nothing is being typed. People may switch them off; `mod+` keys and Escape stay. */
export function useHotkeys(map: Keymap, enabled = true) {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    if (!enabled) return;
    const handleKey = (event: KeyboardEvent) => {
      const key = keyName(event);
      const act = latest.current[key];
      if (!act || keyIsTaken(event, key)) return;
      const single = !key.startsWith('mod+') && key !== 'Escape';
      if (single && !settings().singleKeys) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [enabled]);
}
