import type { CrmClient } from '../adapter.js';
import type { CrmUser } from '../../contract/model/index.js';
import { ask } from './ask.js';
import type { Paths } from './paths.js';
import { ownerList } from './replies.js';
import { ownersScope } from './scopes.js';

/** Everyone who can own a record; nobody when the owners were not granted, which the doctor tells. */
export async function readOwners(
  client: CrmClient,
  paths: Paths,
  signal: AbortSignal,
): Promise<readonly CrmUser[]> {
  if (!client.scopes.includes(ownersScope)) return [];
  const users: CrmUser[] = [];
  let after: string | undefined;
  do {
    const path = `${paths.owners}?limit=100&archived=false${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`;
    const page = await ask(client, { method: 'GET', path, effect: 'read', signal }, ownerList);
    for (const { id, email, type, firstName, lastName, archived } of page.results) {
      if (type === 'QUEUE') continue;
      const name = [firstName, lastName].filter(Boolean).join(' ');
      users.push({
        id,
        name: name || email || id,
        email: email?.toLowerCase() ?? '',
        active: archived !== true,
      });
    }
    after = page.paging?.next?.after;
  } while (after !== undefined);
  return users;
}
