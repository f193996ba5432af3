import { isObject, type Json, type JsonObject } from '../../json.js';
import { ApiFailure, failure, notFound } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import { liveRow, createRecord, deleteRecord, updateRecord, upsertRecord } from '../records/write.js';
import { readId } from '../records/id.js';
import { findField } from '../schema/sobject.js';
import { cpuFailures } from '../rules/cpu-rule.js';
import type { Session } from '../session.js';
import { resolveField } from '../soql/resolve.js';
import type { RestReply, RestRequest } from './message.js';
import { recordJson } from './record-json.js';

const MOST_RECORDS = 200;
const MOST_CHUNKS = 10;

/** `POST`, `PATCH`, `DELETE /composite/sobjects`: up to 200 records of any objects, in at most 10 runs of one type. */
export function writeCollection(session: Session, request: RestRequest): RestReply {
  if (request.method === 'DELETE') return deleteMany(session, request);
  const { records, allOrNone } = readCollection(request);
  const types = records.map(typeOf);
  assertChunks(types);
  const overloaded = cpuFailures(session.org, types);
  return writeRows(session, records, allOrNone, (record, index) => {
    const failed = overloaded(index);
    if (failed) throw failed;
    const view = viewOfType(session, typeOf(record));
    if (request.method === 'POST') return { id: createRecord(session, view, record, request.header) };
    const id = idOf(record);
    updateRecord(session, view, id, withoutId(record), request.header);
    return { id: readId(id) ?? id };
  });
}

/** `PATCH /composite/sobjects/{object}/{field}`: upserts up to 200 records of one object. */
export function upsertCollection(
  session: Session,
  request: RestRequest,
  object: string,
  by: string,
): RestReply {
  const view = session.org.view(object);
  if (!view) throw notFound();
  const field = findField(view.fields, by);
  if (!field || !(field.externalId || field.idLookup)) {
    throw notFound(`Provided external ID field does not exist or is not accessible: ${by}`);
  }
  const { records, allOrNone } = readCollection(request);
  const overloaded = cpuFailures(session.org, Array<string>(records.length).fill(view.sobject.name));
  return writeRows(session, records, allOrNone, (record, index) => {
    const failed = overloaded(index);
    if (failed) throw failed;
    const key =
      Object.keys(record).find((name) => name.toLowerCase() === field.name.toLowerCase()) ?? field.name;
    const { [key]: value, ...rest } = record;
    if (value === undefined || value === null || value === '') {
      throw failure('MISSING_ARGUMENT', `${field.name} not specified`, []);
    }
    const result = upsertRecord(
      session,
      view,
      { field: field.name, value: String(value) },
      rest,
      request.header,
    );
    if ('matches' in result) {
      const message = `${field.name}: more than one record found for external id field: [${result.matches.join(', ')}]`;
      throw failure('DUPLICATE_EXTERNAL_ID', message, [field.name]);
    }
    return { id: result.id, created: result.created };
  });
}

/** `GET` or `POST /composite/sobjects/{object}` with `ids` and `fields`: null for what is not there. */
export function readCollectionOf(session: Session, request: RestRequest, object: string): RestReply {
  const view = session.org.view(object);
  if (!view) throw notFound();
  const { body } = request;
  const ids =
    isObject(body) && Array.isArray(body['ids']) ? body['ids'].map(String) : list(request.query.get('ids'));
  const names =
    isObject(body) && Array.isArray(body['fields'])
      ? body['fields'].map(String)
      : list(request.query.get('fields'));
  const columns = names.map((name) => resolveField(session, view, { path: name.split('.'), at: 0 }, name));
  const records = ids.map((id) => {
    const row = session.org.store.get(view.sobject.name, readId(id) ?? '');
    return row && !row.deleted ? recordJson(session, row, columns) : null;
  });
  return { status: 200, body: records };
}

const ROLLED_BACK = {
  code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
};

