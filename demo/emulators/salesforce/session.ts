import type { Org } from './org.js';
import type { RowGate } from '../fault-gate.js';
import type { Grant } from './oauth/grants.js';

/** Who calls: the org, the user and how they came in. */
export interface Session {
  org: Org;
  grant: Grant;
  userId: string;
  sandbox: boolean;
  /** Such as `67.0`. */
  version: string;
  /** What faults do to the rows of this call. */
  rows: RowGate;
}
