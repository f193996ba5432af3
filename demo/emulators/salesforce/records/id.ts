const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Makes the 18-character id of an object's nth record: key prefix, pod, counter, check characters. */
export function makeId(keyPrefix: string, pod: string, n: number): string {
  let rest = n;
  let counter = '';
  while (rest > 0) {
    counter = (DIGITS[rest % 62] ?? '') + counter;
    rest = Math.floor(rest / 62);
  }
  return withChecks(`${keyPrefix}${pod}${counter.padStart(12 - pod.length, '0')}`);
}

/** Reads an id of 15 or 18 characters to its 18-character form; undefined when it is none. */
export function readId(text: string): string | undefined {
  if (!/^[0-9A-Za-z]+$/.test(text)) return undefined;
  if (text.length === 15) return withChecks(text);
  return text.length === 18 ? withChecks(restoreCase(text)) : undefined;
}

function withChecks(id15: string): string {
  let checks = '';
  for (let part = 0; part < 3; part += 1) {
    let bits = 0;
    for (let i = 0; i < 5; i += 1) if (/[A-Z]/.test(id15[part * 5 + i] ?? '')) bits |= 1 << i;
    checks += CHECKS[bits] ?? 'A';
  }
  return id15 + checks;
}

// An 18-character id means the same in any case: its last three characters say which letters were capital.
function restoreCase(id18: string): string {
  let id15 = '';
  for (let i = 0; i < 15; i += 1) {
    const bits = CHECKS.indexOf((id18[15 + Math.floor(i / 5)] ?? 'A').toUpperCase());
    const letter = id18[i] ?? '';
    id15 += bits & (1 << (i % 5)) ? letter.toUpperCase() : letter.toLowerCase();
  }
  return id15;
}
