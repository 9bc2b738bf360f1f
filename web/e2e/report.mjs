/** Counts what held and what did not; the last line says so in words that a script can read. */
let passed = 0;
const failures = [];

export async function check(name, act) {
  try {
    await act();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failures.push(name);
    console.log(
      `FAIL  ${name}\n      ${String(error?.message ?? error)
        .split('\n')
        .slice(0, 12)
        .join('\n      ')}`,
    );
  }
}

export function none(found, what) {
  if (found.length > 0) throw new Error(`${what}:\n${found.slice(0, 8).join('\n')}`);
}

export function same(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what}: expected ${expected}, found ${actual}`);
}

export function finish() {
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
}
