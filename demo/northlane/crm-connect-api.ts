import { createHmac } from 'node:crypto';

/** What the host's backend calls: its bookings and what its forms ask. */
export interface CrmConnectApi {
  send(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
}

/** Calls the CRM Connect server as the host's backend does, with a service token of its own making. */
export function crmConnectApi(serverUrl: string, secret: string, tenant: string): CrmConnectApi {
  return {
    async send(method, path, body) {
      const reply = await fetch(serverUrl + path, {
        method,
        headers: {
          authorization: `Bearer ${sessionToken(secret, { tenant, sub: 'northlane-backend', role: 'service' })}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      return { status: reply.status, body: reply.status === 204 ? null : await reply.json() };
    },
  };
}

/** A session token (JWT, HS256) that is good for ten minutes. */
export function sessionToken(
  secret: string,
  claims: { readonly tenant: string; readonly sub: string; readonly role: 'admin' | 'member' | 'service' },
): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, aud: 'crm-connect', exp })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
