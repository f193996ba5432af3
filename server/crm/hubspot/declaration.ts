import type { About } from '../adapter.js';
import type { PermissionNeed } from '../../contract/model/index.js';

/** What HubSpot's own users need, by the names that HubSpot gives its permissions. Source: product rule P1. */
export const permissions = {
  marketplace: {
    id: 'app_marketplace_access',
    label: 'App Marketplace Access',
    need: 'required',
    code: 'hubspot_marketplace_why',
    why: 'Lets you authorize this app to connect to your HubSpot account.',
  },
  contacts: {
    id: 'contacts_read_write',
    label: 'Read & Write on Contacts',
    object: 'contacts',
    need: 'required',
    code: 'hubspot_contacts_why',
    why: 'Each booking creates or updates the contact of the person who booked.',
  },
  meetings: {
    id: 'meetings_read_write',
    label: 'Read & Write on Meetings',
    object: 'meetings',
    need: 'required',
    code: 'hubspot_meetings_why',
    why: 'Each booking creates a meeting and keeps it up to date.',
  },
  properties: {
    id: 'edit_property_settings',
    label: 'Edit Property Settings',
    need: 'conditional',
    code: 'hubspot_properties_why',
    why: 'Only needed when custom properties are mapped or created from here.',
  },
  integrations: {
    id: 'manage_integrations',
    label: 'Manage Integrations',
    need: 'conditional',
    code: 'hubspot_integrations_why',
    why: 'May be needed where your HubSpot account restricts who manages connected apps.',
  },
} as const satisfies Record<string, PermissionNeed>;

/** Target of the row that links a meeting to its contact. */
const whoTarget = 'associations.contacts';

/** HubSpot as people read about it. */
export const about: About = {
  name: 'HubSpot',
  summary: 'Each booking creates or updates a contact and its meeting.',
  advice: 'Sign in as a super admin, or as a user with the permissions below.',
  fieldWord: 'property',
  environments: ['production'],
  customDomain: false,
  canCreateFields: true,
  objects: [
    {
      name: 'contacts',
      label: 'Contacts',
      singular: 'contact',
      role: 'person',
      requiredGroups: [],
      who: null,
      ownerField: 'hubspot_owner_id',
      emailField: 'email',
    },
    {
      name: 'meetings',
      label: 'Meetings',
      singular: 'meeting',
      role: 'meeting',
      requiredGroups: [],
      who: { target: whoTarget, label: 'Contact' },
      ownerField: 'hubspot_owner_id',
      emailField: null,
    },
  ],
  createAs: [],
  permissions: Object.values(permissions),
};

/** The object's word in a sentence: "the contact". */
export function singularOf(object: string | null): string {
  return about.objects.find(({ name }) => name === object)?.singular ?? 'record';
}
