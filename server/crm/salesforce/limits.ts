import type { Limits } from '../adapter.js';

/** What `Sforce-Limit-Info: api-usage=18/15000` says; null without it. The pool is the org's and rolls over 24 hours (Salesforce docs, API request limits). */
export function usage(headers: Headers): { used: number; max: number } | null {
  const [, used, max] =
    /(?:^|[\s,;])api-usage=(\d+)\/(\d+)/.exec(headers.get('sforce-limit-info') ?? '') ?? [];
  return used === undefined || max === undefined ? null : { used: Number(used), max: Number(max) };
}

/**
 * The same as {@link Limits}, without a window: nobody should wait in line for a day, so the share of the pool
 * that we use is sync's to decide.
 */
export function limitsOf(headers: Headers): Limits | null {
  const used = usage(headers);
  return used === null ? null : { ...used, windowMs: null };
}
