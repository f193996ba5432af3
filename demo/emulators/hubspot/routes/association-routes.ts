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
import { assertTargets, specTarget } from '../records/inline-associations.js';
import { accepted } from '../scopes.js';

/** Links of one record: `/crm/v4/objects/{type}/{id}/associations/…` and its dated sisters. */
export function recordAssociationRoutes(dialect: Dialect): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.put('/:objectType/:id/associations/default/:toType/:toId', (c) => {
    requireScope(c, accepted.associate);
    const pair = { from: pathObject(c), to: pathObject(c, 'toType') };
    const result = linkDefault(c, pair, c.req.param('id'), c.req.param('toId'));
    c.var.org.changed();
    return reply(c, { status: 'COMPLETE', results: [result], ...batchTimes(c.var.org.now()) });
  });
  routes.put('/:objectType/:id/associations/:toType/:toId', async (c) => {
    requireScope(c, accepted.associate);
    const pair = { from: pathObject(c), to: pathObject(c, 'toType') };
    const linked = linkTyped(c, pair, c.req.param('id'), c.req.param('toId'), await bodyJson(c), dialect);
    return reply(c, linked, 201);
  });
  routes.delete('/:objectType/:id/associations/:toType/:toId', (c) => {
    requireScope(c, accepted.associate);
    c.var.org.associations.unlink(
      pathObject(c),
      c.req.param('id'),
      pathObject(c, 'toType'),
      c.req.param('toId'),
    );
    c.var.org.changed();
    return noContent();
  });
  routes.get('/:objectType/:id/associations/:toType', (c) => {
    const [from, to] = [pathObject(c), pathObject(c, 'toType')];
    requireScope(c, accepted.read(from.name));
    if (!c.var.org.store(from).get(c.req.param('id'))) throw notFound();
    return reply(c, { results: linkedTo(c, from, c.req.param('id'), to, dialect) });
  });
  return routes;
}

/** Links of many records: `/crm/v4/associations/{from}/{to}/…` and its dated sisters. */
export function associationRoutes(dialect: Dialect): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.get('/:fromType/:toType/labels', (c) => {
    const [from, to] = [pathObject(c, 'fromType'), pathObject(c, 'toType')];
    requireScope(c, accepted.associate);
    const results = associationTypes(from, to).map((typeId) => association(typeId, dialect));
    return reply(c, { results });
  });
  routes.post('/:fromType/:toType/batch/associate/default', (c) =>
    linkMany(c, { whole: 200, partial: dialect.name === 'v4' ? 207 : 200 }, (pair, fromId, toId) =>
      linkDefault(c, pair, fromId, toId),
    ),
  );
  routes.post('/:fromType/:toType/batch/create', (c) =>
    linkMany(c, { whole: 201, partial: 207 }, (pair, fromId, toId, types) =>
      linkTyped(c, pair, fromId, toId, types ?? [], dialect),
    ),
  );
  routes.post('/:fromType/:toType/batch/read', async (c) => {
    const [from, to] = [pathObject(c, 'fromType'), pathObject(c, 'toType')];
    requireScope(c, accepted.read(from.name));
    const results: JsonObject[] = [];
    const errors: JsonObject[] = [];
    for (const { id } of batchInputs(await bodyObject(c))) {
      const linked = linkedTo(c, from, String(id), to, dialect);
      if (linked.length > 0) results.push({ from: { id: String(id) }, to: linked });
      else errors.push(noAssociations(from, String(id), to));
    }
    return batchAnswer(c, results, errors, { whole: 200, partial: 207 });
  });
  routes.post('/:fromType/:toType/batch/archive', async (c) => {
    const [from, to] = [pathObject(c, 'fromType'), pathObject(c, 'toType')];
    requireScope(c, accepted.associate);
    for (const input of batchInputs(await bodyObject(c))) {
      const targets = Array.isArray(input['to']) ? input['to'] : [input['to']];
      for (const target of targets)
        c.var.org.associations.unlink(from, idOf(input['from']), to, idOf(target));
    }
    c.var.org.changed();
    if (dialect.name === 'v4') return noContent();
    return reply(c, { status: 'COMPLETE', results: [], ...batchTimes(c.var.org.now()) });
  });
  return routes;
}

