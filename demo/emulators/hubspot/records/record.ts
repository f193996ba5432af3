import type { ControlRecord } from '../../emulated-org.js';
import type { JsonObject } from '../../json.js';
import type { ObjectType } from '../object-types.js';

/** A record as the store keeps it; times are epoch milliseconds. */
export interface StoredRecord {
  id: string;
  properties: Record<string, string>;
  createdAt: number;
  updatedAt: number;
  archivedAt: number | undefined;
  /** Ids of records that were merged into this one: they find it too. */
  mergedIds: string[];
}

/** How a record leaves the API: HubSpot's SimplePublicObject. `names` undefined: all that have a value. */
export function simplePublicObject(
  record: StoredRecord,
  type: ObjectType,
  portalId: number,
  names: readonly string[] | undefined,
): JsonObject {
  const wanted = names ?? Object.keys(record.properties);
  const properties: JsonObject = {};
  for (const name of [...new Set(wanted)].sort()) properties[name] = record.properties[name] ?? null;
  return {
    id: record.id,
    properties,
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
    archived: record.archivedAt !== undefined,
    ...(record.archivedAt === undefined ? {} : { archivedAt: new Date(record.archivedAt).toISOString() }),
    url: `https://app.hubspot.com/contacts/${portalId}/record/${type.id}/${record.id}`,
  };
}

/** How a record shows on the control routes: its id and all values side by side. */
export function controlRecord(record: StoredRecord, associations: Record<string, string[]>): ControlRecord {
  return {
    ...record.properties,
    id: record.id,
    ...(Object.keys(associations).length > 0 ? { associations } : {}),
  };
}
