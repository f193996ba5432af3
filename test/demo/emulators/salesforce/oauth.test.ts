import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  authorizeRequest,
  Caller,
  connect,
  decide,
  oauth,
  patchOrg,
  redirectUri,
  send,
  startSalesforce,
  type Reply,
  type Running,
} from './harness.js';

describe('Salesforce emulator: OAuth', () => {
  let emulator: Running;
  before(async () => void (emulator = await startSalesforce()));
  after(() => emulator.close());
  beforeEach(() => send(`${emulator.url}/_emulator/reset`, { method: 'POST' }));

  const codeFor = async (base: string, changes: Record<string, string | undefined> = {}, org?: 'awkward') => {
    const { url, verifier } = authorizeRequest(base, changes);
    const code = (await decide(url, 'allow', org)).searchParams.get('code') ?? '';
    return { code, verifier };
  };
  const exchange = (base: string, code: string, changes: Record<string, string | undefined> = {}) => {
    return oauth(base, 'token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      ...changes,
    });
  };
  const login = async (base: string, org?: 'awkward'): Promise<Reply> => {
    const { code, verifier } = await codeFor(base, {}, org);
    return exchange(base, code, { code_verifier: verifier });
  };
  const refused = ({ status, body }: Reply) => [
    status,
    String(body['error']),
    String(body['error_description']),
  ];

  it('sends the browser back with a code and the very state that was sent', async () => {
    const back = await decide(authorizeRequest(emulator.url).url, 'allow');
    assert.equal(back.origin + back.pathname, redirectUri);
    assert.equal(back.searchParams.get('state'), 'st/at e+1');
    assert.match(back.searchParams.get('code') ?? '', /^aPrx.+==$/);
  });

  it('answers the exchange without an expiry, with ids of 18 characters and a reachable instance', async () => {
    const { status, body } = await login(emulator.url);
    assert.equal(status, 200);
    assert.equal(body['instance_url'], emulator.url);
    assert.equal('expires_in' in body, false);
    assert.equal(body['scope'], 'api refresh_token id openid');
    assert.match(String(body['id']), /\/id\/00D\w{15}\/005\w{15}$/);
    assert.ok(
      String(body['access_token']).startsWith(String(body['id']).split('/').at(-2)?.slice(0, 15) ?? '-'),
    );
    assert.match(String(body['issued_at']), /^\d{13}$/);
  });

  it('takes a verifier of 171 characters, with or without the method parameter', async () => {
    const { code, verifier } = await codeFor(emulator.url, { code_challenge_method: undefined });
    assert.equal(verifier.length, 171);
    assert.equal((await exchange(emulator.url, code, { code_verifier: verifier })).status, 200);
  });

  it('refuses a wrong verifier as invalid_request and a missing one as invalid_grant', async () => {
    const one = await codeFor(emulator.url);
    assert.deepEqual(
      refused(await exchange(emulator.url, one.code, { code_verifier: 'x'.repeat(171) })).slice(0, 2),
      [400, 'invalid_request'],
    );
    const two = await codeFor(emulator.url);
    assert.deepEqual(refused(await exchange(emulator.url, two.code)).slice(0, 2), [400, 'invalid_grant']);
  });

  it('honours a code once, for its own redirect URI, for 15 minutes', async () => {
    const { code, verifier } = await codeFor(emulator.url);
    assert.equal((await exchange(emulator.url, code, { code_verifier: verifier })).status, 200);
    assert.deepEqual(refused(await exchange(emulator.url, code, { code_verifier: verifier })), [
      400,
      'invalid_grant',
      'invalid authorization code',
    ]);
    const other = await codeFor(emulator.url);
    const elsewhere = { code_verifier: other.verifier, redirect_uri: 'http://localhost:1/x' };
    assert.equal(refused(await exchange(emulator.url, other.code, elsewhere))[1], 'redirect_uri_mismatch');
    const late = await codeFor(emulator.url);
    emulator.wait(16 * 60_000);
    assert.deepEqual(refused(await exchange(emulator.url, late.code, { code_verifier: late.verifier })), [
      400,
      'invalid_grant',
      'expired authorization code',
    ]);
  });

  it('sends a denial back in the vendor’s words', async () => {
    const back = await decide(authorizeRequest(emulator.url).url, 'deny');
    assert.match(back.search, /error=access_denied&error_description=end-user\+denied\+authorization&state=/);
  });

  it('says that the app must be installed when the org does not know it', async () => {
    await patchOrg(emulator, { permissions: { appInstalled: false } });
    const back = await decide(authorizeRequest(emulator.url).url, 'allow');
    assert.equal(back.searchParams.get('error'), 'invalid_client');
    assert.equal(back.searchParams.get('error_description'), 'app must be installed into org');
  });

  it('shows an error page, and redirects nowhere, for an unknown app or a foreign redirect URI', async () => {
    for (const wrong of [{ client_id: 'someone' }, { redirect_uri: 'https://evil.example/cb' }]) {
      const { status, headers } = await send(authorizeRequest(emulator.url, wrong).url);
      assert.equal(status, 400);
      assert.equal(headers.get('location'), null);
    }
  });

  it('shows forms without scripts, naming both orgs', async () => {
    const page = String((await send(authorizeRequest(emulator.url).url)).body);
    assert.match(page, /value="tidy"/);
    assert.match(page, /value="awkward"/);
    assert.match(page, />Allow<\/button>/);
    assert.match(page, />Deny<\/button>/);
    assert.doesNotMatch(page, /<script/);
  });

  it('tells a wrong client id from a wrong secret', async () => {
    const attempt = (changes: Record<string, string>) =>
      oauth(emulator.url, 'token', { grant_type: 'refresh_token', refresh_token: 'x', ...changes });
    assert.deepEqual(refused(await attempt({ client_id: 'x' })), [
      400,
      'invalid_client_id',
      'client identifier invalid',
    ]);
    assert.deepEqual(refused(await attempt({ client_secret: 'x' })), [
      400,
      'invalid_client',
      'invalid client credentials',
    ]);
    assert.deepEqual(refused(await attempt({})), [400, 'invalid_grant', 'expired access/refresh token']);
    assert.deepEqual(refused(await attempt({ grant_type: 'password' })), [
      400,
      'unsupported_grant_type',
      'grant type not supported',
    ]);
  });

  it('keeps production, sandbox and My Domain logins apart', async () => {
    const organization = async (base: string) => {
      const { body } = await login(base);
      const caller = new Caller(String(body['instance_url']), String(body['access_token']));
      const reply = await caller.query('SELECT Id, IsSandbox, OrganizationType FROM Organization');
      assert.equal(String(body['id']).split('/').at(-2), reply.body['records']?.[0]?.['Id']);
      assert.ok(String(body['id']).startsWith(`${base}/id/`));
      return reply.body['records']?.[0] ?? {};
    };
    const production = await organization(emulator.url);
    const sandbox = await organization(`${emulator.url}/sandbox`);
    const domain = await organization(`${emulator.url}/my/acme`);
    const sandboxDomain = await organization(`${emulator.url}/my/acme--uat`);
    assert.deepEqual(
      [production, sandbox, domain, sandboxDomain].map(
        (org) => (org as Record<string, unknown>)['IsSandbox'],
      ),
      [false, true, false, true],
    );
    assert.notEqual(
      (production as Record<string, unknown>)['Id'],
      (sandbox as Record<string, unknown>)['Id'],
    );
  });

  it('refreshes without a new refresh token, and again and again', async () => {
    const first = await login(emulator.url);
    const refresh_token = String(first.body['refresh_token']);
    for (const _ of [1, 2]) {
      const { status, body } = await oauth(emulator.url, 'token', {
        grant_type: 'refresh_token',
        refresh_token,
      });
      assert.equal(status, 200);
      assert.equal('refresh_token' in body, false);
      assert.notEqual(body['access_token'], first.body['access_token']);
    }
  });

  it('names a new instance with the next refresh once the org was renamed', async () => {
    const first = await login(emulator.url);
    const instanceUrl = emulator.url.replace('localhost', '127.0.0.1');
    await patchOrg(emulator, { rules: { instanceUrl } });
    const refresh_token = String(first.body['refresh_token']);
    const { body } = await oauth(emulator.url, 'token', { grant_type: 'refresh_token', refresh_token });
    assert.equal(body['instance_url'], instanceUrl);
    const renamed = new Caller(instanceUrl, String(body['access_token']));
    assert.equal((await renamed.call('GET', '/limits')).status, 200);
  });

  it('rotates when the org says so, and a spent token ends everything', async () => {
    await patchOrg(emulator, { rotation: true });
    const first = await login(emulator.url);
    const refresh = (refresh_token: unknown) =>
      oauth(emulator.url, 'token', { grant_type: 'refresh_token', refresh_token: String(refresh_token) });
    const second = await refresh(first.body['refresh_token']);
    const third = await refresh(second.body['refresh_token']);
    assert.notEqual(third.body['refresh_token'], second.body['refresh_token']);
    assert.equal((await refresh(first.body['refresh_token'])).status, 400);
    assert.equal((await refresh(third.body['refresh_token'])).status, 400);
    const { status, body } = await new Caller(emulator.url, String(third.body['access_token'])).call(
      'GET',
      '/limits',
    );
    assert.equal(status, 401);
    assert.equal(body[0]?.['errorCode'], 'INVALID_SESSION_ID');
  });

  it('ends a grant when its refresh token is revoked, and one session when its access token is', async () => {
    const { body } = await login(emulator.url);
    const caller = new Caller(emulator.url, String(body['access_token']));
    assert.equal((await oauth(emulator.url, 'revoke', { token: caller.token })).status, 200);
    assert.equal((await caller.call('GET', '/limits')).status, 401);
    const refresh = () =>
      oauth(emulator.url, 'token', {
        grant_type: 'refresh_token',
        refresh_token: String(body['refresh_token']),
      });
    const renewed = await refresh();
    assert.equal((await oauth(emulator.url, 'revoke', { token: String(body['refresh_token']) })).body, '');
    assert.equal((await refresh()).status, 400);
    const session = new Caller(emulator.url, String(renewed.body['access_token']));
    assert.equal((await session.call('GET', '/limits')).status, 401);
    assert.equal((await oauth(emulator.url, 'revoke', { token: 'nonsense' })).status, 400);
  });

  it('ends the oldest of six approvals by one user where five are allowed', async () => {
    await patchOrg(emulator, { limits: { approvalsPerUser: 5 } }, 'awkward');
    await send(`${emulator.url}/_emulator/tokens`, { method: 'POST', body: '{"org":"awkward"}' });
    const approvals: Reply[] = [];
    for (let i = 0; i < 6; i += 1) approvals.push(await login(emulator.url, 'awkward'));
    const refresh = (reply: Reply | undefined) =>
      oauth(emulator.url, 'token', {
        grant_type: 'refresh_token',
        refresh_token: String(reply?.body['refresh_token']),
      });
    assert.equal((await refresh(approvals[0])).status, 400);
    assert.equal((await refresh(approvals[1])).status, 200);
  });

  it('introspects live and dead tokens', async () => {
    const { body } = await login(emulator.url);
    const live = await oauth(emulator.url, 'introspect', { token: String(body['access_token']) });
    assert.equal(live.body['active'], true);
    assert.equal(live.body['client_id'], 'demo');
    assert.equal(live.body['token_type'], 'access_token');
    assert.deepEqual((await oauth(emulator.url, 'introspect', { token: 'dead' })).body, { active: false });
  });

  it('tells who the user is by userinfo and by the identity URL', async () => {
    const { body } = await login(emulator.url);
    const headers = { authorization: `Bearer ${String(body['access_token'])}` };
    const info = (await send(`${emulator.url}/services/oauth2/userinfo`, { headers })).body;
    assert.equal(info['email'], 'ada.admin@tidy.example');
    assert.equal(info['organization_id'], String(body['id']).split('/').at(-2));
    const identity = (await send(String(body['id']), { headers })).body;
    assert.equal(identity['user_id'], info['user_id']);
    assert.equal(identity['is_app_installed'], true);
    assert.equal((await send(`${emulator.url}/services/oauth2/userinfo`)).status, 403);
  });

  it('names its endpoints in the discovery document', async () => {
    const { body } = await send(`${emulator.url}/sandbox/.well-known/openid-configuration`);
    assert.equal(body['token_endpoint'], `${emulator.url}/sandbox/services/oauth2/token`);
    assert.equal(body['issuer'], `${emulator.url}/sandbox`);
  });

  it('refuses the REST API to a grant without the api scope, in a way that refreshing does not help', async () => {
    const caller = await connect(emulator, 'tidy', ['id', 'refresh_token']);
    const { status, body } = await caller.call('GET', '/limits');
    assert.equal(status, 401);
    assert.equal(body[0]?.['message'], 'This session is not valid for use with the REST API');
  });
});
