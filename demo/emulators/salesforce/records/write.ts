import type { Json } from '../../json.js';
import { ApiFailure, failure, notFound } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import type { Org } from '../org.js';
import { findField, type SObject } from '../schema/sobject.js';
import type { Session } from '../session.js';
import { checkSave, type Save } from './check.js';
import { completeRow } from './derive.js';
import { withoutOverruled } from './event-times.js';
import { findByExternalId } from './external-id.js';
import { readId } from './id.js';
import { readBody } from './read-body.js';
import { readSaveOptions, type SaveOptions } from './save-options.js';
import type { Row } from './store.js';
import { formatDateTime, type Value } from './values.js';

/** Reads a request header by name. */
export type HeaderReader = (name: string) => string | undefined;

/** What an upsert came to; several matches are for the caller to choose from. */
export type Upserted = { id: string; created: boolean } | { matches: string[] };

/** Creates a record and returns its id. */
export function createRecord(
  session: Session,
  view: ObjectView,
  body: Json | undefined,
  header: HeaderReader,
): string {
  const { org } = session;
  const { sobject } = view;
  if (!view.createable) throw noAccess(sobject.name);
  const given = readBody(session, view, body, 'createable');
  throwRowError(session, sobject.name, given);
  const options = readSaveOptions(header);
  const values = {
    ...defaults(session, view),
    ...withoutNulls(given),
    ...assignedOwner(org, sobject, options),
  };
  assertSound({ org, sobject, before: undefined, given, values, options });
  const at = formatDateTime(org.now());
  const id = org.nextId(sobject);
  const audit = { CreatedDate: at, CreatedById: session.userId };
  store(session, { id, object: sobject.name, deleted: false, values: { ...values, ...audit, Id: id } });
  return id;
}

/** Changes the fields that the body names; the rest of the record stays. */
export function updateRecord(
  session: Session,
  view: ObjectView,
  id: string,
  body: Json | undefined,
  header: HeaderReader,
): void {
  const { org } = session;
  const { sobject } = view;
  if (!view.updateable) throw noAccess(sobject.name);
  const before = liveRow(session, view, id);
  const given = readBody(session, view, body, 'updateable');
  throwRowError(session, sobject.name, { ...given, Id: before.id });
  const kept = sobject.name === 'Event' ? withoutOverruled(given, before.values) : before.values;
  const values = { ...kept, ...given };
  assertSound({ org, sobject, before, given, values, options: readSaveOptions(header) });
  store(session, { ...before, values });
}

/** Moves a record to the recycle bin. */
export function deleteRecord(session: Session, view: ObjectView, id: string): void {
  if (!view.deletable) throw noAccess(view.sobject.name);
  const row = liveRow(session, view, id);
  throwRowError(session, row.object, { Id: row.id });
  store(session, { ...row, deleted: true, values: { ...row.values, IsDeleted: true } });
}

/** Creates or updates by the value of an external id or id-lookup field; `updateOnly` never creates. */
export function upsertRecord(
  session: Session,
  view: ObjectView,
  by: { field: string; value: string },
  body: Json | undefined,
  header: HeaderReader,
  updateOnly = false,
): Upserted {
  const field = findField(view.fields, by.field);
  if (!field || !(field.externalId || field.idLookup)) {
    throw notFound(`Provided external ID field does not exist or is not accessible: ${by.field}`);
  }
  const found = findByExternalId(session.org, view.sobject.name, field, by.value);
  const [row] = found;
  if (found.length > 1) return { matches: found.map(({ id }) => id) };
  if (row) {
    updateRecord(session, view, row.id, body, header);
    return { id: row.id, created: false };
  }
  if (updateOnly || field.type === 'id') throw notFound();
  const object = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { id: createRecord(session, view, { ...object, [field.name]: by.value }, header), created: true };
}

/** The record behind an id of a path, if it is there for this user. */
export function liveRow(session: Session, view: ObjectView, text: string): Row {
  const id = readId(text);
  if (id === undefined)
    throw failure('MALFORMED_ID', `${view.sobject.label} ID: id value of incorrect type: ${text}`);
  const row = session.org.store.get(view.sobject.name, id);
  if (!row) throw notFound();
  if (row.deleted) throw failure('ENTITY_IS_DELETED', 'entity is deleted', []);
  return row;
}

function assertSound(save: Save): void {
  const failures = [...checkSave(save), ...duplicateValues(save)];
  if (failures.length > 0) throw new ApiFailure(failures, 400);
}

function duplicateValues({ org, sobject, before, given }: Save) {
  return sobject.fields
    .filter(({ unique, name }) => unique && given[name] != null)
    .flatMap((field) => {
      const [twin] = findByExternalId(org, sobject.name, field, String(given[field.name])).filter(
        ({ id }) => id !== before?.id,
      );
      if (!twin) return [];
      const message = `duplicate value found: ${field.name} duplicates value on record with id: ${twin.id}`;
      return [{ code: 'DUPLICATE_VALUE', message, fields: [] }];
    });
}

function defaults({ userId }: Session, view: ObjectView): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const field of view.sobject.fields) {
    if (field.defaultValue !== null) values[field.name] = field.defaultValue;
    if (field.name === 'OwnerId') values[field.name] = userId;
    if (field.name === 'RecordTypeId') {
      values[field.name] = view.sobject.recordTypes.find(({ byDefault }) => byDefault)?.id ?? null;
    }
    if (field.name === 'IsUnreadByOwner') values[field.name] = true;
  }
  return values;
}

// An active assignment rule overrules the owner that the caller names, unless the caller switches it off.
function assignedOwner(org: Org, sobject: SObject, options: SaveOptions): Record<string, Value> {
  const owner = org.rules.assignment[sobject.name];
  return owner !== undefined && options.autoAssign ? { OwnerId: owner } : {};
}

// A null on creating means "no value given": a default applies all the same.
function withoutNulls(given: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

function store(session: Session, row: Row): void {
  const at = formatDateTime(session.org.now());
  const audit = { LastModifiedDate: at, LastModifiedById: session.userId, SystemModstamp: at };
  session.org.store.put(completeRow(session.org, { ...row, values: { ...row.values, ...audit } }));
}

function throwRowError(session: Session, object: string, row: unknown): void {
  const fault = session.rows.rowError(object, row);
  if (!fault) return;
  const { code, message = ROW_ERRORS[code] ?? 'an unexpected error occurred', fields = [] } = fault;
  throw failure(code, message, fields);
}

function noAccess(object: string): ApiFailure {
  return failure('INSUFFICIENT_ACCESS_OR_READONLY', `insufficient access rights on object id: ${object}`, []);
}

const ROW_ERRORS: Record<string, string> = {
  UNABLE_TO_LOCK_ROW: 'unable to obtain exclusive access to this record',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'BookingTrigger: System.LimitException: Apex CPU time limit exceeded',
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'A validation rule of this org refused the record',
};
