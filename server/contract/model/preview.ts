import type { JsonValue } from './json.js';
import type { Message } from './message.js';

/** Where a previewed value comes from. */
export type Origin = 'mapped' | 'value-mapped' | 'fallback' | 'constant' | 'kept' | 'left-out';

/** One field of a previewed write. `after` is what goes over the wire. */
export interface PreviewField {
  readonly name: string;
  readonly label: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
  readonly origin: Origin;
  /** Label of the source field, when one gave the value. */
  readonly from: string | null;
  /** Why it was kept or left out. */
  readonly why: string | null;
  readonly row: string | null;
}

/** One record that a booking would create or update. */
export interface PreviewWrite {
  readonly object: string;
  readonly action: 'create' | 'update';
  readonly record: { readonly id: string; readonly label: string; readonly url: string | null } | null;
  readonly fields: readonly PreviewField[];
}

/** Why a previewed booking would not be written. */
export interface PreviewProblem extends Message {
  readonly object: string;
  readonly field: string | null;
  readonly row: string | null;
}

/** Reply of `POST …/mapping/preview`. */
export interface Preview {
  readonly writes: readonly PreviewWrite[];
  readonly problems: readonly PreviewProblem[];
}

/** Reply of `POST …/mapping/match`: whom an e-mail address would match. */
export interface Match {
  readonly action: 'create' | 'update';
  /** Object that would be created or updated. */
  readonly object: string;
  readonly record: { readonly id: string; readonly label: string; readonly url: string | null } | null;
  /** How many records have this address; more than one is told. */
  readonly candidates: number;
}
