import { conflict, HubspotError, invalid } from '../errors.js';
import type { HubspotOrg } from '../org.js';
import type { ObjectType } from '../object-types.js';
import type { StoredRecord } from './record.js';
import { derived, onCreate } from './system-properties.js';

/** Stores a new record; its values were checked before. */
export function createRecord(
  org: HubspotOrg,
  type: ObjectType,
  values: Record<string, string>,
): StoredRecord {
  const now = org.now();
  const id = org.takeId();
  const given = withoutEmpty(values);
  const properties = { ...onCreate(type, id, now, given), ...given };
  const record: StoredRecord = {
    id,
    properties: { ...properties, ...derived(type, properties) },
    createdAt: now,
    updatedAt: now,
    archivedAt: undefined,
    mergedIds: [],
  };
  org.store(type).put(record);
  org.changed();
  return record;
}

/** Stores changes of a record; empty values clear. */
export function updateRecord(
  org: HubspotOrg,
  type: ObjectType,
  record: StoredRecord,
  values: Record<string, string>,
): StoredRecord {
  const now = org.now();
  const merged = { ...record.properties, ...forwardOnly(org, type, record, values) };
  if (
    values['hubspot_owner_id'] !== undefined &&
    values['hubspot_owner_id'] !== record.properties['hubspot_owner_id']
  ) {
    merged['hubspot_owner_assigneddate'] = new Date(now).toISOString();
  }
  merged[type.modifiedProperty] = new Date(now).toISOString();
  const properties = withoutEmpty(merged);
  const next = { ...record, properties: { ...properties, ...derived(type, properties) }, updatedAt: now };
  org.store(type).put(next);
  org.changed();
  return next;
}

/** Archives a record; one that is not there is no error. */
export function archiveRecord(org: HubspotOrg, type: ObjectType, id: string): void {
  const record = org.store(type).get(id);
  if (!record) return;
  org.store(type).put({ ...record, archivedAt: org.now() });
  org.associations.drop(type, record.id);
  org.changed();
}

/** Refuses a record that has too little to exist: 400 as HubSpot words it. */
export function assertEnough(type: ObjectType, values: Record<string, string>): void {
  if (type.oneOf.some((name) => values[name])) return;
  throw new HubspotError(400, {
    message: `Error creating ${type.fullName}. Some required properties were not set.`,
    context: { properties: [...type.oneOf] },
    category: 'VALIDATION_ERROR',
  });
}

/** Refuses a value that must be unique and is another record's: 409 with the other's id. */
export function findConflict(
  org: HubspotOrg,
  type: ObjectType,
  values: Record<string, string>,
  own: string | undefined,
): StoredRecord | undefined {
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || !org.properties(type).get(name)?.hasUniqueValue) continue;
    const other = org.store(type).find(name, value);
    if (other && other.id !== own) return other;
  }
  return undefined;
}

/** The 409 that names the record which is already there. */
export function alreadyExists(type: ObjectType, other: StoredRecord | undefined): HubspotError {
  return conflict(`${type.singular} already exists${other ? `. Existing ID: ${other.id}` : ''}`);
}

/** A meeting without a date takes its start time. */
export function withDefaults(type: ObjectType, values: Record<string, string>): Record<string, string> {
  const start = values['hs_meeting_start_time'];
  if (type.name !== 'meetings' || values['hs_timestamp'] || !start) return values;
  return { ...values, hs_timestamp: start };
}

/** Refuses a batch that is empty or longer than HubSpot takes. */
export function assertBatchSize(count: number): void {
  if (count === 0) throw invalid('Invalid input JSON: inputs must not be empty');
  if (count > 100) throw invalid(`The maximum number of inputs in a batch is 100, but ${count} were given`);
}

/** Refuses a batch that names a record twice. */
export function assertDistinct(ids: readonly string[]): void {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const id of ids) (seen.has(id) ? twice : seen).add(id);
  if (twice.size === 0) return;
  const names = [...twice];
  throw invalid(`Duplicate IDs found in batch input: [${names.join(', ')}]. IDs must be unique`, {
    context: { ids: names },
  });
}

/** Lifecycle stages only move forward; setting an earlier one changes nothing unless the stage was cleared first. */
function forwardOnly(
  org: HubspotOrg,
  type: ObjectType,
  record: StoredRecord,
  values: Record<string, string>,
): Record<string, string> {
  const wanted = values['lifecyclestage'];
  const current = record.properties['lifecyclestage'];
  if (type.name !== 'contacts' || !wanted || !current) return values;
  const stages =
    org
      .properties(type)
      .get('lifecyclestage')
      ?.options.map(({ value }) => value) ?? [];
  return stages.indexOf(wanted) < stages.indexOf(current) ? { ...values, lifecyclestage: current } : values;
}

function withoutEmpty(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
