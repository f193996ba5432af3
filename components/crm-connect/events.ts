import type { ClientProblem } from '../api/problem.js';
import type { Connection, PermissionCheck } from '../../server/contract/model/index.js';

/** A CRM was connected, or connected again. */
export type CrmConnectedEvent = CustomEvent<{
  readonly provider: string;
  readonly connection: Connection;
  /** True when it is another account than before, whose records are not known yet. */
  readonly accountChanged: boolean;
}>;

/** A CRM was disconnected and its grant revoked. */
export type CrmDisconnectedEvent = CustomEvent<{
  readonly provider: string;
  readonly mapping: 'keep' | 'delete';
}>;

/** What the connected user may do was looked up. */
export type CrmPermissionsCheckedEvent = CustomEvent<{
  readonly provider: string;
  readonly checks: readonly PermissionCheck[];
}>;

/** Something did not work; it is shown on the page as well. */
export type CrmErrorEvent = CustomEvent<{ readonly problem: ClientProblem }>;

/** Details by event type. */
export interface CrmConnectEvents {
  readonly 'crm-connected': CrmConnectedEvent['detail'];
  readonly 'crm-disconnected': CrmDisconnectedEvent['detail'];
  readonly 'crm-permissions-checked': CrmPermissionsCheckedEvent['detail'];
  readonly 'crm-error': CrmErrorEvent['detail'];
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-connected': CrmConnectedEvent;
    'crm-disconnected': CrmDisconnectedEvent;
    'crm-permissions-checked': CrmPermissionsCheckedEvent;
    'crm-error': CrmErrorEvent;
  }
}
