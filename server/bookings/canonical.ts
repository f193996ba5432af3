import { sha256 } from '../store/sha256.js';

/** JSON text that is the same whatever the order of keys; undefined ones are left out as in JSON. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${pairs.join(',')}}`;
}

/** SHA-256 in hex, of what {@link canonical} makes of a value. */
export function fingerprint(value: unknown): string {
  return sha256(canonical(value));
}
