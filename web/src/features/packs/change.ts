/** A text and what became of it: what both begin and end with, and what stands between. */
export type Change = { head: string; before: string; after: string; tail: string };

/** Characters, so that none is cut in half. */
export function changeOf(before: string, after: string): Change {
  const was = [...before];
  const is = [...after];
  let head = 0;
  while (head < was.length && head < is.length && was[head] === is[head]) head += 1;
  let tail = 0;
  while (
    tail < was.length - head &&
    tail < is.length - head &&
    was[was.length - 1 - tail] === is[is.length - 1 - tail]
  ) {
    tail += 1;
  }
  return {
    head: was.slice(0, head).join(''),
    before: was.slice(head, was.length - tail).join(''),
    after: is.slice(head, is.length - tail).join(''),
    tail: was.slice(was.length - tail).join(''),
  };
}
