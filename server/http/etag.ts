import type { MiddlewareHandler } from 'hono';

/** Answers 304 without a body when the caller has the version whose ETag the reply carries (RFC 9110, 13.1.2). */
export function revalidate(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (c.req.method !== 'GET' || c.res.status !== 200) return;
    const { headers } = c.res;
    const etag = headers.get('etag');
    if (!etag) return;
    headers.set('Cache-Control', 'private, no-cache');
    // Another tenant's version of the same number is another document: a browser must not take one for the other.
    headers.append('Vary', 'Authorization');
    if (!names(c.req.header('if-none-match'), etag)) return;
    headers.delete('content-type');
    headers.delete('content-length');
    c.res = new Response(null, { status: 304, headers });
  };
}

function names(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map(strong);
  return known.includes('*') || known.includes(strong(etag));
}

/** GET compares weakly. */
function strong(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
