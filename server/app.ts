import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Activity } from './activity/activity.js';
import { activityRoutes } from './activity/routes.js';
import type { Bookings } from './bookings/bookings.js';
import { bookingsRoutes } from './bookings/routes.js';
import type { Catalog } from './catalog/catalog.js';
import { catalogRoutes } from './catalog/routes.js';
import type { Connections } from './connections/connections.js';
import type { Clock } from './contract/model/index.js';
import type { Crms } from './connections/crms.js';
import { connectionsRoutes, oauthCallback, providersRoutes } from './connections/routes.js';
import type { ApiEnv } from './http/api.js';
import { crossOrigin, type Origins } from './http/cors.js';
import { docsPage } from './http/docs-page.js';
import { revalidate } from './http/etag.js';
import { answerFailures } from './http/failures.js';
import { guard } from './http/guard.js';
import { healthRoutes } from './http/health.js';
import type { Log } from './http/log.js';
import type { Metrics } from './http/metrics.js';
import { openApiDocument, type ApiDocument } from './http/openapi.js';
import { readBody } from './http/body-text.js';
import { limitBody, logRequests, requestId, safeHeaders } from './http/requests.js';
import { problem, storeUnavailable } from './http/problems.js';
import type { SessionTokens } from './http/tokens.js';
import type { Mappings } from './mappings/mappings.js';
import { mappingsRoutes } from './mappings/routes.js';
import type { Permissions } from './permissions/permissions.js';
import { permissionsRoutes } from './permissions/routes.js';
import { isUnavailable } from './store/errors.js';
import { syncRoutes } from './sync/routes.js';
import type { Sync } from './sync/sync.js';

/** What the routes call. */
export interface Services {
  readonly crms: Crms;
  readonly connections: Connections;
  readonly catalog: Catalog;
  readonly permissions: Permissions;
  readonly mappings: Mappings;
  readonly bookings: Bookings;
  readonly sync: Sync;
  readonly activity: Activity;
  readonly now: Clock;
}

/** What stands around the routes. */
export interface Surroundings {
  readonly publicUrl: string;
  readonly origins: Origins;
  readonly tokens: SessionTokens;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly ready: () => Promise<boolean>;
  /** True once the server takes no more work. */
  readonly isClosing: () => boolean;
}

/** The whole server as one function from Request to Response. */
export function createApp(services: Services, around: Surroundings): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();
  answerFailures(app, around.log, (error) => (isUnavailable(error) ? storeUnavailable() : null));
  app.use(
    requestId(),
    logRequests(around.log),
    around.metrics.requests,
    safeHeaders(),
    crossOrigin(around.origins),
  );
  app.use(
    '/v1/*',
    refuseWhile(around.isClosing),
    guard(around.tokens, () => app),
    limitBody(),
    readBody(),
    revalidate(),
  );
  app.route('/', routes(services));
  app.route('/oauth', oauthCallback(services.connections.signIns));
  app.route('/', healthRoutes(around.ready, around.metrics));

  let described: ApiDocument | undefined;
  const description = () => (described ??= openApiDocument(app, around.publicUrl));
  app.get('/openapi.json', (c) => c.json(description()));
  app.get('/', (c) => c.redirect('/docs'));
  app.get('/docs', (c) => {
    const { html, headers } = docsPage(description());
    return c.body(html, 200, headers);
  });
  return app;
}

function refuseWhile(isClosing: () => boolean): MiddlewareHandler {
  return async (_c, next) => {
    if (isClosing()) throw problem('shutting_down', {}, { headers: { 'Retry-After': '5' } });
    await next();
  };
}

function routes({
  crms,
  connections,
  catalog,
  permissions,
  mappings,
  bookings,
  sync,
  activity,
  now,
}: Services) {
  return new OpenAPIHono<ApiEnv>()
    .route('/v1', providersRoutes(crms, connections))
    .route('/v1', connectionsRoutes(connections))
    .route('/v1', permissionsRoutes(connections, permissions))
    .route('/v1', catalogRoutes(connections, catalog))
    .route('/v1', mappingsRoutes(mappings))
    .route('/v1', bookingsRoutes(bookings))
    .route('/v1', syncRoutes(sync, now))
    .route('/v1', activityRoutes(activity, crms));
}
