import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { startStage, type Stage } from '../harness.js';

describe('a connection', () => {
  let emulators: Emulators;
  let stage: Stage;
  let now = new Date();
  const calls: string[] = [];
  let held: { path: string; reached(): Promise<void> } | undefined;
  const watched: typeof fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    calls.push(`${init?.method ?? 'GET'} ${pathname}`);
    if (held && pathname.endsWith(held.path)) await held.reached();
    return fetch(input, init);
  };
  /** Holds back the next request to a path until it is told to go on. */
  function holdNext(path: string) {
    let sent = () => {};
    let goOn = () => {};
    const released = new Promise<void>((resolve) => (goOn = resolve));
    const isSent = new Promise<void>((resolve) => (sent = resolve));
    held = {
      path,
      reached() {
        held = undefined;
        sent();
        return released;
      },
    };
    return { sent: isSent, goOn: () => goOn() };
  }
  before(async () => {
    emulators = await startEmulators({ now: () => now.getTime() });
  });
  beforeEach(async () => {
    await stage?.close();
    // Past the window of HubSpot's limit, which would stand still with the clock.
    now = new Date(Math.max(Date.now(), now.getTime() + 11_000));
    calls.length = 0;
    stage = await startStage({ emulators, effects: { now: () => now, fetch: watched } });
    for (const provider of ['hubspot', 'salesforce'] as const) {
      await stage
        .crm(provider)
        .patch({ rotation: false, tokenLifetimeSeconds: provider === 'hubspot' ? 1800 : 7200 });
      await stage.crm(provider).faults([]);
    }
  });
  after(async () => {
    await stage.close();
    await emulators.close();
  });

  const connection = async () => (await stage.api('member').get('/connections')).body.connections[0];
  const fields = (provider: string, object: string) =>
    stage.api().get(`/providers/${provider}/objects/${object}/fields?refresh=true`);
  const refreshes = () => calls.filter((call) => call.endsWith('/token')).length;

  it('belongs to one tenant', async () => {
    await stage.connect('hubspot');
    const theirs = stage.api('admin', 'globex');
    assert.deepEqual((await theirs.get('/connections')).body.connections, []);
    assert.equal((await theirs.get('/providers/hubspot/mapping')).body.code, 'not_connected');
    assert.equal((await theirs.delete('/connections/hubspot?mapping=delete')).body.code, 'not_connected');
    assert.equal((await connection()).status, 'active');
  });

  it('pauses and resumes', async () => {
    await stage.connect('hubspot');
    const paused = await stage.api().patch('/connections/hubspot', { paused: true });
    assert.equal(paused.body.status, 'paused');
    assert.equal(paused.body.reason.code, 'paused_by_admin');
    const resumed = await stage.api().patch('/connections/hubspot', { paused: false });
    assert.equal(resumed.body.status, 'active');
    assert.equal(resumed.body.reason, null);
  });

  it('reconnects in place and keeps its mapping', async () => {
    await stage.connect('salesforce');
    await edit(stage, 'salesforce');
    assert.equal((await stage.connect('salesforce')).accountChanged, undefined);
    assert.equal((await stage.api().get('/providers/salesforce/mapping')).body.version, 2);
    assert.equal((await stage.api().get('/connections')).body.connections.length, 1);
  });

  it('says so when it leads to another account', async () => {
    await stage.connect('salesforce', { org: 'tidy' });
    const attempt = await stage.connect('salesforce', { org: 'awkward' });
    assert.equal(attempt.accountChanged, true);
    const { body } = await stage.api().get('/providers/salesforce/objects/Lead/fields');
    assert.ok(body.fields.length > 300, 'the fields are those of the new account');
  });

  for (const provider of ['hubspot', 'salesforce'] as const) {
    it(`is revoked when ${provider} is disconnected, and the mapping can be kept`, async () => {
      await stage.connect(provider);
      await edit(stage, provider);
      assert.equal((await stage.api().delete(`/connections/${provider}?mapping=keep`)).status, 204);
      assert.ok(
        calls.some((call) => /\/revoke/.test(call)),
        'the CRM was told',
      );
      assert.equal((await stage.api().get(`/providers/${provider}/mapping`)).body.code, 'not_connected');
      assert.deepEqual((await stage.api().get('/connections')).body.connections, []);
      await stage.connect(provider);
      assert.equal((await stage.api().get(`/providers/${provider}/mapping`)).body.version, 2);
      await stage.api().delete(`/connections/${provider}?mapping=delete`);
      await stage.connect(provider);
      assert.equal((await stage.api().get(`/providers/${provider}/mapping`)).body.version, 1);
    });
  }

  it('is disconnected even while the CRM is down', async () => {
    await stage.connect('hubspot');
    await stage.crm('hubspot').faults([{ path: '/', then: { status: 503 } }]);
    assert.equal((await stage.api().delete('/connections/hubspot?mapping=keep')).status, 204);
    assert.deepEqual((await stage.api().get('/connections')).body.connections, []);
  });

  it('asks what should become of the mapping in words that it knows', async () => {
    await stage.connect('hubspot');
    assert.equal((await stage.api().delete('/connections/hubspot?mapping=burn')).body.code, 'invalid_input');
    assert.equal((await connection()).status, 'active');
  });

  it('renews HubSpot’s access before it ends, once for all who ask', async () => {
    await stage.connect('hubspot');
    calls.length = 0;
    now = new Date(now.getTime() + 29 * 60_000);
    const replies = await Promise.all([
      fields('hubspot', 'contacts'),
      stage.api().get('/providers/hubspot/users?refresh=true'),
      stage.api().get('/connections/hubspot/permissions?refresh=true'),
    ]);
    assert.deepEqual(
      replies.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(refreshes(), 1);
  });

  for (const rotation of [false, true]) {
    it(`renews Salesforce’s access once when many calls find it ended, ${rotation ? 'with' : 'without'} rotation`, async () => {
      await stage.connect('salesforce');
      await stage.crm('salesforce').patch({ rotation });
      for (let round = 0; round < 3; round++) {
        calls.length = 0;
        now = new Date(now.getTime() + 3 * 3600_000);
        const replies = await Promise.all([
          fields('salesforce', 'Lead'),
          fields('salesforce', 'Contact'),
          stage.api().get('/providers/salesforce/users?refresh=true'),
          stage.api().get('/connections/salesforce/permissions?refresh=true'),
        ]);
        assert.deepEqual(
          replies.map(({ status }) => status),
          [200, 200, 200, 200],
        );
        assert.equal(refreshes(), 1);
      }
    });
  }

  it('asks again when the reply to a renewal was lost and nothing rotates', async () => {
    await stage.connect('salesforce');
    now = new Date(now.getTime() + 3 * 3600_000);
    await stage
      .crm('salesforce')
      .faults([{ path: '/services/oauth2/token', times: 1, then: { commitThenDrop: true } }]);
    assert.equal((await fields('salesforce', 'Lead')).body.code, 'crm_unavailable');
    assert.equal((await fields('salesforce', 'Lead')).status, 200);
  });

  it('never sends a token again that may have been rotated', async () => {
    await stage.connect('salesforce');
    await stage.crm('salesforce').patch({ rotation: true });
    now = new Date(now.getTime() + 3 * 3600_000);
    assert.equal((await fields('salesforce', 'Lead')).status, 200);
    now = new Date(now.getTime() + 3 * 3600_000);
    await stage
      .crm('salesforce')
      .faults([{ path: '/services/oauth2/token', times: 1, then: { commitThenDrop: true } }]);
    calls.length = 0;
    assert.equal((await fields('salesforce', 'Lead')).body.code, 'needs_reconnect');
    assert.equal((await connection()).status, 'needs_reconnect');
    await fields('salesforce', 'Lead');
    assert.equal(refreshes(), 1);
  });

  it('takes a renewal whose reply cannot be read for one that rotated', async () => {
    await stage.connect('salesforce');
    await stage.crm('salesforce').patch({ rotation: true });
    now = new Date(now.getTime() + 3 * 3600_000);
    assert.equal((await fields('salesforce', 'Lead')).status, 200);
    now = new Date(now.getTime() + 3 * 3600_000);
    await stage
      .crm('salesforce')
      .faults([{ path: '/services/oauth2/token', times: 1, then: { status: 200, body: '{"access_tok' } }]);
    assert.equal((await fields('salesforce', 'Lead')).body.code, 'needs_reconnect');
  });

  it('sends nothing that was meant for one account to another', async () => {
    await stage.connect('salesforce', { org: 'tidy' });
    const request = holdNext('/sobjects');
    const reading = fields('salesforce', 'Lead');
    await request.sent;
    assert.equal((await stage.connect('salesforce', { org: 'awkward' })).accountChanged, true);
    const before = await stage.crm('salesforce', 'awkward').calls();
    request.goOn();
    assert.equal((await reading).body.code, 'crm_unavailable');
    assert.equal((await stage.crm('salesforce', 'awkward').calls()).total, before.total);
    const { body } = await stage.api().get('/providers/salesforce/objects/Lead/fields');
    assert.ok(body.fields.length > 300, 'the fields are those of the new account');
  });

  for (const provider of ['hubspot', 'salesforce'] as const) {
    it(`says that somebody must sign in again when ${provider} has ended the access, and goes on after that`, async () => {
      await stage.connect(provider);
      await stage.crm(provider).faults([{ times: 1, then: { revoke: true } }]);
      const object = provider === 'hubspot' ? 'contacts' : 'Lead';
      const { status, body } = await fields(provider, object);
      assert.equal(status, 409);
      assert.equal(body.code, 'needs_reconnect');
      const ended = await connection();
      assert.equal(ended.status, 'needs_reconnect');
      assert.ok(ended.reason.sentence);
      assert.equal(
        (await stage.api().patch(`/connections/${provider}`, { paused: false })).body.code,
        'needs_reconnect',
      );
      await stage.connect(provider);
      assert.equal((await connection()).status, 'active');
      assert.equal((await fields(provider, object)).status, 200);
    });
  }

  it('is still paused after somebody had to sign in again', async () => {
    await stage.connect('hubspot');
    await stage.api().patch('/connections/hubspot', { paused: true });
    await stage.crm('hubspot').faults([{ times: 1, then: { revoke: true } }]);
    await fields('hubspot', 'contacts');
    assert.equal((await connection()).status, 'needs_reconnect');
    await stage.connect('hubspot');
    const { status, reason } = await connection();
    assert.deepEqual([status, reason.code], ['paused', 'paused_by_admin']);
    await stage.api().patch('/connections/hubspot', { paused: false });
    assert.equal((await connection()).status, 'active');
  });
});

async function edit(stage: Stage, provider: string): Promise<void> {
  const { headers, body } = await stage.api().get(`/providers/${provider}/mapping`);
  const saved = await stage
    .api()
    .put(`/providers/${provider}/mapping`, body, { 'if-match': headers.get('etag') ?? '' });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
}