interface Pair {
  from: ObjectType;
  to: ObjectType;
}

/** How a batch answers when all rows went well, and when some did not. */
interface Statuses {
  whole: number;
  partial: number;
}

type LinkOne = (pair: Pair, fromId: string, toId: string, types: Json | undefined) => JsonObject;

async function linkMany(c: Call, statuses: Statuses, linkOne: LinkOne): Promise<Response> {
  requireScope(c, accepted.associate);
  const pair = { from: pathObject(c, 'fromType'), to: pathObject(c, 'toType') };
  const results: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const input of batchInputs(await bodyObject(c))) {
    const [fromId, toId] = [idOf(input['from']), idOf(input['to'])];
    const { org } = c.var;
    const dead = !org.store(pair.from).get(fromId)
      ? fromId
      : !org.store(pair.to).get(toId)
        ? toId
        : undefined;
    if (dead === undefined) results.push(linkOne(pair, fromId, toId, input['types']));
    else errors.push(invalidIdentifier(dead));
  }
  c.var.org.changed();
  return batchAnswer(c, results, errors, statuses);
}

function batchAnswer(
  c: Call,
  results: JsonObject[],
  errors: JsonObject[],
  { whole, partial }: Statuses,
): Response {
  const body = { status: 'COMPLETE', results, ...batchTimes(c.var.org.now()) };
  if (errors.length === 0) return reply(c, body, whole);
  return reply(c, { ...body, errors, numErrors: errors.length }, partial);
}

function linkDefault(c: Call, { from, to }: Pair, fromId: string, toId: string): JsonObject {
  assertBoth(c, { from, to }, fromId, toId);
  const [typeId] = associationTypes(from, to);
  if (typeId === undefined) throw invalid(`${from.name} cannot be associated with ${to.name}`);
  c.var.org.associations.link(from, fromId, to, toId, typeId);
  return {
    from: { id: fromId },
    to: { id: toId },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId },
  };
}

function linkTyped(
  c: Call,
  pair: Pair,
  fromId: string,
  toId: string,
  specs: Json,
  dialect: Dialect,
): JsonObject {
  const { from, to } = pair;
  if (!Array.isArray(specs) || specs.length === 0) {
    throw invalid('Invalid input JSON on line 1, column 1: a list of association types is expected');
  }
  for (const spec of specs) {
    const target = specTarget(from, isObject(spec) ? spec : {});
    if (target.to !== to) {
      throw invalid(
        `invalid from object type ${from.id} for associations to be created. expected: ${target.to.id}`,
      );
    }
  }
  assertBoth(c, pair, fromId, toId);
  for (const spec of specs) {
    c.var.org.associations.link(from, fromId, to, toId, specTarget(from, isObject(spec) ? spec : {}).typeId);
  }
  c.var.org.changed();
  return {
    fromObjectTypeId: from.id,
    fromObjectId: dialectId(fromId, dialect),
    toObjectTypeId: to.id,
    toObjectId: dialectId(toId, dialect),
    labels: [],
  };
}

function assertBoth(c: Call, { from, to }: Pair, fromId: string, toId: string): void {
  assertTargets(c.var.org, [
    { to: from, toId: fromId },
    { to, toId },
  ]);
}

function linkedTo(c: Call, from: ObjectType, id: string, to: ObjectType, dialect: Dialect): JsonObject[] {
  return c.var.org.associations.from(from, id, to).map((link) => ({
    toObjectId: dialectId(link.toId, dialect),
    associationTypes: link.typeIds.map((typeId) => association(typeId, dialect)),
  }));
}

/** An unlabelled type; v4 says so with a null that the date versions leave out. */
function association(typeId: number, dialect: Dialect): JsonObject {
  return { category: 'HUBSPOT_DEFINED', typeId, ...(dialect.name === 'v4' ? { label: null } : {}) };
}

function dialectId(id: string, dialect: Dialect): string | number {
  return dialect.numericIds ? Number(id) : id;
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
