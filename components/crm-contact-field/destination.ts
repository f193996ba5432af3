import type { ApiClient } from '../api/client.js';
import type { CrmObject, Mapping, Provider, Source } from '../../server/contract/model/index.js';

/** A connected CRM and what it does with contact fields. */
export interface Destination {
  readonly provider: Provider;
  readonly mapping: Mapping;
  /** Labels of CRM fields, by object and API name. */
  readonly labels: ReadonlyMap<string, string>;
  readonly objects: readonly CrmObject[];
}

/** Reads a CRM's mapping, with the names of its people's fields. */
export async function readDestination(
  client: ApiClient,
  provider: Provider,
  signal: AbortSignal,
): Promise<Destination> {
  const [{ mapping }, { objects }] = await Promise.all([
    client.mapping(provider.id, signal),
    client.objects(provider.id, signal),
  ]);
  const labels = new Map<string, string>();
  await Promise.all(
    objects
      .filter(({ role }) => role === 'person')
      .map(async ({ name }) => {
        const { fields } = await client.fields(provider.id, name, false, signal);
        for (const field of fields) labels.set(`${name} ${field.name}`, field.label);
      }),
  );
  return { provider, mapping, objects, labels };
}

/** Where a contact field goes: each enabled object with a row that takes it. */
export function placesOf({ mapping, objects, labels }: Destination, key: string) {
  return objects.flatMap((object) => {
    const mapped = mapping.objects[object.name];
    if (!mapped?.enabled || object.role !== 'person') return [];
    const row = mapped.rows.find(({ sources }) => sources.some((source) => takes(source, key)));
    return row ? [{ object, field: labels.get(`${object.name} ${row.target}`) ?? row.target }] : [];
  });
}

function takes(source: Source, key: string): boolean {
  if ('field' in source) return source.field === key;
  return 'template' in source && source.template.includes(`{{${key}}}`);
}
