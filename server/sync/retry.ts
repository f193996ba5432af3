import type { Fault } from '../contract/model/index.js';
import { faultTable, type FaultRule } from '../crm/adapter.js';

/** What becomes of a booking that met a fault. */
export interface RetryRule {
  /** Who waits: this booking, all that have the same cause, or everything for the account. */
  readonly waits: FaultRule['waits'];
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

/** How long something is tried again by itself before somebody has to look. */
export const giveUpAfterMs = 72 * hour;

/** How long after the deadline of a request a lost create may still come to be. */
export const settlingMs = 10 * second;

/** Reads the table of faults for one booking. */
export function retryRule({ code }: Pick<Fault, 'code'>): RetryRule {
  const { waits, wait }: FaultRule = faultTable[code];
  // The connection keeps everything behind it waiting; the booking itself is as due as ever.
  if (waits === 'account') return { waits, state: 'dirty', counts: false, wait: () => 0 };
  switch (wait.kind) {
    case 'backoff':
      return { waits, state: 'dirty', counts: true, wait: backoff(wait.firstMs, wait.mostMs) };
    case 'settle': {
      const again = backoff(wait.firstMs, wait.mostMs);
      // The first look comes as soon as the create can't happen any more.
      return {
        waits,
        state: 'unknown',
        counts: true,
        wait: (tries, random) => (tries === 0 ? 0 : again(tries, random)),
      };
    }
    case 'probe':
      return { waits, state: 'attention', counts: true, wait: (_, random) => between(wait, random) };
    case 'change':
    case 'reconnect':
      return { waits, state: 'attention', counts: true, wait: () => null };
  }
}

/** True for a fault that everything else for the account would meet as well. */
export function stopsAccount({ code }: Pick<Fault, 'code'>): boolean {
  return faultTable[code].waits === 'account';
}

/** How long everything for the account waits when the CRM does not say. */
export function accountWaitMs({ code }: Pick<Fault, 'code'>, tries: number, random: () => number): number {
  const { waits, wait }: FaultRule = faultTable[code];
  if (waits === 'account' && wait.kind === 'probe') return between(wait, random);
  return backoff(second, 5 * minute)(tries, random);
}

function between({ fromMs, toMs }: { fromMs: number; toMs: number }, random: () => number): number {
  return Math.round(fromMs + random() * (toMs - fromMs));
}

/** Exponential with full jitter: anything between the first step and the bound of this try. */
function backoff(first: number, most: number) {
  return (tries: number, random: () => number): number => {
    const bound = Math.min(most, first * 2 ** Math.min(tries, 30));
    return Math.round(first + random() * Math.max(0, bound - first));
  };
}
