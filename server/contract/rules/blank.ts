import type { JsonValue, SourceValue } from '../model/index.js';

/** True for what counts as no value: nothing, blank text, an empty choice, a number that is none. */
export function isBlank(value: SourceValue | JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value === 'number') return !Number.isFinite(value);
  return Array.isArray(value) && value.every((item) => isBlank(item));
}
