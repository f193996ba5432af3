import type { MiddlewareHandler } from 'hono';
import { problem } from './problems.js';

/**
 * Reads the body as the UTF-8 that JSON must be (RFC 8259, 8.1) and refuses any other, where the platform would put
 * question marks into people's names. Halves of a character that only escapes can bring, as of an emoji that was cut in
 * two, become the sign for it: no database and no CRM takes them as they are.
 */
export function readBody(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'DELETE') {
      const bytes = await c.req.arrayBuffer();
      // What Hono keeps there are promises.
      Object.assign(c.req.bodyCache, { text: Promise.resolve(withoutHalves(decoded(bytes))) });
    }
    await next();
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoded(bytes: ArrayBuffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw problem('invalid_json', {
      reason:
        'The body is not valid UTF-8, which JSON must be. Send it as UTF-8 and not compressed; nothing was stored.',
    });
  }
}

const half = /\\u[dD][89a-fA-F]/;
/** Every escape of a JSON text, a pair of halves as one. */
const escapes =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|.)/gs;

function withoutHalves(json: string): string {
  if (!half.test(json)) return json;
  return json.replace(escapes, (escape) => (escape.length === 6 ? '\\ufffd' : escape));
}
