import { bookingStatuses, type Snapshot } from '../contract/model/index.js';
import { canonical } from './canonical.js';

/** A booking as it is stored: its latest state and how often that changed. */
export interface StoredBooking {
  readonly version: number;
  readonly snapshot: Snapshot;
}

/**
 * The booking after one more event. Older events change nothing, so their order does not matter; a tie is broken by
 * status, and the version rises only when something that a CRM could show is different.
 */
export function fold(current: StoredBooking | null, event: Snapshot): StoredBooking {
  if (!current) return { version: 1, snapshot: event };
  if (!supersedes(event, current.snapshot)) return current;
  if (content(event) === content(current.snapshot)) {
    return { version: current.version, snapshot: { ...current.snapshot, occurredAt: event.occurredAt } };
  }
  return { version: current.version + 1, snapshot: event };
}

function supersedes(event: Snapshot, held: Snapshot): boolean {
  const difference = Date.parse(event.occurredAt) - Date.parse(held.occurredAt);
  if (difference !== 0) return difference > 0;
  return bookingStatuses.indexOf(event.status) >= bookingStatuses.indexOf(held.status);
}

function content({ status, contact, booking, answers, guests }: Snapshot): string {
  return canonical({ status, contact, booking, answers, guests });
}
