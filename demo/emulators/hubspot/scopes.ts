/** Every scope that the registered app may ask for, with the words of the consent page. */
export const scopeWords: Record<string, string> = {
  oauth: 'Basic access to this account',
  'crm.objects.contacts.read': 'View properties and other details about contacts and meetings',
  'crm.objects.contacts.write': 'Create, delete and change contacts and meetings',
  'crm.objects.companies.read': 'View properties and other details about companies',
  'crm.objects.companies.write': 'Create, delete and change companies',
  'crm.objects.owners.read': 'View details about the users who own records',
  'crm.objects.meetings.read': 'View meetings',
  'crm.objects.custom.read': 'View custom objects',
  'crm.schemas.contacts.read': 'View the property settings of contacts',
  'crm.schemas.contacts.write': 'Create, delete and change the property settings of contacts',
  'crm.schemas.companies.read': 'View the property settings of companies',
  'crm.schemas.companies.write': 'Create, delete and change the property settings of companies',
  'crm.schemas.meetings.read': 'View the property settings of meetings',
  'crm.schemas.custom.read': 'View the definitions of custom objects',
  'settings.users.read': 'View the users of this account',
  'settings.users.teams.read': 'View the teams of this account',
};

/** All scopes, for grants that ask for everything. */
export const allScopes = Object.keys(scopeWords);

/** Which scopes a route accepts: any one is enough (HubSpot's OpenAPI documents, 2026-03). */
export const accepted = {
  read: (object: string) => [`crm.objects.${object === 'companies' ? 'companies' : 'contacts'}.read`],
  write: (object: string) => [`crm.objects.${object === 'companies' ? 'companies' : 'contacts'}.write`],
  readProperties: allScopes.filter((scope) => /^crm\.(schemas|objects)\..*\.read$/.test(scope)),
  writeProperties: allScopes.filter((scope) => /^crm\.schemas\..*\.write$/.test(scope)),
  associate: ['crm.objects.contacts.write', 'crm.objects.companies.write', 'oauth'],
  owners: ['crm.objects.owners.read'],
  users: ['settings.users.read'],
  account: ['oauth'],
  schemas: ['oauth', 'crm.schemas.contacts.read', 'crm.schemas.custom.read'],
} as const;
