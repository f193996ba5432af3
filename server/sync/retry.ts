import type { Fault, FaultClass } from '../contract/model/index.js';

/** Who waits after a fault, and how long. */
export interface RetryRule {
  /** `item`: this booking. `connection`: everything for this CRM account. */
  readonly waits: 'item' | 'connection';
  /** State of the booking meanwhile. */
  readonly state: 'dirty' | 'attention' | 'unknown';
  /** True when the try counts; a limit of the CRM is nobody's failure. */
  readonly counts: boolean;
  /** Milliseconds until the next try; null for never by itself. */
  wait(tries: number, random: () => number): number | null;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long transient faults are tried again before somebody has to look. */
export const giveUpAfterMs = 72 * hour;

/** How long after the deadline of a request a lost create may still come to be. */
export const settlingMs = 10 * second;

/** One rule per class: a new class does not compile without one. */
export const retryRules: Readonly<Record<FaultClass, RetryRule>> = {
  transient: { waits: 'item', state: 'dirty', counts: true, wait: backoff(second, 2 * hour) },
  quota: { waits: 'connection', state: 'dirty', counts: false, wait: () => 0 },
  auth: { waits: 'connection', state: 'dirty', counts: false, wait: () => 0 },
  permission: { waits: 'item', state: 'attention', counts: true, wait: () => hour },
  data: { waits: 'item', state: 'attention', counts: true, wait: () => null },
  // What two hops in one pass did not resolve needs a person.
  conflict: { waits: 'item', state: 'attention', counts: true, wait: () => null },
  unknown: { waits: 'item', state: 'unknown', counts: true, wait: () => 0 },
};

/** How long the connection waits when the CRM does not say. */
export function connectionWaitMs(fault: Fault, tries: number, random: () => number): number {
  switch (fault.code) {
    case 'limit_daily':
      return 5 * minute + random() * 25 * minute;
    case 'account_migrating':
      return 5 * minute;
    case 'limit_rolling':
      return 10 * second;
    default:
      return backoff(second, 5 * minute)(tries, random);
  }
}

/** Exponential with full jitter: anything between the first step and the bound of this try. */
function backoff(first: number, most: number) {
  return (tries: number, random: () => number): number => {
    const bound = Math.min(most, first * 2 ** Math.min(tries, 30));
    return Math.round(first + random() * Math.max(0, bound - first));
  };
}
