import type { BookingStatus } from './booking.js';
import type { Fault, SkipCode } from './fault.js';
import type { Message } from './message.js';

/** Where a booking stands in one CRM. */
export type SyncState = 'pending' | 'synced' | 'attention' | 'paused' | 'skipped';

/** A record that a booking was written to. */
export interface SyncRecord {
  readonly object: string;
  readonly id: string;
  readonly url: string | null;
  readonly action: 'created' | 'updated' | 'unchanged';
}

/** A field that was left out of a write, and why. */
export interface Omission {
  readonly object: string;
  readonly field: string;
  readonly code: string;
  readonly why: string;
}

/** Why a booking waits, needs attention or was skipped, with its history. */
export type SyncFault =
  | (Fault & { readonly since: string })
  | (Message & { readonly code: SkipCode; readonly class: 'skipped'; readonly since: string });

/** One booking in one CRM. */
export interface BookingSync {
  readonly provider: string;
  /** Version of the booking that the CRM holds; 0 for none. */
  readonly version: number;
  readonly state: SyncState;
  readonly records: readonly SyncRecord[];
  readonly fault: SyncFault | null;
  readonly nextAttemptAt: string | null;
  readonly omitted: readonly Omission[];
}

/** `GET /v1/bookings/{id}`. */
export interface BookingState {
  readonly id: string;
  readonly status: BookingStatus;
  readonly version: number;
  readonly syncs: readonly BookingSync[];
}

/** One line of the activity stream. */
export interface ActivityItem {
  readonly provider: string;
  readonly booking: string;
  readonly kind: 'booking' | 'submission';
  readonly status: BookingStatus;
  readonly person: string;
  readonly subject: string;
  readonly state: SyncState;
  readonly records: readonly SyncRecord[];
  readonly fault: SyncFault | null;
  readonly omitted: readonly Omission[];
  readonly nextAttemptAt: string | null;
  /** Last change of this line. */
  readonly at: string;
}

/** Bookings that wait or need attention for the same reason. */
export interface Cause {
  /** Opaque; what retry and skip take. */
  readonly cause: string;
  readonly provider: string;
  readonly state: 'attention' | 'pending' | 'paused';
  readonly fault: SyncFault;
  readonly count: number;
  /** First and last time it was seen. */
  readonly since: string;
  readonly last: string;
  readonly nextAttemptAt: string | null;
  /** Mapping row to mend, when there is one. */
  readonly row: { readonly object: string; readonly field: string } | null;
}

/** How many bookings are in each state. */
export interface ActivityCounts {
  readonly synced: number;
  readonly pending: number;
  readonly attention: number;
  readonly skipped: number;
}
