import { Hono } from 'hono';
import type { Dialect } from '../dialect.js';
import { noContent, pathObject, requireScope, type Call, type HubspotEnv } from '../hubspot-env.js';
import {
  batchAnswer,
  findTarget,
  idPropertyOf,
  notThere,
  performBatch,
  prepareRow,
  readBatch,
  refuseBatch,
  type Row,
  type FailedRow,
} from '../records/batch.js';
import { simplePublicObject, type StoredRecord } from '../records/record.js';
import { archiveRecord, assertDistinct } from '../records/writes.js';
import { accepted } from '../scopes.js';

/** The batch routes of records: at most 100 inputs, partial success where HubSpot has it. */
export function batchRoutes(dialect: Dialect): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.post('/:objectType/batch/create', (c) => createMany(c, dialect));
  routes.post('/:objectType/batch/update', (c) => updateMany(c, dialect));
  routes.post('/:objectType/batch/upsert', (c) => upsertMany(c, dialect));
  routes.post('/:objectType/batch/read', readMany);
  routes.post('/:objectType/batch/archive', async (c) => {
    const type = pathObject(c);
    requireScope(c, accepted.write(type.name));
    const { inputs } = await readBatch(c);
    for (const { id } of inputs) archiveRecord(c.var.org, type, String(id));
    return noContent();
  });
  return routes;
}

async function createMany(c: Call, dialect: Dialect): Promise<Response> {
  const type = pathObject(c);
  requireScope(c, accepted.write(type.name));
  const { inputs } = await readBatch(c);
  const rows = inputs.map((input) => prepareRow(c, type, dialect, input));
  refuseBatch(rows);
  return performBatch(c, rows, { status: 201 });
}

async function updateMany(c: Call, dialect: Dialect): Promise<Response> {
  const type = pathObject(c);
  requireScope(c, accepted.write(type.name));
  const { inputs } = await readBatch(c);
  assertDistinct(inputs.map(({ id }) => String(id)));
  const errors: FailedRow[] = [];
  const rows: Row[] = [];
  for (const input of inputs) {
    const current = findTarget(c, type, input);
    if (current) rows.push(prepareRow(c, type, dialect, input, { current }));
    else errors.push(notThere(type, input));
  }
  refuseBatch(rows);
  return performBatch(c, rows, { status: 200, errors });
}

/** An upsert by e-mail succeeds or fails as a whole; one by another unique property may succeed in part. */
async function upsertMany(c: Call, dialect: Dialect): Promise<Response> {
  const type = pathObject(c);
  requireScope(c, accepted.write(type.name));
  const { inputs } = await readBatch(c);
  assertDistinct(inputs.map(({ id }) => String(id).toLowerCase()));
  const errors: FailedRow[] = [];
  const rows: Row[] = [];
  for (const input of inputs) {
    const idProperty = idPropertyOf(c, type, input);
    const current = findTarget(c, type, input);
    const identity = idProperty === undefined || current ? {} : { [idProperty]: String(input['id']) };
    if (idProperty === undefined && !current) errors.push(notThere(type, input));
    else rows.push(prepareRow(c, type, dialect, input, { current, identity }));
  }
  refuseBatch(rows, { allOrNone: inputs.some((input) => input['idProperty'] === 'email') });
  return performBatch(c, rows, { status: 200, errors, marksNew: true });
}

async function readMany(c: Call): Promise<Response> {
  const type = pathObject(c);
  requireScope(c, accepted.read(type.name));
  const { body, inputs } = await readBatch(c);
  const { org } = c.var;
  const idProperty = idPropertyOf(c, type, body);
  const asked = Array.isArray(body['properties']) ? body['properties'].map(String) : [];
  const names = [...type.defaultProperties, ...asked].filter((name) => org.properties(type).has(name));
  const isArchived = c.req.query('archived') === 'true';
  const errors: FailedRow[] = [];
  const found = new Map<string, StoredRecord>();
  for (const input of inputs) {
    const id = String(input['id']);
    const record = isArchived ? org.store(type).getArchived(id) : org.store(type).find(idProperty, id);
    if (record) found.set(record.id, record);
    else errors.push(notThere(type, input));
  }
  const results = [...found.values()].map((record) => simplePublicObject(record, type, org.portalId, names));
  return batchAnswer(c, results, 200, errors);
}
