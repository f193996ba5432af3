import { Hono } from 'hono';
import { isObject, type Json, type JsonObject } from '../../json.js';
import type { Dialect } from '../dialect.js';
import { invalid, notFound } from '../errors.js';
import {
  batchInputs,
  batchTimes,
  bodyJson,
  bodyObject,
  noContent,
  pathObject,
  reply,
  requireScope,
  type Call,
  type HubspotEnv,
} from '../hubspot-env.js';
import type { ObjectType } from '../object-types.js';
import { associationTypes } from '../records/associations.js';
import { associationType, linkDefault, linkedTo, linkTyped, type Ends } from '../records/linking.js';
import { accepted } from '../scopes.js';

/** Links of one record: `/crm/v4/objects/{type}/{id}/associations/…` and its dated sisters. */
export function recordAssociationRoutes(dialect: Dialect): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.put('/:objectType/:id/associations/default/:toType/:toId', (c) => {
    requireScope(c, accepted.associate);
    const results = [linkDefault(c.var.org, pathEnds(c))];
    return reply({ status: 'COMPLETE', results, ...batchTimes(c.var.org.now()) });
  });
  routes.put('/:objectType/:id/associations/:toType/:toId', async (c) => {
    requireScope(c, accepted.associate);
    return reply(linkTyped(c.var.org, pathEnds(c), await bodyJson(c), dialect), 201);
  });
  routes.delete('/:objectType/:id/associations/:toType/:toId', (c) => {
    requireScope(c, accepted.associate);
    const { from, fromId, to, toId } = pathEnds(c);
    c.var.org.associations.unlink(from, fromId, to, toId);
    c.var.org.changed();
    return noContent();
  });
  routes.get('/:objectType/:id/associations/:toType', (c) => {
    const [from, to] = [pathObject(c), pathObject(c, 'toType')];
    const id = c.req.param('id');
    requireScope(c, accepted.read(from.name));
    if (!c.var.org.store(from).get(id)) throw notFound();
    const limit = Number(c.req.query('limit') ?? pageSize);
    if (!(limit >= 1 && limit <= pageSize)) throw invalid(`limit must be between 1 and ${pageSize}`);
    const { page, paging } = pageOf(linkedTo(c.var.org, from, id, to, dialect), c.req.query('after'), limit);
    return reply({ results: page, ...paging });
  });
  return routes;
}

/** Links of many records: `/crm/v4/associations/{from}/{to}/…` and its dated sisters. */
export function associationRoutes(dialect: Dialect): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  const isV4 = dialect.name === 'v4';
  routes.get('/:fromType/:toType/labels', (c) => {
    requireScope(c, accepted.associate);
    const types = associationTypes(pathObject(c, 'fromType'), pathObject(c, 'toType'));
    return reply({ results: types.map((typeId) => associationType(typeId, dialect)) });
  });
  routes.post('/:fromType/:toType/batch/associate/default', (c) => {
    const statuses = { whole: 200, partial: isV4 ? 207 : 200 };
    return linkMany(c, statuses, (ends) => linkDefault(c.var.org, ends));
  });
  routes.post('/:fromType/:toType/batch/create', (c) => {
    const statuses = { whole: 201, partial: 207 };
    return linkMany(c, statuses, (ends, types) => linkTyped(c.var.org, ends, types ?? [], dialect));
  });
  routes.post('/:fromType/:toType/batch/read', (c) => readMany(c, dialect));
  routes.post('/:fromType/:toType/batch/archive', async (c) => {
    const [from, to] = [pathObject(c, 'fromType'), pathObject(c, 'toType')];
    requireScope(c, accepted.associate);
    for (const input of batchInputs(await bodyObject(c))) {
      const targets = Array.isArray(input['to']) ? input['to'] : [input['to']];
      for (const target of targets)
        c.var.org.associations.unlink(from, idOf(input['from']), to, idOf(target));
    }
    c.var.org.changed();
    return isV4 ? noContent() : batchAnswer(c, [], [], { whole: 200, partial: 200 });
  });
  return routes;
}

/** Links that one answer lists at most. */
const pageSize = 500;

/** How a batch answers when all rows went well, and when some did not. */
interface Statuses {
  whole: number;
  partial: number;
}

async function readMany(c: Call, dialect: Dialect): Promise<Response> {
  const [from, to] = [pathObject(c, 'fromType'), pathObject(c, 'toType')];
  requireScope(c, accepted.read(from.name));
  const results: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const { id, after } of batchInputs(await bodyObject(c))) {
    const linked = linkedTo(c.var.org, from, String(id), to, dialect);
    const { page, paging } = pageOf(linked, typeof after === 'string' ? after : undefined, pageSize);
    if (linked.length > 0) results.push({ from: { id: String(id) }, to: page, ...paging });
    else errors.push(noAssociations(from, String(id), to));
  }
  return batchAnswer(c, results, errors, { whole: 200, partial: 207 });
}

async function linkMany(
  c: Call,
  statuses: Statuses,
  linkOne: (ends: Ends, types: Json | undefined) => JsonObject,
): Promise<Response> {
  requireScope(c, accepted.associate);
  const [from, to] = [pathObject(c, 'fromType'), pathObject(c, 'toType')];
  const { org } = c.var;
  const results: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const input of batchInputs(await bodyObject(c))) {
    const [fromId, toId] = [idOf(input['from']), idOf(input['to'])];
    const dead = !org.store(from).get(fromId) ? fromId : !org.store(to).get(toId) ? toId : undefined;
    if (dead === undefined) results.push(linkOne({ from, fromId, to, toId }, input['types']));
    else errors.push(invalidIdentifier(dead));
  }
  return batchAnswer(c, results, errors, statuses);
}

function batchAnswer(c: Call, results: JsonObject[], errors: JsonObject[], statuses: Statuses): Response {
  const body = { status: 'COMPLETE', results, ...batchTimes(c.var.org.now()) };
  if (errors.length === 0) return reply(body, statuses.whole);
  return reply({ ...body, errors, numErrors: errors.length }, statuses.partial);
}

function pathEnds(c: Call): Ends {
  return {
    from: pathObject(c),
    fromId: c.req.param('id') ?? '',
    to: pathObject(c, 'toType'),
    toId: c.req.param('toId') ?? '',
  };
}

function pageOf(links: JsonObject[], after: string | undefined, limit: number) {
  const start = Number(after ?? 0) || 0;
  const next = start + limit;
  const paging: JsonObject = next < links.length ? { paging: { next: { after: String(next) } } } : {};
  return { page: links.slice(start, next), paging };
}

function idOf(value: Json | undefined): string {
  return isObject(value) ? String(value['id']) : '';
}

function invalidIdentifier(id: string): JsonObject {
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    message: `${id} is not a valid ID`,
    context: { id: [id] },
    errors: [],
    links: {},
  };
}

/** A record without links is a row's error, not an empty list (HubSpot docs, associations v4, batch read, Nov 2026). */
function noAssociations(from: ObjectType, id: string, to: ObjectType): JsonObject {
  const [fromName, toName] = [from.singular.toLowerCase(), to.singular.toLowerCase()];
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `No ${toName} is associated with ${fromName} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [fromName], toObjectType: [toName] },
    errors: [],
    links: {},
  };
}
