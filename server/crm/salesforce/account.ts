import { z } from 'zod';
import { CrmError, type Account, type CrmClient } from '../adapter.js';
import { get } from './api.js';
import { unreadable } from './plain-fault.js';
import { query, text } from './soql.js';

/** Who is signed in to which org (Salesforce docs, User Info Endpoint; Object Reference, Organization). */
export async function readAccount(client: CrmClient, signal: AbortSignal): Promise<Account> {
  const [reply, organizations] = await Promise.all([
    get(client, '/services/oauth2/userinfo', signal),
    query(client, 'SELECT Id,Name,IsSandbox FROM Organization', signal),
  ]);
  const parsed = userInfo.safeParse(reply.body);
  if (!parsed.success) throw new CrmError(unreadable(reply.requestId));
  const { user_id, organization_id, name, email } = parsed.data;
  const organization = organizations[0];
  return {
    id: organization_id,
    name: (organization && text(organization, 'Name')) ?? organization_id,
    environment: organization?.['IsSandbox'] === true ? 'sandbox' : 'production',
    user: { id: user_id, name: name ?? email ?? user_id, email: email ?? '' },
    // My Domain addresses lead to Lightning Experience by themselves.
    uiUrl: client.apiUrl,
  };
}

const userInfo = z.object({
  user_id: z.string(),
  organization_id: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
});
