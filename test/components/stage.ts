import { executeServerCommand } from '@web/test-runner-commands';
import type { ServerCommands } from '../server-commands.js';

/** Asks the Node side for something. */
export function ask<Name extends keyof ServerCommands>(
  name: Name,
  asked: ServerCommands[Name]['asks'],
): Promise<ServerCommands[Name]['gives']> {
  return executeServerCommand(name, asked as object) as Promise<ServerCommands[Name]['gives']>;
}

/** One tenant on the real server, with what its host and its people may do. */
export interface Tenant {
  readonly server: string;
  readonly tenant: string;
  token(role?: 'admin' | 'member' | 'service', sub?: string): Promise<string>;
  /** Calls the API below `/v1` as somebody of that role; what it answers is of the type that the test names. */
  call<Answer = unknown>(
    method: string,
    path: string,
    json?: unknown,
    as?: { readonly role?: 'admin' | 'service'; readonly sub?: string; readonly ifMatch?: string },
  ): Promise<Answer>;
}

/** A tenant of the test's own, connected to the CRMs that it names. */
export async function newTenant(
  connect: ServerCommands['stage:tenant']['asks']['connect'] = {},
): Promise<Tenant> {
  const { server, tenant } = await ask('stage:tenant', { origin: location.origin, connect });
  const token: Tenant['token'] = (role = 'admin', sub = 'Ana Ruiz') =>
    ask('stage:token', { tenant, role, sub });
  return {
    server,
    tenant,
    token,
    async call(method, path, json, { role = 'admin', sub = 'Ana Ruiz', ifMatch } = {}) {
      const reply = await fetch(`${server}/v1${path}`, {
        method,
        // Versions of two tenants have the same tags.
        cache: 'no-store',
        headers: {
          authorization: `Bearer ${await token(role, sub)}`,
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...(ifMatch && { 'if-match': ifMatch }),
        },
        body: json === undefined ? null : JSON.stringify(json),
      });
      const text = await reply.text();
      if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
  };
}
