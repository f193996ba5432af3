import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { problem } from './problems.js';

/** The pages that may use the API. */
export interface Origins {
  /** A request without `Origin` comes from no page, so there is nothing to forbid. */
  allows(origin: string | undefined): boolean;
}

/** Pages of the host, and the server's own. */
export function allowedOrigins(listed: readonly string[], publicUrl: string): Origins {
  const origins = new Set([...listed, new URL(publicUrl).origin]);
  return { allows: (origin) => origin === undefined || origins.has(origin) };
}

/** Answers preflights and lets allowed pages read replies, the ETag included; a foreign page's requests are refused. */
export function crossOrigin(origins: Origins): MiddlewareHandler {
  const preflight = cors({
    origin: (origin) => (origins.allows(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match'],
    maxAge: 7200,
  });
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    const origin = c.req.header('origin');
    if (!origins.allows(origin)) throw problem('origin_forbidden', { origin: origin ?? null });
    await next();
    const { headers } = c.res;
    headers.append('Vary', 'Origin');
    if (origin === undefined) return;
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Expose-Headers', 'ETag,Retry-After,X-Request-Id');
  };
}
