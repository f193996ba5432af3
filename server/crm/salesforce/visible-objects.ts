import { CrmError, type CrmClient } from '../adapter.js';
import { dataPath, get } from './api.js';
import { globalDescription } from './describe.js';
import { unreadable } from './plain-fault.js';

/** An object that the connected user may see, with what may be done with its records. */
export interface VisibleObject {
  readonly name: string;
  readonly labelPlural: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly queryable: boolean;
}

/** All objects that the connected user may see (Salesforce docs, Describe Global). */
export async function visibleObjects(
  client: CrmClient,
  signal: AbortSignal,
): Promise<readonly VisibleObject[]> {
  const reply = await get(client, `${dataPath}/sobjects`, signal);
  const parsed = globalDescription.safeParse(reply.body);
  if (!parsed.success) throw new CrmError(unreadable(reply.requestId));
  return parsed.data.sobjects;
}
