import { hour } from './world.js';

/** What a run asked of the server. */
export interface Toll {
  /** Events that were acknowledged. */
  readonly events: number;
  readonly restarts: number;
  readonly milliseconds: number;
}

/**
 * Most calls to one CRM that a bad day may take, whatever the weather: each event on its own, a few after each start,
 * and every hour one reading of fields and users, tries and probes. A server that tries without patience, or reads
 * with each booking what it might keep, needs more.
 */
export function callBudget({ events, restarts, milliseconds }: Toll): number {
  return events * perEvent + restarts * perStart + Math.ceil(milliseconds / hour) * perHour;
}

/** Person, meeting, and what moves from one person to another. */
const perEvent = 3;
const perStart = 6;
const perHour = 30;
