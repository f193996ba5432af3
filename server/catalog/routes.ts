import type { Connections } from '../connections/connections.js';
import { createField, listFields, listObjects, listUsers, planField } from '../contract/routes/catalog.js';
import { api } from '../http/api.js';
import type { Catalog } from './catalog.js';

/** What can be mapped to. */
export function catalogRoutes(connections: Pick<Connections, 'require'>, catalog: Catalog) {
  return api()
    .openapi(listObjects, async (c) => {
      const connection = await connections.require(c.var.session.tenant, c.req.valid('param').provider);
      return c.json({ objects: [...(await catalog.objects(connection))] }, 200);
    })
    .openapi(listFields, async (c) => {
      const { provider, object } = c.req.valid('param');
      const connection = await connections.require(c.var.session.tenant, provider);
      const fields = await catalog.fields(connection, object, {
        refresh: c.req.valid('query').refresh === 'true',
      });
      const etag = `W/"${await catalog.version(connection, object)}"`;
      return c.json({ fields: [...fields] }, 200, { ETag: etag });
    })
    .openapi(createField, async (c) => {
      const { provider, object } = c.req.valid('param');
      const connection = await connections.require(c.var.session.tenant, provider);
      return c.json(await catalog.createField(connection, object, c.req.valid('json')), 201);
    })
    .openapi(planField, async (c) => {
      const { provider, object } = c.req.valid('param');
      const connection = await connections.require(c.var.session.tenant, provider);
      return c.json(await catalog.planField(connection, object, c.req.valid('json')), 200);
    })
    .openapi(listUsers, async (c) => {
      const connection = await connections.require(c.var.session.tenant, c.req.valid('param').provider);
      const users = await catalog.users(connection, { refresh: c.req.valid('query').refresh === 'true' });
      return c.json({ users: [...users] }, 200);
    });
}
