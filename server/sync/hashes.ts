import type { JsonValue } from '../contract/model/index.js';
import { hash } from '../worklist/hash.js';

/** Hash of each value by name, to tell later whether it has changed. Not for secrets. */
export function hashesOf(values: Readonly<Record<string, JsonValue>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, hash(JSON.stringify(value))]),
  );
}

/** True when every value was among what was sent last. */
export function isSent(
  hashes: Readonly<Record<string, string>>,
  sent: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(hashes).every(([name, value]) => sent[name] === value);
}
