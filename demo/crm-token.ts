import { createHmac } from 'node:crypto';

/** Who is signed in to the app, and what they may do. */
export interface SessionClaims {
  readonly tenant: string;
  readonly sub: string;
  readonly role: 'admin' | 'member' | 'service';
}

/** Signs a session token (JWT, HS256) that is good for ten minutes: all that a host's backend does for the widget. */
export function sessionToken(secret: string, claims: SessionClaims): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, aud: 'crm-connect', exp })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
