import type { KeyboardEvent } from 'react';

const controls =
  'input:not([type=hidden]):not([disabled]),textarea:not([disabled]),select:not([disabled]),button[type=submit]:not([disabled])';

/** One stop for a group of radio buttons: the chosen one, else the first. */
function isStop(element: HTMLElement): boolean {
  if (element.tabIndex < 0 || element.closest('[aria-hidden=true]')) return false;
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
  const group = element.closest('[role=radiogroup]');
  const radios = [...(group?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? [])];
  return (radios.find((radio) => radio.checked) ?? radios[0]) === element;
}

export function focusNext(form: HTMLElement, from: Element) {
  const group = from.closest('[role=radiogroup]');
  const stops = [...form.querySelectorAll<HTMLElement>(controls)].filter(isStop);
  const at = stops.findIndex((stop) => stop === from || (group?.contains(stop) ?? false));
  stops[at + 1]?.focus();
}

/**
 * Enter goes to the next field, as clerks are used to; Ctrl+Enter sends from anywhere. Text areas and
 * open lists keep their Enter.
 */
export function handleFormKey(event: KeyboardEvent<HTMLFormElement>, submit: () => void) {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    submit();
    return;
  }
  const target = event.target;
  if (!(target instanceof HTMLInputElement)) return;
  const isList = target.getAttribute('role') === 'combobox';
  if (isList) {
    const filled = target.closest('[data-filled=true]') !== null;
    if (target.getAttribute('aria-expanded') === 'true' || !filled) return;
  }
  event.preventDefault();
  event.stopPropagation();
  focusNext(event.currentTarget, target);
}