function writeRows(
  session: Session,
  records: readonly JsonObject[],
  allOrNone: boolean,
  write: (record: JsonObject, index: number) => JsonObject,
): RestReply {
  const rows: JsonObject[] = [];
  const writeAll = () => {
    const count = session.rows.rowsToDo(records.length);
    // A transaction that is broken off leaves nothing.
    if (allOrNone && count < records.length) throw new Undo();
    for (const [index, record] of records.slice(0, count).entries())
      rows.push(writeRow(session, () => write(record, index)));
    if (allOrNone && rows.some(({ success }) => success === false)) throw new Undo();
  };
  try {
    if (allOrNone) session.org.store.transaction(writeAll);
    else writeAll();
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
    const undone = { success: false, errors: new ApiFailure(ROLLED_BACK).toRow() };
    return { status: 200, body: rows.map((row) => (row['success'] === true ? undone : row)), undone: true };
  }
  return { status: 200, body: rows };
}

class Undo extends Error {}

function writeRow(session: Session, write: () => JsonObject): JsonObject {
  try {
    const { id, ...rest } = session.org.store.transaction(write);
    return { id, success: true, errors: [], ...rest };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { success: false, errors: error.toRow() };
  }
}

function deleteMany(session: Session, request: RestRequest): RestReply {
  const ids = list(request.query.get('ids'));
  if (ids.length === 0) throw failure('REQUIRED_FIELD_MISSING', 'At least 1 record is required');
  assertCount(ids.length);
  const records = ids.map((id): JsonObject => ({ id }));
  return writeRows(session, records, request.query.get('allOrNone') === 'true', ({ id }) => {
    const text = String(id);
    const object = session.org.objectOfId(text);
    const view = object && session.org.view(object.name);
    if (!view) throw failure('MALFORMED_ID', `malformed id ${text}`, []);
    const row = liveRow(session, view, text);
    deleteRecord(session, view, row.id);
    return { id: row.id };
  });
}

function readCollection({ body }: RestRequest): { records: JsonObject[]; allOrNone: boolean } {
  const records = isObject(body) ? body['records'] : undefined;
  if (!isObject(body) || !Array.isArray(records) || records.length === 0) {
    throw failure('REQUIRED_FIELD_MISSING', 'At least 1 record is required');
  }
  assertCount(records.length);
  return { records: records.map(asRecord), allOrNone: body['allOrNone'] === true };
}

function asRecord(value: Json): JsonObject {
  if (isObject(value)) return value;
  throw failure(
    'JSON_PARSER_ERROR',
    'Cannot deserialize instance of sobject from this value or request may be missing a required field',
  );
}

function assertCount(count: number): void {
  if (count <= MOST_RECORDS) return;
  throw failure(
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${MOST_RECORDS} records into this call`,
  );
}

function assertChunks(types: readonly string[]): void {
  const chunks = types.filter((type, index) => type !== types[index - 1]).length;
  if (chunks <= MOST_CHUNKS) return;
  throw failure(
    'LIMIT_EXCEEDED',
    `Cannot have more than ${MOST_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`,
  );
}

function typeOf({ attributes }: JsonObject): string {
  return isObject(attributes) && typeof attributes['type'] === 'string' ? attributes['type'] : '';
}

function viewOfType(session: Session, type: string): ObjectView {
  if (type === '') throw failure('INVALID_INPUT', 'Each record needs attributes with a type', []);
  const view = session.org.view(type);
  if (view) return view;
  throw failure('INVALID_TYPE', `sObject type '${type}' is not supported.`, []);
}

function idOf(record: JsonObject): string {
  const key = Object.keys(record).find((name) => name.toLowerCase() === 'id');
  const id = key === undefined ? undefined : record[key];
  if (typeof id === 'string' && id !== '') return id;
  throw failure('MISSING_ARGUMENT', 'Id not specified in an update call', []);
}

function withoutId(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name.toLowerCase() !== 'id'));
}

function list(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
