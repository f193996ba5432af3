import type { PermissionNeed } from '../../contract/model/index.js';

/** What the connected user needs, by the names that Salesforce gives its permissions. Source: product rule P2. */
export const permissions = {
  api: {
    id: 'api_enabled',
    label: 'API Enabled',
    need: 'required',
    code: 'salesforce_api_why',
    why: 'Lets this app talk to your Salesforce org at all.',
  },
  Contact: {
    id: 'contact_create_read_edit',
    label: 'Create, Read & Edit on Contacts',
    object: 'Contact',
    need: 'required',
    code: 'salesforce_contact_why',
    why: 'Each booking finds the person among your contacts, and creates or updates them.',
  },
  Lead: {
    id: 'lead_create_read_edit',
    label: 'Create, Read & Edit on Leads',
    object: 'Lead',
    need: 'required',
    code: 'salesforce_lead_why',
    why: 'Each booking finds the person among your leads, and creates or updates them.',
  },
  Event: {
    id: 'event_create_read_edit',
    label: 'Create, Read & Edit on Events',
    object: 'Event',
    need: 'required',
    code: 'salesforce_event_why',
    why: 'Each booking creates an event and keeps it up to date.',
  },
  Case: {
    id: 'case_create_read_edit',
    label: 'Create, Read & Edit on Cases',
    object: 'Case',
    need: 'conditional',
    code: 'salesforce_case_why',
    why: 'Only needed while the Cases tab is switched on.',
  },
  modifyAll: {
    id: 'modify_all_data',
    label: 'Modify All Data',
    need: 'recommended',
    code: 'salesforce_modify_all_why',
    why: 'Lets bookings update records that belong to other users, whatever your sharing rules.',
  },
} as const satisfies Record<string, PermissionNeed>;
