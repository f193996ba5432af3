import type { RecordAction } from '../../emulated-org.js';
import type { JsonObject } from '../../json.js';
import { HubspotError } from '../errors.js';
import { findObjectType, type ObjectType } from '../object-types.js';
import type { HubspotOrg } from '../org.js';
import { mergeRecords } from './merge.js';
import { archiveRecord, createRecord, updateRecord } from './writes.js';

/** Does to a record what somebody in HubSpot would; a string says why not. */
export function actOnRecord(
  org: HubspotOrg,
  object: string,
  key: string,
  action: RecordAction,
): JsonObject | string {
  const type = findObjectType(object);
  const record = type && findRecord(org, type, key);
  if (!type || !record) return `There is no ${object} "${key}".`;
  switch (action.kind) {
    case 'set': {
      const values = readValues(org, type, action.values);
      if (typeof values === 'string') return values;
      updateRecord(org, type, record, values);
      return { id: record.id };
    }
    case 'delete':
      archiveRecord(org, type, record.id);
      return { id: record.id };
    case 'merge': {
      const into = findRecord(org, type, action.into);
      if (!into) return `There is no other ${object} "${action.into}" to merge into.`;
      return merge(org, type, into.id, record.id);
    }
    case 'convert':
      return 'HubSpot converts no records.';
  }
}

/** Puts records in as an import would: nothing is validated. */
export function addRecords(
  org: HubspotOrg,
  object: string,
  records: readonly JsonObject[],
): string[] | string {
  const type = findObjectType(object);
  if (!type) return `There is no object "${object}".`;
  const rows: Record<string, string>[] = [];
  for (const record of records) {
    const values = readValues(org, type, record);
    if (typeof values === 'string') return values;
    rows.push(values);
  }
  return rows.map((values) => createRecord(org, type, values).id);
}

function merge(org: HubspotOrg, type: ObjectType, into: string, merged: string): JsonObject | string {
  try {
    mergeRecords(org, type, { primaryObjectId: into, objectIdToMerge: merged });
    return { id: into, merged };
  } catch (error) {
    if (error instanceof HubspotError) return error.message;
    throw error;
  }
}

function findRecord(org: HubspotOrg, type: ObjectType, key: string) {
  return org.store(type).find(key.includes('@') ? 'email' : undefined, key);
}

function readValues(org: HubspotOrg, type: ObjectType, given: JsonObject): Record<string, string> | string {
  const unknown = Object.keys(given).find((name) => !org.properties(type).has(name));
  if (unknown !== undefined) return `${type.name} have no property "${unknown}".`;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value ?? '')]));
}
