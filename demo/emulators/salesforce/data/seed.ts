import type { Org } from '../org.js';
import type { Permissions } from '../permissions.js';
import type { Rules } from '../rules.js';
import type { SObject } from '../schema/sobject.js';

/** How an org looks when it is new or reset. */
export interface OrgSeed {
  title: string;
  /** Characters 4 and 5 of every id: the server that the org lives on. */
  pod: string;
  /** The administrator who approves the app on the consent page. */
  connectingUserId: string;
  objects(): SObject[];
  permissions(): Permissions;
  /** Automation of its own, if any. */
  rules?(): Rules;
  /** Puts the first records in. */
  fill(org: Org): void;
}
