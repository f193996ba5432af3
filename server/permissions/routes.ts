import type { Connections } from '../connections/connections.js';
import { findField, listPermissions } from '../contract/routes/connections.js';
import { api } from '../http/api.js';
import type { Permissions } from './permissions.js';

/** What the connected CRM user may do. */
export function permissionsRoutes(connections: Pick<Connections, 'require'>, permissions: Permissions) {
  const routes = api().openapi(listPermissions, async (c) => {
    const connection = await connections.require(c.var.session.tenant, c.req.valid('param').provider);
    const checks = await permissions.check(connection, { refresh: c.req.valid('query').refresh === 'true' });
    return c.json({ checks: [...checks] }, 200);
  });
  return routes.openapi(findField, async (c) => {
    const connection = await connections.require(c.var.session.tenant, c.req.valid('param').provider);
    const { object, name } = c.req.valid('query');
    return c.json(await permissions.field(connection, object, name), 200);
  });
}
