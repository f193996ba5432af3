import type { Mapping } from '../../../server/contract/model/index.js';
import { createCatalog } from '../../../server/catalog/catalog.js';
import { createConnections } from '../../../server/connections/connections.js';
import { createCrms } from '../../../server/connections/crms.js';
import { createSealer } from '../../../server/connections/sealer.js';
import type { Grant } from '../../../server/crm/adapter.js';
import { readCrms } from '../../../server/crm/index.js';
import { allowedOrigins } from '../../../server/http/cors.js';
import { createMappings } from '../../../server/mappings/mappings.js';
import { localScheduler } from '../../../server/sync/scheduler.js';
import { createSync } from '../../../server/sync/sync.js';
import { startEmulators } from '../../../demo/emulators/index.js';
import { connect, event, intake, virtualClock } from '../bookings/harness.js';
import { quiet } from '../quiet-log.js';

export type Provider = 'hubspot' | 'salesforce';

/** The whole pipe from intake to an emulated CRM over HTTP. */
export async function emulated(provider: Provider, options: { url?: string } = {}) {
  const emulators = await startEmulators();
  const url = emulators[provider].url;
  const base = await intake({
    ...(options.url !== undefined && { url: options.url }),
    clock: virtualClock(new Date()),
  });
  const { store, worklist, bookings, clock } = base;
  const crms = createCrms(
    readCrms({
      HUBSPOT_CLIENT_ID: 'demo',
      HUBSPOT_CLIENT_SECRET: 'demo-secret',
      HUBSPOT_APP_URL: emulators.hubspot.url,
      HUBSPOT_API_URL: emulators.hubspot.url,
      SALESFORCE_CLIENT_ID: 'demo',
      SALESFORCE_CLIENT_SECRET: 'demo-secret',
      SALESFORCE_LOGIN_URL: emulators.salesforce.url,
      SALESFORCE_SANDBOX_LOGIN_URL: `${emulators.salesforce.url}/sandbox`,
      SALESFORCE_HOSTS: new URL(emulators.salesforce.url).host,
    }).offers,
  );
  const sealer = createSealer([crypto.getRandomValues(new Uint8Array(32))]);
  const connections = createConnections({
    store,
    crms,
    sealer,
    fetch,
    now: clock.now,
    publicUrl: 'http://localhost:4000',
    origins: allowedOrigins([], 'http://localhost:4000'),
    log: quiet,
    counts: async () => ({ pending: 0, attention: 0, synced: 0 }),
    hooks: { connected: async () => {}, disconnected: async () => {}, resumed: () => {} },
  });
  const catalog = createCatalog({ store, connections, crms, now: clock.now, log: quiet });
  const mappings = createMappings({ store, now: clock.now, connections, crms, catalog, bookings, worklist });
  const sync = createSync({
    ...{ store, worklist, connections, catalog, mappings, bookings },
    adapters: crms.adapter,
    scheduler: localScheduler({ now: clock.now }),
    now: clock.now,
    random: () => 0.5,
    log: quiet,
    metrics: { wrote: () => {}, fault: () => {} },
  });

  const emulator = async (path: string, method = 'GET', body?: unknown) => {
    const reply = await fetch(`${url}/_emulator/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  const token = await emulator('tokens', 'POST', {});
  const grant: Grant = {
    accessToken: token.access_token,
    refreshToken: token.refresh_token,
    apiUrl: provider === 'salesforce' ? token.instance_url : url,
    loginUrl: url,
    scopes: String(token.scope ?? (token.scopes ?? []).join(' ')).split(' '),
    renewAt: null,
    rotates: false,
  };
  await connect(store, {
    provider,
    api_url: grant.apiUrl,
    ui_url: url,
    scopes_json: JSON.stringify(grant.scopes),
    grant_sealed: await sealer.seal(JSON.stringify(grant), 'con_1'),
  });
  const connection = (await connections.byId('con_1'))!;
  await mappings.createDefault(connection);
  await catalog.users(connection);
  await emulator('calls?reset=true').catch(() => null);
  // The clock of these tests stands still, so no window ever moves on.
  if (provider === 'hubspot')
    await emulator('org', 'PATCH', { limits: { tenSecondly: 1_000_000, searchSecondly: 1_000_000 } });

  let numbered = 0;
  return {
    ...base,
    connection,
    connections,
    catalog,
    mappings,
    sync,
    emulator,
    async close() {
      await sync.drain();
      await store.close();
      await emulators.close();
    },
    async records(object: string): Promise<Record<string, never>[]> {
      return (await emulator(`records/${object}`)).records;
    },
    /** API calls that `work` took, by route. */
    async calls(work: () => Promise<unknown>): Promise<{ total: number; byRoute: Record<string, number> }> {
      const before = await emulator('calls');
      await work();
      const after = await emulator('calls');
      const byRoute = Object.fromEntries(
        Object.entries<number>(after.byRoute)
          .map(([route, count]) => [route, count - (before.byRoute[route] ?? 0)] as const)
          .filter(([, count]) => count > 0),
      );
      return { total: after.total - before.total, byRoute };
    },
    async map(change: (mapping: Mapping) => Mapping) {
      const current = (await mappings.current(connection))!;
      const { version: _, ...draft } = change(current.mapping);
      return mappings.save(
        connection,
        { ...draft, version: current.version } as never,
        `"${current.version}"`,
        'test',
      );
    },
    async book(...changes: Record<string, unknown>[]) {
      const at = new Date(clock.now().getTime() - 60_000 + numbered++ * 10).toISOString();
      const events = changes.map((one, index) =>
        event({ eventId: `evt-${numbered}-${index}`, occurredAt: at, ...one }),
      );
      const reply = await base.post('/bookings', events);
      if (reply.status !== 202) throw new Error(JSON.stringify(reply.body));
      await sync.settled();
    },
    state: async (id = 'bkg_1') => (await base.send('GET', `/bookings/${id}`)).body.syncs?.[0],
  };
}
