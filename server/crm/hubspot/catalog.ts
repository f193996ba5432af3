import type { CatalogReader } from '../adapter.js';
import { about } from './declaration.js';
import { readFields } from './fields.js';
import { createProperty, planProperty } from './new-field.js';
import { readOwners } from './owners.js';
import type { Paths } from './paths.js';

/** Reads what a HubSpot account looks like. */
export function createCatalogReader(paths: Paths): CatalogReader {
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
      readFields(client, paths, object, () => readOwners(client, paths, signal), signal),
    createField: (client, object, field, signal) => createProperty(client, paths, object, field, signal),
    planField: (client, object, field, signal) => planProperty(client, paths, object, field, signal),
    users: (client, signal) => readOwners(client, paths, signal),
  };
}
