import type { About } from '../adapter.js';
import { permissions } from './permissions.js';

/** Salesforce as people read about it, and what is fixed about its objects. */
export const about: About = {
  name: 'Salesforce',
  summary: 'Each booking creates or updates a lead or contact, its event and, if you like, a case.',
  advice: 'Sign in as a system administrator, or as an integration user with the permissions below.',
  fieldWord: 'field',
  environments: ['production', 'sandbox'],
  customDomain: true,
  canCreateFields: false,
  objects: [
    {
      name: 'Contact',
      label: 'Contacts',
      singular: 'contact',
      role: 'person',
      requiredGroups: [],
      who: null,
      ownerField: 'OwnerId',
      emailField: 'Email',
    },
    {
      name: 'Lead',
      label: 'Leads',
      singular: 'lead',
      role: 'person',
      requiredGroups: [],
      who: null,
      ownerField: 'OwnerId',
      emailField: 'Email',
    },
    {
      name: 'Event',
      label: 'Events',
      singular: 'event',
      role: 'meeting',
      // Beyond what describe tells (Salesforce docs, Object Reference, Event).
      requiredGroups: [['StartDateTime'], ['EndDateTime', 'DurationInMinutes']],
      who: { target: 'WhoId', label: 'Name' },
      ownerField: 'OwnerId',
      emailField: null,
    },
    {
      name: 'Case',
      label: 'Cases',
      singular: 'case',
      role: 'case',
      requiredGroups: [],
      who: { target: 'ContactId', label: 'Contact Name' },
      ownerField: 'OwnerId',
      emailField: null,
    },
  ],
  createAs: ['Lead', 'Contact'],
  permissions: Object.values(permissions),
};

/** Declaration of an object; undefined for one that bookings are not written to. */
export function declarationOf(object: string): About['objects'][number] | undefined {
  return about.objects.find(({ name }) => name === object);
}
