import type { CatalogReader, CrmClient } from '../adapter.js';
import type { CrmUser } from '../../contract/model/index.js';
import { about } from './declaration.js';
import { readFields } from './fields.js';
import { createProperty, planProperty } from './new-field.js';
import { readOwners } from './owners.js';
import type { Paths } from './paths.js';

/** Reads what a HubSpot account looks like. */
export function createCatalogReader(paths: Paths): CatalogReader {
  const underWay = new WeakMap<CrmClient, Promise<readonly CrmUser[]>>();
  /** The objects of one reading share its owners, who may be many pages. */
  const owners = (client: CrmClient, signal: AbortSignal): Promise<readonly CrmUser[]> => {
    const found = underWay.get(client);
    if (found) return found;
    const reading = readOwners(client, paths, signal).finally(() => underWay.delete(client));
    underWay.set(client, reading);
    return reading;
  };
  return {
    // The two objects are HubSpot's own and in every account.
    objects: async () =>
      about.objects.map(({ name, label, singular, role, requiredGroups, who }) => ({
        name,
        label,
        singular,
        role,
        createable: true,
        updateable: true,
        requiredGroups,
        who,
      })),
    fields: (client, object, _etag, signal) =>
      readFields(client, paths, object, () => owners(client, signal), signal),
    createField: (client, object, field, signal) => createProperty(client, paths, object, field, signal),
    planField: (client, object, field, signal) => planProperty(client, paths, object, field, signal),
    users: owners,
  };
}
