import { Hono } from 'hono';
import type { JsonObject } from '../../json.js';
import { conflict, invalid, notFound, type HubspotError } from '../errors.js';
import {
  batchInputs,
  batchTimes,
  bodyObject,
  noContent,
  pathObject,
  queryList,
  reply,
  requireScope,
  type Call,
  type HubspotEnv,
} from '../hubspot-env.js';
import { optionalParts, parseOptions, parseProperty } from '../properties/parse.js';
import { property, type Property } from '../properties/property.js';
import { accepted } from '../scopes.js';
import { groupRoutes } from './group-routes.js';

/** Property definitions: `/crm/v3/properties/{objectType}` and its dated sisters. */
export function propertyRoutes(): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.route('/', groupRoutes());
  routes.get('/:objectType', listProperties);
  routes.post('/:objectType', async (c) => {
    requireScope(c, accepted.writeProperties);
    const created = addProperty(c, await bodyObject(c));
    c.var.org.changed();
    return reply(created, 201);
  });
  routes.post('/:objectType/batch/create', createMany);
  routes.post('/:objectType/batch/read', readMany);
  routes.post('/:objectType/batch/archive', async (c) => {
    requireScope(c, accepted.writeProperties);
    for (const { name } of batchInputs(await bodyObject(c))) removeProperty(c, String(name));
    return noContent();
  });
  routes.get('/:objectType/:name', (c) => {
    requireScope(c, accepted.readProperties);
    return reply(named(c, c.req.param('name')));
  });
  routes.patch('/:objectType/:name', updateProperty);
  routes.delete('/:objectType/:name', (c) => {
    requireScope(c, accepted.writeProperties);
    named(c, c.req.param('name'));
    removeProperty(c, c.req.param('name'));
    return noContent();
  });
  return routes;
}

function listProperties(c: Call): Response {
  const type = pathObject(c);
  requireScope(c, accepted.readProperties);
  if (c.req.query('archived') === 'true') return reply({ results: [] });
  const sensitivity = c.req.query('dataSensitivity') ?? 'non_sensitive';
  const names = queryList(c, 'properties');
  const results = [...c.var.org.properties(type).values()]
    .filter(({ dataSensitivity }) => dataSensitivity === sensitivity)
    .filter(({ name }) => names === undefined || names.includes(name));
  return reply({ results });
}

async function createMany(c: Call): Promise<Response> {
  requireScope(c, accepted.writeProperties);
  const results: Property[] = [];
  const errors: JsonObject[] = [];
  for (const input of batchInputs(await bodyObject(c))) {
    try {
      results.push(addProperty(c, input));
    } catch (error) {
      errors.push(rowError(error, String(input['name'])));
    }
  }
  c.var.org.changed();
  return batchAnswer(c, results, errors, 201);
}

async function readMany(c: Call): Promise<Response> {
  const type = pathObject(c);
  requireScope(c, accepted.readProperties);
  const results: Property[] = [];
  const errors: JsonObject[] = [];
  for (const { name } of batchInputs(await bodyObject(c))) {
    const found = c.var.org.properties(type).get(String(name));
    if (found) results.push(found);
    else errors.push(rowError(unknownProperty(String(name)), String(name)));
  }
  return batchAnswer(c, results, errors, 200);
}

async function updateProperty(c: Call): Promise<Response> {
  requireScope(c, accepted.writeProperties);
  const type = pathObject(c);
  const current = named(c, c.req.param('name') ?? '');
  const body = await bodyObject(c);
  if (current.modificationMetadata.readOnlyDefinition && body['options'] === undefined) {
    throw invalid(`Property ${current.name} is defined by HubSpot and its definition cannot be changed`);
  }
  const options =
    body['options'] === undefined ? current.options : parseOptions(body['options'], current.type);
  if (typeof options === 'string') throw invalid(options);
  const { hasUniqueValue: _fixed, dataSensitivity: _alsoFixed, ...parts } = optionalParts(body);
  const next: Property = Object.assign({ ...current }, parts, {
    ...(typeof body['label'] === 'string' ? { label: body['label'] } : {}),
    ...(typeof body['groupName'] === 'string' ? { groupName: body['groupName'] } : {}),
    ...(typeof body['type'] === 'string' ? { type: body['type'] } : {}),
    ...(typeof body['fieldType'] === 'string' ? { fieldType: body['fieldType'] } : {}),
    options,
    updatedAt: new Date(c.var.org.now()).toISOString(),
    updatedUserId: String(c.var.org.user.id),
  });
  c.var.org.properties(type).set(next.name, next);
  c.var.org.changed();
  return reply(next);
}

function addProperty(c: Call, body: JsonObject): Property {
  const type = pathObject(c);
  const { org } = c.var;
  const parsed = parseProperty(body);
  if (typeof parsed === 'string') throw invalid(parsed);
  if (org.properties(type).has(parsed.name))
    throw conflict(`A property named '${parsed.name}' already exists.`);
  if (!org.groups(type).some((group) => group.name === parsed.groupName)) {
    throw invalid(`Property group ${parsed.groupName} does not exist`);
  }
  if (parsed.type === 'enumeration' && parsed.options?.length === 0 && parsed.externalOptions !== true) {
    throw invalid('Enumeration properties need at least one option');
  }
  const unique = [...org.properties(type).values()].filter(
    (other) => other.hasUniqueValue && !other['hubspotDefined'],
  );
  if (parsed.hasUniqueValue === true && unique.length >= 10) {
    throw invalid('An object can have at most 10 properties with unique values');
  }
  const at = new Date(org.now()).toISOString();
  const user = String(org.user.id);
  const created = property({
    ...parsed,
    createdAt: at,
    updatedAt: at,
    createdUserId: user,
    updatedUserId: user,
  });
  org.properties(type).set(created.name, created);
  return created;
}

function removeProperty(c: Call, name: string): void {
  const type = pathObject(c);
  const found = c.var.org.properties(type).get(name);
  if (!found) return;
  if (!found.modificationMetadata.archivable)
    throw invalid(`Property ${name} is defined by HubSpot and cannot be archived`);
  c.var.org.properties(type).delete(name);
  c.var.org.changed();
}

function named(c: Call, name: string): Property {
  const found = c.var.org.properties(pathObject(c)).get(name);
  if (!found) throw unknownProperty(name);
  return found;
}

function unknownProperty(name: string): HubspotError {
  return notFound(`Property '${name}' does not exist.`, { context: { propertyName: [name] } });
}

function rowError(error: unknown, name: string): JsonObject {
  if (!(error instanceof Error) || !('body' in error)) throw error;
  const body: JsonObject = Object.assign({}, error.body);
  return { status: 'error', context: { name: [name] }, errors: [], links: {}, ...body };
}

function batchAnswer(c: Call, results: Property[], errors: JsonObject[], status: number): Response {
  const body = { status: 'COMPLETE', results, ...batchTimes(c.var.org.now()) };
  if (errors.length === 0) return reply(body, status);
  return reply({ ...body, errors, numErrors: errors.length }, 207);
}
