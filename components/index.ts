export { CrmConnect } from './crm-connect/crm-connect.js';
export type {
  CrmConnectedEvent,
  CrmDisconnectedEvent,
  CrmErrorEvent,
  CrmPermissionsCheckedEvent,
} from './crm-connect/events.js';
export { CrmContactField } from './crm-contact-field/crm-contact-field.js';
export { CrmSyncActivity } from './crm-sync-activity/crm-sync-activity.js';
export type { CrmSyncRetriedEvent } from './crm-sync-activity/events.js';
export { CrmFieldMapper } from './crm-field-mapper/crm-field-mapper.js';
export type { CrmQuestionOpenEvent, MappingChangedEvent } from './crm-field-mapper/events.js';
