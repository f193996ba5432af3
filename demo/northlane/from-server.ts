import { backend } from './backend.js';

/** What is read of a connection. */
export interface Connected {
  readonly provider: string;
  readonly accountName: string;
}

/** What is connected, asked of the CRM Connect server as the page's own user; nothing while it is out of reach. */
export async function connections(): Promise<readonly Connected[]> {
  return (await read<{ connections: Connected[] }>('/v1/connections'))?.connections ?? [];
}

/** Object that new people become in a CRM; undefined where there is no choice. */
export async function newPeople(provider: string): Promise<string | undefined> {
  return (await read<{ createAs?: string }>(`/v1/providers/${provider}/mapping`))?.createAs;
}

/** Labels of contact fields by key. */
export async function contactFieldLabels(): Promise<ReadonlyMap<string, string>> {
  const reply = await read<{ fields: { key: string; label: string }[] }>('/v1/source/fields');
  return new Map(reply?.fields.map(({ key, label }) => [key, label]));
}

async function read<T>(path: string): Promise<T | undefined> {
  try {
    const [{ server }, { token }] = await Promise.all([backend.config(), backend.token()]);
    const reply = await fetch(server + path, { headers: { authorization: `Bearer ${token}` } });
    return reply.ok ? await reply.json() : undefined;
  } catch {
    // The server is down for a moment: the page goes on without.
    return undefined;
  }
}
