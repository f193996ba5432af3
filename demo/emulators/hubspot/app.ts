import { Hono, type Context } from 'hono';
import type { OrgName } from '../emulated-org.js';
import { authenticate, rateHeaders } from './authenticate.js';
import { correlationId } from './correlation-id.js';
import { dated, v3, v4 } from './dialect.js';
import { HubspotError, notFound } from './errors.js';
import { hubspotGate } from './gate.js';
import type { Grants } from './grants.js';
import { reply, type HubspotEnv } from './hubspot-env.js';
import { authorizeRoutes } from './oauth/authorize-routes.js';
import { frontPage } from './oauth/pages.js';
import { tokenRoutes } from './oauth/token-routes.js';
import type { HubspotOrg } from './org.js';
import { accountRoutes, installRoutes, ownerRoutes, userRoutes } from './routes/account-routes.js';
import { associationRoutes, recordAssociationRoutes } from './routes/association-routes.js';
import { objectRoutes } from './routes/object-routes.js';
import { propertyRoutes } from './routes/property-routes.js';
import { schemaRoutes, validationRoutes } from './routes/schema-routes.js';

/** HubSpot's API and OAuth pages over two orgs, under the undated and the date versions. */
export function hubspotApp(
  orgs: Record<OrgName, HubspotOrg>,
  grants: Grants,
  now: () => number,
  wait: (ms: number) => Promise<void>,
): Hono<HubspotEnv> {
  const app = new Hono<HubspotEnv>({ strict: false });
  app.use('*', async (c, next) => {
    c.set('correlationId', correlationId(now()));
    await next();
    c.res.headers.set('x-hubspot-correlation-id', c.var.correlationId);
    c.res.headers.set('x-content-type-options', 'nosniff');
    for (const [name, value] of Object.entries(c.var.rateHeaders ?? injectedLimit(c)))
      c.res.headers.set(name, value);
  });
  app.onError((error, c) => {
    if (!(error instanceof HubspotError)) return broken(error, c);
    const { message, category, ...rest } = error.body;
    const body = { status: 'error', message, correlationId: c.var.correlationId, ...rest, category };
    return reply(body, error.status);
  });
  app.notFound((c) => {
    throw notFound(`No route for ${c.req.method} ${c.req.path}`);
  });
  app.use('*', hubspotGate(orgs, grants, now, wait));

  app.get('/', (c) => c.html(frontPage()));
  app.route('/oauth', authorizeRoutes(orgs, grants));
  for (const version of ['v1', 'v3', '2026-03', '2026-09']) {
    app.route(`/oauth/${version}`, tokenRoutes(orgs, grants, version));
  }

  const guarded = ['/crm/*', '/crm-object-schemas/*', '/account-info/*', '/settings/*', '/appinstalls/*'];
  for (const path of guarded) app.use(path, authenticate(orgs, grants, now));
  mountUndated(app);
  for (const dialect of dated) {
    const { name } = dialect;
    app.route(`/crm/objects/${name}`, recordAssociationRoutes(dialect));
    app.route(`/crm/objects/${name}`, objectRoutes(dialect));
    app.route(`/crm/associations/${name}`, associationRoutes(dialect));
    app.route(`/crm/properties/${name}`, propertyRoutes());
    app.route(`/crm/property-validations/${name}`, validationRoutes());
    app.route(`/crm-object-schemas/${name}`, schemaRoutes());
    app.route(`/crm/owners/${name}`, ownerRoutes());
    app.route(`/account-info/${name}`, accountRoutes());
    app.route(`/settings/users/${name}`, userRoutes());
    app.route(`/appinstalls/${name}`, installRoutes(grants));
  }
  return app;
}

/** A 429 that a fault asked for came before the limits were looked at, and says what a real one says. */
function injectedLimit(c: Context<HubspotEnv>): Record<string, string> {
  if (c.res.status !== 429 || c.req.path.endsWith('/search')) return {};
  return rateHeaders({ max: 110, remaining: 0 });
}

/** A fault of the emulator's own, told apart from the refusals it is there to give. */
function broken(error: Error, c: Context<HubspotEnv>): Response {
  console.error(error);
  const message = `The emulator broke: ${error.message}`;
  const body = { status: 'error', message, correlationId: c.var.correlationId, category: 'INTERNAL_ERROR' };
  return reply(body, 500);
}

function mountUndated(app: Hono<HubspotEnv>): void {
  app.route('/crm/v4/objects', recordAssociationRoutes(v4));
  for (const path of ['/crm/v4/associations', '/crm/associations/v4']) app.route(path, associationRoutes(v4));
  app.route('/crm/v3/objects', recordAssociationRoutes(v3));
  app.route('/crm/v3/objects', objectRoutes(v3));
  app.route('/crm/v3/properties', propertyRoutes());
  app.route('/crm/v3/property-validations', validationRoutes());
  for (const path of ['/crm-object-schemas/v3', '/crm/v3']) app.route(path, schemaRoutes());
  app.route('/crm/v3/owners', ownerRoutes());
  app.route('/account-info/v3', accountRoutes());
  app.route('/settings/v3/users', userRoutes());
}
