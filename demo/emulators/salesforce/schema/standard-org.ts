import { caseFields } from './case.js';
import { contactFields } from './contact.js';
import { eventFields } from './event.js';
import type { Field } from './field.js';
import { leadFields } from './lead.js';
import { otherFields } from './other-objects.js';
import type { SObject } from './sobject.js';

/** The objects of a new org, with their key prefixes. */
export function standardObjects(): SObject[] {
  return ROWS.map(([name, labelPlural, keyPrefix, kind]) => ({
    name,
    label: labelPlural.replace(/ies$/, 'y').replace(/(?<!Acces)s$/, ''),
    labelPlural,
    keyPrefix,
    custom: false,
    writable: kind !== 'setup',
    searchable: kind === 'people',
    fields: fieldsOf(name),
    recordTypes: [],
  }));
}

const ROWS: [name: string, labelPlural: string, keyPrefix: string, kind: 'people' | 'data' | 'setup'][] = [
  ['Account', 'Accounts', '001', 'people'],
  ['Calendar', 'Calendars', '023', 'setup'],
  ['Campaign', 'Campaigns', '701', 'data'],
  ['Case', 'Cases', '500', 'people'],
  ['Contact', 'Contacts', '003', 'people'],
  ['Event', 'Events', '00U', 'data'],
  ['Group', 'Groups', '00G', 'setup'],
  ['Individual', 'Individuals', '0PK', 'data'],
  ['Lead', 'Leads', '00Q', 'people'],
  ['Opportunity', 'Opportunities', '006', 'data'],
  ['Organization', 'Organizations', '00D', 'setup'],
  ['Profile', 'Profiles', '00e', 'setup'],
  ['RecordType', 'Record Types', '012', 'setup'],
  ['Task', 'Tasks', '00T', 'data'],
  ['User', 'Users', '005', 'setup'],
  ['UserPermissionAccess', 'User Permission Access', '10z', 'setup'],
];

function fieldsOf(name: string): Field[] {
  switch (name) {
    case 'Contact':
      return contactFields();
    case 'Lead':
      return leadFields();
    case 'Event':
      return eventFields();
    case 'Case':
      return caseFields();
    default:
      return otherFields[name]?.() ?? [];
  }
}
