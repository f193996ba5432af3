import type { Clock } from '../contract/model/index.js';
import type { Role } from '../contract/routes/access.js';
import { problem } from './problems.js';
import type { Session } from './session.js';

/** Checks session tokens; throws `unauthenticated` or `session_expired`. */
export interface SessionTokens {
  verify(token: string): Promise<Session>;
}

const audience = 'crm-connect';
const longestLife = 15 * 60;
/**
 * How far the host's clock may be ahead of ours, in seconds: tokens that it signs for the full fifteen minutes would
 * else be refused by a server that is a second behind. Expiry itself knows no leeway.
 */
const clockSkew = 60;

/**
 * Verifies JWTs (RFC 7519) that the host signed with HS256 and any of `secrets`, so that a secret can be rotated
 * without signing anybody out. No other algorithm is accepted, whatever the header says (RFC 8725).
 */
export function sessionTokens(secrets: readonly string[], now: Clock): SessionTokens {
  const keys = Promise.all(secrets.map(importKey));
  // Of tokens whose signature was found good: a host sends the same one many times a second.
  const signed = new Map<string, Claims>();
  return {
    async verify(token) {
      const at = Math.floor(now().getTime() / 1000);
      const known = signed.get(token);
      if (known) return session(known, at);
      const [header, payload, signature, ...rest] = token.split('.');
      if (!header || !payload || !signature || rest.length > 0)
        throw refused('The session token is not a JWT.');
      const head = decodeJson(header);
      if (head.alg !== 'HS256' || head.crit !== undefined)
        throw refused('The session token must be signed with HS256.');
      if (!(await signedByAny(await keys, `${header}.${payload}`, signature))) {
        throw refused('The signature of the session token is not ours. Sign it with SESSION_SECRET.');
      }
      const claims = decodeJson(payload);
      const admitted = session(claims, at);
      if (signed.size >= mostSigned) signed.clear();
      signed.set(token, claims);
      return admitted;
    },
  };
}

type Claims = Readonly<Record<string, unknown>>;
/** Tokens that are remembered at a time. */
const mostSigned = 1000;

function session(claims: Claims, at: number): Session {
  const { tenant, sub, role, exp, nbf, aud } = claims;
  if (exp === undefined) throw refused('The session token has no expiry (exp).');
  if (typeof exp !== 'number' || !Number.isFinite(exp))
    throw refused('The expiry of the session token (exp) must be a number of seconds.');
  if (exp <= at) throw problem('session_expired', {}, { headers: challenge });
  if (exp > at + longestLife + clockSkew)
    throw refused('The session token lives too long: exp may be at most 15 minutes ahead.');
  if (nbf !== undefined && typeof nbf !== 'number')
    throw refused('The start of the session token (nbf) must be a number of seconds.');
  if (nbf !== undefined && nbf > at + clockSkew) throw refused('The session token is not valid yet (nbf).');
  if (aud !== undefined && !audiences(aud).includes(audience))
    throw refused('The session token is meant for somebody else (aud).');
  if (tenant === undefined) throw refused('The session token names no tenant.');
  if (!isName(tenant)) throw refused(`The tenant of the session token ${nameRule}`);
  if (sub === undefined) throw refused('The session token names no user (sub).');
  if (!isName(sub)) throw refused(`The user of the session token (sub) ${nameRule}`);
  if (!isRole(role)) throw refused('The role of the session token must be admin, member or service.');
  return { tenant, subject: sub, role };
}

const challenge = { 'WWW-Authenticate': 'Bearer' };

function refused(reason: string) {
  return problem('unauthenticated', { reason }, { headers: challenge });
}

function audiences(aud: unknown): readonly unknown[] {
  return Array.isArray(aud) ? aud : [aud];
}

const nameRule = 'must be a text of 1 to 200 characters, none of them a control character.';

function isName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= 200 &&
    !/[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u.test(value)
  );
}

function isRole(value: unknown): value is Role {
  return value === 'admin' || value === 'member' || value === 'service';
}

function importKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  );
}

async function signedByAny(keys: readonly CryptoKey[], signed: string, signature: string): Promise<boolean> {
  const bytes = decodeBase64Url(signature);
  const data = new TextEncoder().encode(signed);
  for (const key of keys) {
    if (bytes && (await crypto.subtle.verify('HMAC', key, bytes, data))) return true;
  }
  return false;
}

function decodeJson(part: string): Readonly<Record<string, unknown>> {
  const bytes = decodeBase64Url(part);
  if (bytes) {
    try {
      const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      if (isRecord(value)) return value;
    } catch {
      throw refused('The session token is not a JWT.');
    }
  }
  throw refused('The session token is not a JWT.');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  const padded = text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .padEnd(Math.ceil(text.length / 4) * 4, '=');
  try {
    return Uint8Array.from(atob(padded), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
