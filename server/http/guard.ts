import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Role } from '../contract/routes/access.js';
import type { ApiEnv } from './api.js';
import { problem } from './problems.js';
import type { SessionTokens } from './tokens.js';

/**
 * Lets a request through when its session token is good and its role is one that the route declares. A route that
 * declares nothing is refused, so that forgetting the declaration opens no door.
 */
export function guard(
  tokens: SessionTokens,
  app: () => Pick<OpenAPIHono<ApiEnv>, 'openAPIRegistry'>,
): MiddlewareHandler<ApiEnv> {
  let declared: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return async (c, next) => {
    const [scheme, token] = (c.req.header('authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) {
      throw problem('unauthenticated', {}, { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    const session = await tokens.verify(token);
    c.set('session', session);

    declared ??= declaredRoles(app());
    const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
    if (route) {
      const needs = declared.get(`${route.method} ${route.path}`) ?? new Set();
      if (!rolesOf[session.role].some((role) => needs.has(role))) {
        throw problem('forbidden', { role: session.role, needs: [...needs] });
      }
    }
    await next();
  };
}

/** What each role may do. */
const rolesOf: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['admin', 'member'],
  member: ['member'],
  service: ['service'],
};

function declaredRoles(app: Pick<OpenAPIHono<ApiEnv>, 'openAPIRegistry'>): Map<string, Set<string>> {
  const roles = new Map<string, Set<string>>();
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { method, path, security } = definition.route;
    const key = `${method.toUpperCase()} ${path.replaceAll(/\/{(.+?)}/g, '/:$1')}`;
    roles.set(key, new Set(security?.flatMap((scheme) => scheme.session ?? [])));
  }
  return roles;
}
