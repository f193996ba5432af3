import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { consent, hostOrigin, startStage, type Stage } from '../harness.js';

describe('signing in to a CRM', () => {
  let emulators: Emulators;
  let stage: Stage;
  let now = new Date();
  before(async () => {
    emulators = await startEmulators();
  });
  beforeEach(async () => {
    await stage?.close();
    now = new Date();
    stage = await startStage({ emulators, effects: { now: () => now } });
  });
  after(async () => {
    await stage.close();
    await emulators.close();
  });

  const start = async (provider: string, body: unknown = {}, origin: string | undefined = hostOrigin) =>
    (await stage.api().post(`/connections/${provider}/authorize`, body, origin ? { origin } : {})).body;
  const attempt = async (id: string) => (await stage.api().get(`/connections/attempts/${id}`)).body;
  const allow = (url: string) => consent(url, { org: 'tidy', decision: 'allow' });

  for (const provider of ['hubspot', 'salesforce'] as const) {
    describe(provider, () => {
      it('connects, and a first mapping is there when the page hears of it', async () => {
        assert.equal((await stage.connect(provider)).status, 'connected');
        const { connections } = (await stage.api('member').get('/connections')).body;
        assert.equal(connections.length, 1);
        assert.equal(connections[0].status, 'active');
        assert.equal(connections[0].connectedBy, 'ana');
        const mapping = await stage.api('member').get(`/providers/${provider}/mapping`);
        assert.equal(mapping.status, 200);
        assert.equal(mapping.body.version, 1);
      });

      it('sends another random state and PKCE challenge each time', async () => {
        const one = new URL((await start(provider)).authorizeUrl).searchParams;
        const two = new URL((await start(provider)).authorizeUrl).searchParams;
        assert.ok((one.get('state') ?? '').length >= 32);
        assert.notEqual(one.get('state'), two.get('state'));
        assert.equal(one.get('code_challenge_method'), 'S256');
        assert.match(one.get('code_challenge') ?? '', /^[\w-]{43}$/);
        assert.notEqual(one.get('code_challenge'), two.get('code_challenge'));
      });

      it('tells the pop-up’s opener at the origin that asked, and nobody else', async () => {
        const { attemptId, authorizeUrl } = await start(provider);
        const page = await fetch((await allow(authorizeUrl)) ?? '');
        const html = await page.text();
        assert.equal(page.status, 200);
        assert.ok(
          html.includes(
            `{"type":"crm-connect","attemptId":"${attemptId}","status":"connected"}, "${hostOrigin}"`,
          ),
          html,
        );
        assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'nonce-/);
        assert.equal(page.headers.get('cache-control'), 'no-store');
        assert.equal(page.headers.get('cross-origin-opener-policy'), null);
      });

      it('tells whoever sees its last page what was connected to which app, and for whom', async () => {
        const { authorizeUrl } = await start(provider);
        const page = await fetch((await allow(authorizeUrl)) ?? '');
        const [connection] = (await stage.api().get('/connections')).body.connections;
        const html = await page.text();
        assert.ok(
          html.includes(`“${connection.accountName}” is now connected to localhost:3000, for ana there`),
          html,
        );
        assert.match(html, /remove the app/);
      });

      it('refuses a callback that is used twice', async () => {
        const { attemptId, authorizeUrl } = await start(provider);
        const back = (await allow(authorizeUrl)) ?? '';
        await (await fetch(back)).text();
        const again = await fetch(back);
        assert.equal(again.status, 400);
        assert.doesNotMatch(await again.text(), /<script/);
        assert.equal((await attempt(attemptId)).status, 'connected');
      });

      it('refuses a code that was used before', async () => {
        const first = new URL((await allow((await start(provider)).authorizeUrl)) ?? '');
        await (await fetch(first)).text();
        const second = await start(provider);
        const state = new URL(second.authorizeUrl).searchParams.get('state') ?? '';
        first.searchParams.set('state', state);
        await (await fetch(first)).text();
        const { status, problem } = await attempt(second.attemptId);
        assert.equal(status, 'failed');
        assert.equal(problem.code, 'authorization_refused');
        assert.ok(problem.crmSaid);
      });

      it('stores nothing when the CRM goes down while connecting', async () => {
        const { attemptId, authorizeUrl } = await start(provider);
        const back = (await allow(authorizeUrl)) ?? '';
        await stage.crm(provider).faults([{ then: { status: 503 } }]);
        await (await fetch(back)).text();
        await stage.crm(provider).faults([]);
        const { status, problem } = await attempt(attemptId);
        assert.equal(status, 'failed');
        assert.equal(problem.code, 'crm_unavailable');
        assert.deepEqual((await stage.api().get('/connections')).body.connections, []);
        assert.equal((await stage.api().get(`/providers/${provider}/mapping`)).body.code, 'not_connected');
        assert.equal((await stage.connect(provider)).status, 'connected');
      });
    });
  }

  it('says so when the user denies', async () => {
    const { status, problem } = await stage.connect('salesforce', { deny: true });
    assert.equal(status, 'failed');
    assert.equal(problem?.code, 'denied');
    assert.match(problem?.crmSaid ?? '', /denied authorization/);
  });

  it('keeps waiting when HubSpot says nothing of a denial', async () => {
    assert.equal((await stage.connect('hubspot', { deny: true })).status, 'pending');
  });

  it('gives the admin’s steps when the app must be installed', async () => {
    const { attemptId, authorizeUrl } = await start('salesforce');
    const state = new URL(authorizeUrl).searchParams.get('state');
    const page = await fetch(
      `${stage.url}/oauth/salesforce/callback?error=invalid_client&error_description=app+must+be+installed+into+org&state=${state}`,
    );
    assert.match(await page.text(), /app must be installed into org/);
    const { problem } = await attempt(attemptId);
    assert.equal(problem.code, 'authorization_refused');
    assert.equal(problem.crmSaid, 'app must be installed into org');
    assert.match(problem.fix.text, /admin/i);
  });

  it('does not know a state that it did not make', async () => {
    const { attemptId } = await start('hubspot');
    for (const callback of [
      'hubspot/callback',
      'hubspot/callback?state=guessed&code=x',
      'hubspot/callback?code=x',
      'nobody/callback?state=guessed&code=x',
    ]) {
      const page = await fetch(`${stage.url}/oauth/${callback}`);
      assert.equal(page.status, 400);
      assert.match(page.headers.get('content-type') ?? '', /text\/html/);
      assert.doesNotMatch(await page.text(), /<script/);
    }
    assert.equal((await attempt(attemptId)).status, 'pending');
  });

  it('does not take one CRM’s state for another', async () => {
    const { attemptId, authorizeUrl } = await start('hubspot');
    const state = new URL(authorizeUrl).searchParams.get('state');
    const page = await fetch(`${stage.url}/oauth/salesforce/callback?code=x&state=${state}`);
    assert.equal(page.status, 400);
    await page.text();
    assert.equal((await attempt(attemptId)).status, 'pending');
  });

  it('shows what a CRM says as text, whatever it says', async () => {
    const { authorizeUrl } = await start('hubspot');
    const state = new URL(authorizeUrl).searchParams.get('state');
    const said = encodeURIComponent('</script><script>alert(1)</script>');
    const page = await fetch(
      `${stage.url}/oauth/hubspot/callback?error=x&error_description=${said}&state=${state}`,
    );
    assert.doesNotMatch(await page.text(), /<script>alert/);
  });

  it('refuses a page from a foreign origin', async () => {
    const problem = await start('hubspot', {}, 'https://evil.example');
    assert.equal(problem.status, 403);
    assert.equal(problem.code, 'origin_forbidden');
  });

  it('needs no page to post to', async () => {
    const { authorizeUrl, attemptId } = await start('hubspot', {}, '');
    const page = await fetch((await allow(authorizeUrl)) ?? '');
    assert.doesNotMatch(await page.text(), /<script/);
    assert.equal((await attempt(attemptId)).status, 'connected');
  });

  it('cancels the pending sign-in when another is started', async () => {
    const first = await start('hubspot');
    const other = await start('salesforce');
    const second = await start('hubspot');
    assert.equal((await attempt(first.attemptId)).status, 'cancelled');
    assert.equal((await attempt(other.attemptId)).status, 'pending');
    assert.equal((await attempt(second.attemptId)).status, 'pending');
    const page = await fetch((await allow(first.authorizeUrl)) ?? '');
    assert.match(await page.text(), /cancelled/);
    assert.deepEqual((await stage.api().get('/connections')).body.connections, []);
  });

  it('can be cancelled', async () => {
    const { attemptId, authorizeUrl } = await start('hubspot');
    const cancelled = await stage.api().delete(`/connections/attempts/${attemptId}`);
    assert.equal(cancelled.body.status, 'cancelled');
    await (await fetch((await allow(authorizeUrl)) ?? '')).text();
    assert.equal((await attempt(attemptId)).status, 'cancelled');
  });

  it('expires after ten minutes', async () => {
    const { attemptId, authorizeUrl } = await start('hubspot');
    const back = (await allow(authorizeUrl)) ?? '';
    now = new Date(now.getTime() + 10 * 60_000 + 1000);
    assert.match(await (await fetch(back)).text(), /expired/i);
    assert.equal((await attempt(attemptId)).status, 'expired');
  });

  it('is nobody else’s business', async () => {
    const { attemptId } = await start('hubspot');
    const theirs = stage.api('admin', 'globex');
    assert.equal((await theirs.get(`/connections/attempts/${attemptId}`)).body.code, 'attempt_not_found');
    assert.equal((await theirs.delete(`/connections/attempts/${attemptId}`)).body.code, 'attempt_not_found');
    assert.equal((await attempt(attemptId)).status, 'pending');
  });

  it('goes to Salesforce’s sandbox when asked', async () => {
    const { authorizeUrl } = await start('salesforce', { environment: 'sandbox' });
    assert.match(new URL(authorizeUrl).pathname, /^\/sandbox\//);
    await stage.connect('salesforce', { environment: 'sandbox' });
    const [connection] = (await stage.api().get('/connections')).body.connections;
    assert.equal(connection.environment, 'sandbox');
  });

  it('goes to no login address that is not the CRM’s', async () => {
    const problem = await start('salesforce', { domain: 'login.evil.example' });
    assert.equal(problem.status, 422);
    assert.equal(problem.code, 'domain_not_allowed');
    assert.match(problem.detail, /engineers who run this app add login\.evil\.example to SALESFORCE_HOSTS/);
    assert.equal((await start('hubspot', { domain: 'acme.hubspot.com' })).code, 'domain_not_allowed');
    assert.equal((await start('hubspot', { environment: 'sandbox' })).code, 'invalid_input');
    assert.equal((await start('hubspot', { environment: 'moon' })).code, 'invalid_input');
  });

  it('knows the CRMs that there are', async () => {
    assert.equal((await start('pipedrive')).code, 'unknown_provider');
  });
});

describe('a server without a CRM’s keys', () => {
  it('lists the CRM and does not connect it', async () => {
    const stage = await startStage({ settings: { HUBSPOT_CLIENT_ID: '', HUBSPOT_CLIENT_SECRET: '' } });
    const { providers } = (await stage.api('member').get('/providers')).body;
    assert.deepEqual(
      providers.map((provider: { id: string; configured: boolean }) => [provider.id, provider.configured]),
      [
        ['hubspot', false],
        ['salesforce', true],
      ],
    );
    assert.equal((await stage.api().post('/connections/hubspot/authorize')).body.code, 'not_configured');
    await stage.close();
  });
});
