import type { RowError } from '../../faults.js';
import type { JsonObject } from '../../json.js';
import { batchInputs, batchTimes, bodyObject, propertyValues, reply, type Call } from '../hubspot-env.js';
import type { Dialect } from '../dialect.js';
import { invalid, type HubspotError } from '../errors.js';
import type { ObjectType } from '../object-types.js';
import { applyLinks, parseLinks, type WantedLink } from './inline-associations.js';
import { batchRefusal, injectedProblem, prepareWrite, type PreparedWrite } from './prepared-write.js';
import { simplePublicObject, type StoredRecord } from './record.js';
import { echoed } from './system-properties.js';
import { alreadyExists, assertBatchSize, createRecord, findConflict, updateRecord } from './writes.js';

/** One row of a batch, checked and not yet done. */
export interface Row extends PreparedWrite {
  input: JsonObject;
  links: WantedLink[];
  /** Its values that must be unique, to tell when two rows want the same. */
  uniqueKeys: string[];
  /** A fault's error for this row alone. */
  injected: RowError | undefined;
}

/** One row's failure inside a 207. */
export interface FailedRow {
  category: string;
  message: string;
  context: JsonObject;
}

/** The inputs of a batch, at most 100 and at least one. */
export async function readBatch(c: Call): Promise<{ body: JsonObject; inputs: JsonObject[] }> {
  const body = await bodyObject(c);
  const inputs = batchInputs(body);
  assertBatchSize(inputs.length);
  return { body, inputs };
}

/** Checks one row. `identity` is what an upsert's id sets on a record that does not exist yet. */
export function prepareRow(
  c: Call,
  type: ObjectType,
  dialect: Dialect,
  input: JsonObject,
  { current, identity = {} }: { current?: StoredRecord | undefined; identity?: Record<string, string> } = {},
): Row {
  const { org } = c.var;
  const links = parseLinks(org, type, input['associations']);
  const given = { ...identity, ...propertyValues(input) };
  const write = prepareWrite(org, type, dialect, { given, current });
  const unique = Object.entries(write.values).filter(
    ([name]) => org.properties(type).get(name)?.hasUniqueValue,
  );
  const uniqueKeys = unique.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`);
  return { ...write, input, links, uniqueKeys, injected: c.var.rowGate.rowError(type.name, input) };
}

/** Refuses the whole batch for a bad value, and for what would fail one row when rows cannot be told apart or must not fail alone. */
export function refuseBatch(rows: readonly Row[], { allOrNone = false } = {}): void {
  const fails = (row: Row) => allOrNone || traceId(row.input) === undefined;
  for (const row of rows) {
    if (row.injected !== undefined && fails(row)) row.problems.push(injectedProblem(row, row.injected));
  }
  const refusal: HubspotError | undefined = batchRefusal(rows);
  if (refusal) throw refusal;
  const taken = new Set<string>();
  for (const row of rows) {
    const isTaken = row.current === undefined && row.uniqueKeys.some((key) => taken.has(key));
    if ((row.conflict || isTaken) && fails(row))
      throw alreadyExists(row.type, allOrNone ? row.conflict : undefined);
    row.uniqueKeys.forEach((key) => taken.add(key));
  }
}

/** Does what can be done and answers row by row; `errors` are rows that failed before. */
export function performBatch(
  c: Call,
  rows: readonly Row[],
  { status, errors = [], marksNew = false }: { status: number; errors?: FailedRow[]; marksNew?: boolean },
): Response {
  const { org } = c.var;
  const results: JsonObject[] = [];
  for (const row of rows.slice(0, c.var.rowGate.rowsToDo(rows.length))) {
    const { type, input, values } = row;
    // Asked again, because an earlier row may have taken the value.
    const other = findConflict(org, type, values, row.current?.id);
    if (other || row.injected) {
      errors.push(row.injected ? injected(input, row.injected) : duplicate(type, other, input));
      continue;
    }
    const record = row.current
      ? updateRecord(org, type, org.store(type).get(row.current.id) ?? row.current, values)
      : createRecord(org, type, values);
    applyLinks(org, type, record.id, row.links);
    const names = echoed(type, record, Object.keys(values), row.current === undefined);
    const trace = traceId(input);
    results.push({
      ...simplePublicObject(record, type, org.portalId, names),
      ...(trace === undefined ? {} : { objectWriteTraceId: trace }),
      ...row.warnings,
      ...(marksNew ? { new: row.current === undefined } : {}),
    });
  }
  return batchAnswer(c, results, status, errors);
}

/** The answer to a batch: 207 as soon as one row failed. */
export function batchAnswer(
  c: Call,
  results: JsonObject[],
  status: number,
  errors: readonly FailedRow[],
): Response {
  // HubSpot promises no order, so a caller has to match rows by value or trace id.
  results.sort((a, b) => Number(a['id']) - Number(b['id']));
  const body: JsonObject = { status: 'COMPLETE', results, ...batchTimes(c.var.org.now()) };
  if (errors.length === 0) return reply(body, status);
  const rows = errors.map((error) => ({ status: 'error', ...error, errors: [], links: {} }));
  return reply({ ...body, errors: rows, numErrors: rows.length }, 207);
}

/** The record that a row names, by id or by the unique property that it says its id is of. */
export function findTarget(c: Call, type: ObjectType, input: JsonObject): StoredRecord | undefined {
  const idProperty = idPropertyOf(c, type, input);
  return c.var.org.store(type).find(idProperty, String(input['id']));
}

/** `idProperty` of a row or request; one whose values are not unique is refused. */
export function idPropertyOf(c: Call, type: ObjectType, given: JsonObject): string | undefined {
  const name = given['idProperty'];
  if (typeof name !== 'string' || name === 'hs_object_id') return undefined;
  if (c.var.org.properties(type).get(name)?.hasUniqueValue) return name;
  throw notUnique(name);
}

/** The 400 for an `idProperty` whose values are not unique. */
export function notUnique(name: string): HubspotError {
  return invalid(`Property ${name} is not a unique property, so it cannot be used as idProperty`, {
    context: { propertyName: [name] },
  });
}

/** The failure of a row that names no record. */
export function notThere(type: ObjectType, input: JsonObject): FailedRow {
  return {
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${type.fullName} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids: [String(input['id'])], ...traceContext(input) },
  };
}

function duplicate(type: ObjectType, other: StoredRecord | undefined, input: JsonObject): FailedRow {
  return {
    category: 'CONFLICT',
    message: `${type.singular} already exists. Existing ID: ${other?.id}`,
    context: { ...traceContext(input), existingId: other ? [other.id] : [] },
  };
}

function injected(input: JsonObject, { code, message, fields }: RowError): FailedRow {
  return {
    category: code,
    message: message ?? `The row was refused (${code})`,
    context: { ...traceContext(input), ...(fields && { propertyName: fields }) },
  };
}

function traceContext(input: JsonObject): JsonObject {
  const trace = traceId(input);
  return trace === undefined ? {} : { objectWriteTraceId: [trace] };
}

function traceId(input: JsonObject): string | undefined {
  return typeof input['objectWriteTraceId'] === 'string' ? input['objectWriteTraceId'] : undefined;
}
