import { Hono } from 'hono';
import type { Dialect } from '../dialect.js';
import { invalid, notFound } from '../errors.js';
import {
  bodyObject,
  noContent,
  pathObject,
  propertyValues,
  queryList,
  reply,
  requireScope,
  type Call,
  type HubspotEnv,
} from '../hubspot-env.js';
import type { ObjectType } from '../object-types.js';
import { findObjectType } from '../object-types.js';
import type { JsonObject } from '../../json.js';
import { notUnique } from '../records/batch.js';
import { applyLinks, parseLinks } from '../records/inline-associations.js';
import { mergeRecords } from '../records/merge.js';
import { simplePublicObject, type StoredRecord } from '../records/record.js';
import { echoed } from '../records/system-properties.js';
import { archiveRecord, createRecord, updateRecord } from '../records/writes.js';
import { prepareWrite, refuseProblems } from '../records/prepared-write.js';
import { search } from '../records/search.js';
import { accepted } from '../scopes.js';
import { batchRoutes } from './batch-routes.js';

/** Records of every type: `/crm/v3/objects/{objectType}` and its dated sisters. */
export function objectRoutes(dialect: Dialect): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.route('/', batchRoutes(dialect));

  routes.post('/:objectType/search', async (c) => {
    const type = pathObject(c);
    requireScope(c, accepted.read(type.name));
    return reply(search(c.var.org, type, await bodyObject(c)));
  });
  routes.post('/:objectType/merge', async (c) => {
    const type = pathObject(c);
    requireScope(c, accepted.write(type.name));
    return reply(mergeRecords(c.var.org, type, await bodyObject(c)));
  });
  routes.post('/:objectType/gdpr-delete', async (c) => {
    const type = pathObject(c);
    requireScope(c, accepted.write(type.name));
    const body = await bodyObject(c);
    const idProperty = typeof body['idProperty'] === 'string' ? body['idProperty'] : undefined;
    const record = c.var.org.store(type).find(idProperty, String(body['objectId']));
    if (record) {
      c.var.org.associations.drop(type, record.id);
      c.var.org.store(type).erase(record.id);
      c.var.org.changed();
    }
    return noContent();
  });
  routes.get('/:objectType', (c) => listRecords(c, pathObject(c)));
  routes.post('/:objectType', (c) => createOne(c, dialect));
  routes.get('/:objectType/:id', (c) => {
    const type = pathObject(c);
    requireScope(c, accepted.read(type.name));
    const record =
      c.req.query('archived') === 'true'
        ? (c.var.org.store(type).getArchived(c.req.param('id')) ?? missing(c, c.req.param('id')))
        : existing(c, type);
    return reply(withAssociations(c, type, record));
  });
  routes.patch('/:objectType/:id', (c) => updateOne(c, dialect));
  routes.delete('/:objectType/:id', (c) => {
    const type = pathObject(c);
    requireScope(c, accepted.write(type.name));
    archiveRecord(c.var.org, type, c.req.param('id'));
    return noContent();
  });
  return routes;
}

async function createOne(c: Call, dialect: Dialect): Promise<Response> {
  const type = pathObject(c);
  const { org } = c.var;
  requireScope(c, accepted.write(type.name));
  const body = await bodyObject(c);
  const links = parseLinks(org, type, body['associations']);
  const write = prepareWrite(org, type, dialect, { given: propertyValues(body), current: undefined });
  refuseProblems(write, c.var.rowGate.rowError(type.name, body), org.portalId);
  if (c.var.rowGate.rowsToDo(1) === 0) return noContent();
  const record = createRecord(org, type, write.values);
  applyLinks(org, type, record.id, links);
  const answer = simplePublicObject(record, type, org.portalId, echoed(type, record, [], true));
  return reply({ ...answer, ...traceOf(body), ...write.warnings }, 201, {
    location: `https://api.hubapi.com${c.req.path.replace(/\/$/, '')}/${record.id}`,
  });
}

async function updateOne(c: Call, dialect: Dialect): Promise<Response> {
  const type = pathObject(c);
  const { org } = c.var;
  requireScope(c, accepted.write(type.name));
  const body = await bodyObject(c);
  const record = existing(c, type);
  const write = prepareWrite(org, type, dialect, { given: propertyValues(body), current: record });
  refuseProblems(write, c.var.rowGate.rowError(type.name, body), org.portalId);
  if (c.var.rowGate.rowsToDo(1) === 0) return noContent();
  const next = updateRecord(org, type, record, write.values);
  const names = echoed(type, next, Object.keys(write.values), false);
  return reply({
    ...simplePublicObject(next, type, org.portalId, names),
    ...traceOf(body),
    ...write.warnings,
  });
}

function traceOf({ objectWriteTraceId }: JsonObject): JsonObject {
  return typeof objectWriteTraceId === 'string' ? { objectWriteTraceId } : {};
}

function listRecords(c: Call, type: ObjectType): Response {
  requireScope(c, accepted.read(type.name));
  const limit = Number(c.req.query('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('limit must be between 1 and 100');
  const after = c.req.query('after');
  const store = c.var.org.store(type);
  const all = (c.req.query('archived') === 'true' ? store.archived() : store.live()).sort(byId);
  const rest = after === undefined ? all : all.filter((record) => Number(record.id) >= Number(after));
  const next = rest[limit];
  return reply({
    results: rest.slice(0, limit).map((record) => withAssociations(c, type, record)),
    ...(next ? { paging: { next: { after: next.id, link: nextLink(c, next.id) } } } : {}),
  });
}

/** The record that the path names, by id or by the unique property in `idProperty`. */
function existing(c: Call, type: ObjectType): StoredRecord {
  const id = c.req.param('id') ?? '';
  const idProperty = c.req.query('idProperty');
  if (idProperty !== undefined && idProperty !== 'hs_object_id') {
    const property = c.var.org.properties(type).get(idProperty);
    if (!property?.hasUniqueValue) throw notUnique(idProperty);
  }
  return c.var.org.store(type).find(idProperty, id) ?? missing(c, id);
}

function missing(c: Call, id: string): never {
  if (/^\d+$/.test(id) || c.req.query('idProperty') !== undefined) throw notFound();
  throw notFound('Object not found.  objectId are usually numeric.', { context: { id: [id] } });
}

function withAssociations(c: Call, type: ObjectType, record: StoredRecord): JsonObject {
  const { org } = c.var;
  const names = [...type.defaultProperties, ...(queryList(c, 'properties') ?? [])];
  const answer = simplePublicObject(record, type, org.portalId, known(c, type, names));
  const asked = queryList(c, 'associations');
  if (!asked) return answer;
  const associations: JsonObject = {};
  for (const text of asked) {
    const to = findObjectType(text);
    if (!to) throw invalid(`Unable to infer object type from: ${text}`);
    const links = org.associations.from(type, record.id, to);
    if (links.length === 0) continue;
    const kind = `${type.associationName}_to_${to.associationName}`;
    associations[to.name] = { results: links.map(({ toId }) => ({ id: toId, type: kind })) };
  }
  return Object.keys(associations).length > 0 ? { ...answer, associations } : answer;
}

/** Property names that the org has; reads pass over unknown ones in silence. */
function known(c: Call, type: ObjectType, names: readonly string[]): string[] {
  return names.filter((name) => c.var.org.properties(type).has(name));
}

function byId(a: StoredRecord, b: StoredRecord): number {
  return Number(a.id) - Number(b.id);
}

function nextLink(c: Call, after: string): string {
  const url = new URL(c.req.url);
  url.searchParams.set('after', after);
  return `https://api.hubapi.com${url.pathname}${url.search}`;
}
