import type { Fix } from './message.js';

/** What must be true in the CRM before bookings can be written. */
export interface PermissionNeed {
  readonly id: string;
  /** The permission's own name in the CRM. */
  readonly label: string;
  readonly object?: string;
  readonly need: 'required' | 'recommended' | 'conditional';
  /** Code of the reason, for translations. */
  readonly code: string;
  readonly why: string;
}

/** The same, looked up: `unknown` means that the CRM does not report it, never a guess. */
export interface PermissionCheck extends PermissionNeed {
  readonly state: 'granted' | 'missing' | 'unknown';
  readonly fix: Fix;
}
