import { Hono } from 'hono';
import { conflict, invalid, notFound } from '../errors.js';
import {
  bodyObject,
  noContent,
  pathObject,
  reply,
  requireScope,
  type Call,
  type HubspotEnv,
} from '../hubspot-env.js';
import type { PropertyGroup } from '../properties/property.js';
import { accepted } from '../scopes.js';

/** The headings that properties stand under. */
export function groupRoutes(): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.get('/:objectType/groups', (c) => {
    requireScope(c, accepted.readProperties);
    return reply({ results: c.var.org.groups(pathObject(c)) });
  });
  routes.post('/:objectType/groups', async (c) => {
    requireScope(c, accepted.writeProperties);
    const groups = c.var.org.groups(pathObject(c));
    const { name, label, displayOrder } = await bodyObject(c);
    if (typeof name !== 'string' || typeof label !== 'string') {
      throw invalid(
        'Invalid input JSON on line 1, column 1: Some required fields were not set: [name, label]',
      );
    }
    if (groups.some((group) => group.name === name))
      throw conflict(`A property group named '${name}' already exists.`);
    const order = typeof displayOrder === 'number' ? displayOrder : groups.length;
    const group: PropertyGroup = { name, label, displayOrder: order, archived: false };
    groups.push(group);
    c.var.org.changed();
    return reply(group, 201);
  });
  routes.get('/:objectType/groups/:group', (c) => {
    requireScope(c, accepted.readProperties);
    return reply(named(c));
  });
  routes.patch('/:objectType/groups/:group', async (c) => {
    requireScope(c, accepted.writeProperties);
    const group = named(c);
    const { label, displayOrder } = await bodyObject(c);
    if (typeof label === 'string') group.label = label;
    if (typeof displayOrder === 'number') group.displayOrder = displayOrder;
    c.var.org.changed();
    return reply(group);
  });
  routes.delete('/:objectType/groups/:group', (c) => {
    requireScope(c, accepted.writeProperties);
    const groups = c.var.org.groups(pathObject(c));
    groups.splice(groups.indexOf(named(c)), 1);
    c.var.org.changed();
    return noContent();
  });
  return routes;
}

function named(c: Call): PropertyGroup {
  const name = c.req.param('group');
  const group = c.var.org.groups(pathObject(c)).find((candidate) => candidate.name === name);
  if (!group) throw notFound(`Property group '${name}' does not exist.`);
  return group;
}
