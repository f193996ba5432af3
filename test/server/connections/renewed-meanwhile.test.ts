import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createConnections } from '../../../server/connections/connections.js';
import { createCrms } from '../../../server/connections/crms.js';
import { createSealer, type Sealer } from '../../../server/connections/sealer.js';
import { replaceGrant } from '../../../server/connections/store.js';
import { readCrms } from '../../../server/crm/index.js';
import { allowedOrigins } from '../../../server/http/cors.js';
import { connect, intake } from '../bookings/harness.js';
import { quiet } from '../quiet-log.js';

it('a connection that another server renews while it is disconnected loses the access that it had last', async (test) => {
  const { store, clock } = await intake();
  test.after(() => store.close());
  const sealer = createSealer([crypto.getRandomValues(new Uint8Array(32))]);
  const sealed = (refreshToken: string) => {
    const grant = { accessToken: 'a', refreshToken, apiUrl: url, loginUrl: url, scopes: [], renewAt: null };
    return sealer.seal(JSON.stringify({ ...grant, rotates: true }), 'con_1');
  };
  await connect(store, { provider: 'salesforce', grant_sealed: await sealed('older'), grant_version: 1 });
  let last = 'older';
  const renewing: Sealer = {
    ...sealer,
    async open(text, context) {
      const opened = await sealer.open(text, context);
      const next = { sealed: await sealed('newer'), apiUrl: url, scopes: [] };
      if (await replaceGrant(store.db, 'con_1', 1, next)) last = 'newer';
      return opened;
    },
  };
  const revoked: string[] = [];
  const connections = createConnections({
    ...{
      store,
      sealer: renewing,
      now: clock.now,
      log: quiet,
      publicUrl: url,
      origins: allowedOrigins([], url),
    },
    crms: createCrms(readCrms({ SALESFORCE_CLIENT_ID: 'demo', SALESFORCE_CLIENT_SECRET: 'secret' }).offers),
    fetch: async (_, init) => {
      revoked.push(String(init?.body));
      return new Response();
    },
    counts: async () => ({ pending: 0, attention: 0, synced: 0 }),
    hooks: { connected: async () => {}, disconnected: async () => {}, resumed: () => {} },
  });
  const { tenant } = await store.db.selectFrom('connection').selectAll().executeTakeFirstOrThrow();
  await connections.disconnect(tenant, 'salesforce', 'keep');
  assert.equal(revoked.length, 1);
  assert.match(revoked[0] ?? '', new RegExp(last));
});

it('a connection that is disconnected while it is renewed loses what the CRM gives last', async (test) => {
  const { store, clock } = await intake();
  test.after(() => store.close());
  const sealer = createSealer([crypto.getRandomValues(new Uint8Array(32))]);
  const grant = { accessToken: 'a', refreshToken: 'older', apiUrl: url, loginUrl: url, scopes: [] };
  await connect(store, {
    provider: 'salesforce',
    grant_sealed: await sealer.seal(JSON.stringify({ ...grant, renewAt: null, rotates: true }), 'con_1'),
  });
  const { tenant } = await store.db.selectFrom('connection').selectAll().executeTakeFirstOrThrow();
  const revoked: (string | null)[] = [];
  const connections = createConnections({
    ...{ store, sealer, now: clock.now, log: quiet, publicUrl: url, origins: allowedOrigins([], url) },
    crms: createCrms(readCrms({ SALESFORCE_CLIENT_ID: 'demo', SALESFORCE_CLIENT_SECRET: 'secret' }).offers),
    fetch: async (input, init) => {
      const { pathname } = new URL(String(input));
      if (pathname.endsWith('/revoke')) {
        revoked.push(new URLSearchParams(String(init?.body)).get('token'));
        return new Response();
      }
      if (!pathname.endsWith('/token')) return new Response('[]', { status: 401 });
      await connections.disconnect(tenant, 'salesforce', 'keep');
      return Response.json({ access_token: 'b', refresh_token: 'newer', instance_url: url });
    },
    counts: async () => ({ pending: 0, attention: 0, synced: 0 }),
    hooks: { connected: async () => {}, disconnected: async () => {}, resumed: () => {} },
  });
  const client = connections.client(await connections.require(tenant, 'salesforce'));
  const asking = client.request({
    ...{ method: 'GET', path: '/', effect: 'read', signal: AbortSignal.timeout(10_000) },
  });
  await assert.rejects(asking, /no access/);
  assert.deepEqual(revoked, ['older', 'newer']);
});

const url = 'https://acme.my.salesforce.com';
