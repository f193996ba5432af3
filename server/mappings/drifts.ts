import type {
  CrmField,
  FieldFinding,
  MappedFields,
  Mapping,
  MappingVersion,
} from '../contract/model/index.js';
import type { ConnectionRecord } from '../connections/record.js';
import type { MappingsOptions } from './mappings.js';
import { accepted, notedAfter } from './noted.js';
import { readNoted, writeNoted } from './store.js';

/** Knows what mapped fields were, so that it can be told what the CRM changed. */
export interface Drifts {
  read(connection: ConnectionRecord, refresh?: boolean): Promise<MappedFields>;
  accept(
    connection: ConnectionRecord,
    fields: readonly { readonly object: string; readonly field: string }[],
  ): Promise<MappedFields>;
}

/** Most fields of one answer for which the CRM is asked why they are missing. */
const mostExplained = 20;

export function createDrifts(
  { store, catalog, now, explain }: Pick<MappingsOptions, 'store' | 'catalog' | 'now' | 'explain'>,
  live: (connection: ConnectionRecord) => Promise<MappingVersion>,
): Drifts {
  async function fresh(connection: ConnectionRecord, refresh: boolean) {
    if (!refresh) return { fields: await catalog.all(connection), isLive: false };
    try {
      return { fields: await catalog.all(connection, { refresh: true }), isLive: true };
    } catch {
      // What is cached answers too; who asked is told that it is not from the CRM.
      return { fields: await catalog.all(connection), isLive: false };
    }
  }

  async function notedOf(
    connection: ConnectionRecord,
    { mapping, createdAt }: MappingVersion,
    fields: Fields,
  ) {
    const noted = await readNoted(store.db, connection.id);
    if (noted) return noted;
    // A mapping of before fields were noted: what they are now is all that is known.
    const first = notedAfter(null, null, mapping, fields, createdAt);
    await writeNoted(store.db, connection.id, first);
    return first;
  }

  async function read(connection: ConnectionRecord, refresh = false): Promise<MappedFields> {
    const version = await live(connection);
    const { fields, isLive } = await fresh(connection, refresh);
    const noted = await notedOf(connection, version, fields);
    const lost = lostFields(version.mapping, fields, noted).slice(0, mostExplained);
    const found = await Promise.all(
      isLive && explain
        ? lost.map(async ({ object, field }) => ({
            object,
            field,
            // A name is asked for as it is; the CRM's not answering leaves the change itself told.
            finding: await explain(connection, object, field).catch(() => undefined),
          }))
        : [],
    );
    const missing: Record<string, Record<string, FieldFinding>> = {};
    for (const { object, field, finding } of found) {
      if (finding && finding.state !== 'mappable') (missing[object] ??= {})[field] = finding;
    }
    return { noted, missing, live: isLive };
  }

  return {
    read,
    async accept(connection, taken) {
      const version = await live(connection);
      const fields = await catalog.all(connection);
      const noted = await notedOf(connection, version, fields);
      const at = now().toISOString();
      await writeNoted(store.db, connection.id, accepted(noted, version.mapping, fields, taken, at));
      return read(connection);
    },
  };
}

type Fields = Readonly<Record<string, readonly CrmField[]>>;

/** Mapped fields that were noted once and are not among those that can be written. */
function lostFields(mapping: Mapping, fields: Fields, noted: MappedFields['noted']) {
  return Object.entries(mapping.objects).flatMap(([object, { rows, enabled }]) => {
    const known = new Set((fields[object] ?? []).map(({ name }) => name));
    if (!enabled || known.size === 0) return [];
    const before = noted[object]?.fields ?? {};
    return rows
      .filter(({ target }) => !known.has(target) && Object.hasOwn(before, target))
      .map(({ target }) => ({ object, field: target }));
  });
}
