import type { Fix, Message } from './message.js';

/** Who waits, and whether trying again helps. See `server/sync/retry.ts`. */
export type FaultClass = 'transient' | 'quota' | 'auth' | 'permission' | 'data' | 'conflict' | 'unknown';

/** Everything that can go wrong on the CRM's side. Each has one class and one sentence. */
export const faultCodes = {
  network: 'transient',
  timeout: 'unknown',
  crm_unavailable: 'transient',
  record_locked: 'transient',
  limit_rolling: 'quota',
  limit_daily: 'quota',
  account_migrating: 'quota',
  session_expired: 'auth',
  grant_revoked: 'auth',
  app_not_installed: 'auth',
  scope_missing: 'permission',
  api_disabled: 'permission',
  object_not_writable: 'permission',
  field_not_writable: 'permission',
  required_missing: 'data',
  option_unknown: 'data',
  value_too_long: 'data',
  value_invalid: 'data',
  field_gone: 'data',
  rule_refused: 'data',
  record_refused: 'data',
  no_person: 'data',
  value_unmapped: 'data',
  already_exists: 'conflict',
  duplicates_found: 'conflict',
  record_gone: 'conflict',
  lead_converted: 'conflict',
  outcome_unknown: 'unknown',
  reply_unreadable: 'transient',
} as const satisfies Record<string, FaultClass>;

/** A stable code of {@link faultCodes}. */
export type FaultCode = keyof typeof faultCodes;

/** A fault of the CRM, or of a value that it would refuse, in a shape for people and for retries. */
export interface Fault extends Message {
  readonly code: FaultCode;
  readonly class: FaultClass;
  readonly object: string | null;
  readonly field: string | null;
  /** The value that was refused, as sent; null when it is none or may not be shown. */
  readonly value: string | null;
  /** The CRM's own id of the request, for its support. */
  readonly requestId: string | null;
  readonly fix: Fix | null;
  /** Instant before which trying again is pointless, when the CRM says so. */
  readonly retryAt: string | null;
}

/** Why a booking is not written although nothing failed. */
export type SkipCode =
  'disconnected' | 'skipped_by_admin' | 'nothing_to_write' | 'created_elsewhere' | 'connection_paused';
