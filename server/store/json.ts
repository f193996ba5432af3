/** Reads a `*_json` column, which only this server has written. */
export function fromJson<T>(text: string): T {
  const value: T = JSON.parse(text);
  return value;
}

/** The same for a column that may be null. */
export function fromJsonOrNull<T>(text: string | null): T | null {
  return text === null ? null : fromJson<T>(text);
}
