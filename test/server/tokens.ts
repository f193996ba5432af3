import { createHmac } from 'node:crypto';

/** Secret of every test server. */
export const sessionSecret = 'a-secret-for-tests-that-is-long-enough-1234';

/** What a test's token claims; what is left out is an admin of tenant `acme` for five minutes. */
export interface Claims {
  readonly tenant?: unknown;
  readonly sub?: unknown;
  readonly role?: unknown;
  readonly exp?: unknown;
  readonly aud?: unknown;
  readonly nbf?: unknown;
}

/** Signs a session token as a host's backend does. */
export function signToken(
  claims: Claims = {},
  {
    secret = sessionSecret,
    header = { alg: 'HS256', typ: 'JWT' } as Record<string, unknown>,
    now = Date.now(),
  } = {},
): string {
  const payload = { tenant: 'acme', sub: 'ana', role: 'admin', exp: Math.floor(now / 1000) + 300, ...claims };
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
