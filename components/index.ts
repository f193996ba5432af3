export { CrmConnect } from './crm-connect/crm-connect.js';
export type {
  CrmConnectedEvent,
  CrmDisconnectedEvent,
  CrmErrorEvent,
  CrmPermissionsCheckedEvent,
} from './crm-connect/events.js';
