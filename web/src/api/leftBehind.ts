/** Of whom this browser keeps half-filled forms. */
const ownerKey = 'guiju-forms-of';
const isForm = (key: string) => key.startsWith('guiju-draft-');

/** What somebody has typed and not sent is not for who comes next to this machine. */
export function forgetForms() {
  for (const key of Object.keys(localStorage).filter(isForm)) localStorage.removeItem(key);
}

/** His own wait for whoever signs in again, after a night for instance; another's are forgotten. */
export function keepFormsOf(person: string) {
  if (localStorage.getItem(ownerKey) !== person) forgetForms();
  localStorage.setItem(ownerKey, person);
}
