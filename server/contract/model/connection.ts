import type { Message } from './message.js';
import type { CrmObject } from './crm.js';
import type { PermissionNeed } from './permission.js';
import type { Problem } from './problem.js';

/** Id of a CRM, as in URLs: the name of its folder under `server/crm`. */
export type ProviderId = string;

/** Where somebody signs in, where the CRM has several places. */
export type Environment = 'production' | 'sandbox';

/** A CRM on offer. */
export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  /** One line on what happens with bookings. */
  readonly summary: string;
  /** What kind of user should sign in. */
  readonly advice: string;
  /** False until the server has the app's keys. */
  readonly configured: boolean;
  /** The CRM's word for a field: "property", "field". */
  readonly fieldWord: string;
  /** Environments to choose from; a single one means no choice. */
  readonly environments: readonly Environment[];
  /** True when a login host of the customer's own may be entered. */
  readonly customDomain: boolean;
  readonly canCreateFields: boolean;
  readonly objects: readonly Pick<CrmObject, 'name' | 'label' | 'singular' | 'role'>[];
  /** Choice of the object that new people become; empty when there is none. */
  readonly createAs: readonly string[];
  readonly permissions: readonly PermissionNeed[];
  readonly connection: Connection | null;
}

/** `needs_reconnect`: the CRM ended the grant. `paused`: by the admin. `waiting`: a limit of the CRM. */
export type ConnectionStatus = 'active' | 'paused' | 'waiting' | 'needs_reconnect';

/** A tenant's link to one CRM account. */
export interface Connection {
  readonly provider: ProviderId;
  readonly accountId: string;
  readonly accountName: string;
  readonly environment: Environment;
  readonly status: ConnectionStatus;
  /** Why it does not sync right now, in words. */
  readonly reason: Message | null;
  readonly pausedUntil: string | null;
  readonly connectedBy: string;
  readonly connectedAt: string;
  /** Bookings by state. */
  readonly counts: { readonly pending: number; readonly attention: number; readonly synced: number };
}

/** The pop-up sign-in, as the page polls it. */
export interface Attempt {
  readonly attemptId: string;
  readonly status: 'pending' | 'connected' | 'failed' | 'cancelled' | 'expired';
  readonly problem?: Problem;
  /** Set when another account than before was connected: its old record ids are not used again. */
  readonly accountChanged?: boolean;
}
