import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApiEnv } from './api.js';
import type { Log } from './log.js';
import { problem } from './problems.js';

/** Largest body that is read: 500 booking events with long answers fit. */
export const maxBodyBytes = 4 * 1024 * 1024;

/** Gives each request an id, the caller's own if it sent a harmless one, and tells it in the reply. */
export function requestId(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const given = c.req.header('x-request-id');
    const id = given && /^[\w.-]{1,64}$/.test(given) ? given : crypto.randomUUID();
    c.set('requestId', id);
    c.header('X-Request-Id', id);
    await next();
  };
}

/**
 * One line per request, by its declared route, so that no id of a tenant or a person gets into the log: API calls
 * and sign-ins at `info`, what monitors and browsers ask by themselves at `debug`.
 */
export function logRequests(log: Pick<Log, 'info' | 'debug'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const started = performance.now();
    await next();
    const { method, routePath: route } = c.req;
    const ms = Math.round(performance.now() - started);
    const line = { requestId: c.var.requestId, method, route, status: c.res.status, ms };
    if (method === 'OPTIONS' || !/^\/(v1|oauth)\//.test(route)) log.debug(line, 'request');
    else log.info(line, 'request');
  };
}

/** Refuses bodies over {@link maxBodyBytes}, announced or not. */
export function limitBody(): MiddlewareHandler {
  const refuse = () => {
    throw problem('too_large', { maxBytes: maxBodyBytes }, { headers: { Connection: 'close' } });
  };
  const measured = bodyLimit({ maxSize: maxBodyBytes, onError: refuse });
  return async (c, next) => {
    if (c.req.method === 'GET') return next();
    const announced = c.req.header('content-length');
    if (announced === undefined || c.req.header('transfer-encoding') !== undefined) return measured(c, next);
    // Looking at the body would make a stream of it, which costs more than all the rest of a small request.
    if (Number(announced) > maxBodyBytes) refuse();
    await next();
  };
}

/** Headers that keep browsers from guessing, where a page has not set its own. */
export function safeHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    // Not by `c.header`: once there is a reply it makes a stream of its body, which costs more than the rest of the request.
    const { headers } = c.res;
    for (const [name, value] of Object.entries(safe)) if (!headers.has(name)) headers.set(name, value);
  };
}

// No Cross-Origin-Opener-Policy: it would cut the sign-in pop-up from its opener.
const safe = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Strict-Transport-Security': 'max-age=31536000',
};
