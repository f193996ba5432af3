import type { Drift } from './drift.js';
import type { Message } from './message.js';

/** Something about a mapping that a person should see, tied to the row that causes it. */
export interface RowProblem extends Message {
  readonly object: string;
  /** CRM field, when one is meant. */
  readonly field: string | null;
  /** Row id, when one is meant. */
  readonly row: string | null;
  /** `error`: the mapping can't be saved so. `gap`: bookings would fail. `notice`: worth knowing. */
  readonly severity: 'error' | 'gap' | 'notice';
}

/** How far the required fields of one object are covered. */
export interface ObjectReadiness {
  readonly object: string;
  readonly enabled: boolean;
  /** One entry per required field or required group; a group is met by any of its fields. */
  readonly required: readonly {
    readonly fields: readonly string[];
    readonly requirement: 'always' | 'learned' | 'admin' | 'group';
    readonly covered: boolean;
  }[];
  readonly covered: number;
  readonly total: number;
  readonly problems: readonly RowProblem[];
  /** What the CRM changed under these rows since they were saved, with what mends it. */
  readonly drifts: readonly Drift[];
}

/** Reply of `POST …/mapping/check`. */
export interface Readiness {
  readonly ready: boolean;
  readonly objects: readonly ObjectReadiness[];
}
