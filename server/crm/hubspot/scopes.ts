/** What the app asks for and can't do without (HubSpot docs, scopes, Nov 2026); meetings go by the contacts scopes. */
export const requiredScopes = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.schemas.contacts.read',
] as const;

/** What HubSpot leaves out without a word when the account or the user lacks it. */
export const optionalScopes = ['crm.schemas.contacts.write', 'crm.objects.owners.read'] as const;

/** Lets the app make properties. */
export const createPropertyScope = 'crm.schemas.contacts.write';

/** Lets the app list owners. */
export const ownersScope = 'crm.objects.owners.read';
