import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CrmError } from '../../../../server/crm/adapter.js';
import { salesforce } from '../../../../server/crm/salesforce/index.js';
import { challenge, line, redirectUri, startOrg, verifier, type EmulatedOrg } from './emulated-org.js';

describe('signing in to Salesforce', () => {
  let org: EmulatedOrg;
  before(async () => void (org = await startOrg()));
  after(() => org.close());

  async function signIn(environment: 'production' | 'sandbox') {
    const { signIn } = org.adapter;
    const target = signIn.loginUrl({ environment, domain: null });
    assert.ok('url' in target);
    const loginUrl = target.url;
    const address = signIn.authorizeUrl({ loginUrl, redirectUri, state: 's1', codeChallenge: challenge });
    const back = await org.consent(address, { decision: 'allow', org: 'tidy' });
    assert.equal(back.get('state'), 's1');
    const request = { loginUrl, redirectUri, code: back.get('code') ?? '', codeVerifier: verifier };
    return { request, grant: await signIn.exchange(request, org.io) };
  }

  it('ends with a grant and the org’s own name', async () => {
    const { grant } = await signIn('production');
    const { client } = line(org.adapter, org.io, grant);
    const account = await org.adapter.signIn.account(client, org.io.signal);
    assert.equal(account.name, 'Tidy Scheduling Co');
    assert.equal(account.environment, 'production');
    assert.match(account.id, /^00D.{15}$/);
    assert.equal(account.user.name, 'Ada Admin');
    assert.equal(grant.renewAt, null);
  });

  it('tells a sandbox from production', async () => {
    const { grant } = await signIn('sandbox');
    const { client } = line(org.adapter, org.io, grant);
    const account = await org.adapter.signIn.account(client, org.io.signal);
    assert.equal(account.environment, 'sandbox');
  });

  it('refuses a code that was used already', async () => {
    const { request } = await signIn('production');
    await assert.rejects(org.adapter.signIn.exchange(request, org.io), isFault('grant_revoked'));
  });

  it('refuses a code with another verifier', async () => {
    const { signIn } = org.adapter;
    const address = signIn.authorizeUrl({
      loginUrl: org.url,
      redirectUri,
      state: 's',
      codeChallenge: challenge,
    });
    const back = await org.consent(address, { decision: 'allow', org: 'tidy' });
    const request = {
      loginUrl: org.url,
      redirectUri,
      code: back.get('code') ?? '',
      codeVerifier: 'w'.repeat(64),
    };
    await assert.rejects(signIn.exchange(request, org.io), CrmError);
  });

  it('says what was denied, and what to do', async () => {
    const { signIn } = org.adapter;
    const address = signIn.authorizeUrl({
      loginUrl: org.url,
      redirectUri,
      state: 's',
      codeChallenge: challenge,
    });
    const back = await org.consent(address, { decision: 'deny', org: 'tidy' });
    const fault = signIn.refusal(back.get('error') ?? '', back.get('error_description'));
    assert.match(fault.sentence, /denied/);
    assert.match(fault.fix?.text ?? '', /press Allow/);
  });

  it('sends an admin to install the app', async () => {
    await org.control('PATCH', '/org', { permissions: { appInstalled: false } });
    const { signIn } = org.adapter;
    const address = signIn.authorizeUrl({
      loginUrl: org.url,
      redirectUri,
      state: 's',
      codeChallenge: challenge,
    });
    const back = await org.consent(address, { decision: 'allow', org: 'tidy' });
    await org.control('PATCH', '/org', { permissions: { appInstalled: true } });
    const fault = signIn.refusal(back.get('error') ?? '', back.get('error_description'));
    assert.equal(fault.code, 'app_not_installed');
    assert.match(fault.fix?.text ?? '', /Connected Apps OAuth Usage/);
  });

  it('renews a session that has run out, once, and keeps the refresh token', async () => {
    const { client, grants, calls } = await org.connect();
    await org.control('PATCH', '/org', { tokenLifetimeSeconds: 0 });
    const asking = org.adapter.catalog.users(client, org.io.signal);
    await asking.catch(() => null);
    await org.control('PATCH', '/org', { tokenLifetimeSeconds: 7200 });
    assert.equal(grants.length, 2);
    assert.equal(calls.length, 2);
    assert.equal(grants[1]?.refreshToken, grants[0]?.refreshToken);
    assert.equal(grants[1]?.rotates, false);
  });

  it('keeps the new refresh token where the org rotates it', async () => {
    const { grants } = await org.connect();
    const [first] = grants;
    assert.ok(first);
    await org.control('PATCH', '/org', { rotation: true });
    const second = await org.adapter.signIn.refresh(first, org.io);
    await org.control('PATCH', '/org', { rotation: false });
    assert.notEqual(second.refreshToken, first.refreshToken);
    assert.equal(second.rotates, true);
  });

  it('ends the grant at Salesforce when disconnected', async () => {
    const { grants } = await org.connect();
    const [grant] = grants;
    assert.ok(grant);
    await org.adapter.signIn.revoke(grant, org.io);
    await assert.rejects(org.adapter.signIn.refresh(grant, org.io), isFault('grant_revoked'));
  });

  it('says that Salesforce can’t be reached', async () => {
    const io = { ...org.io, fetch: () => Promise.reject(new TypeError('fetch failed')) };
    const { grants } = await org.connect();
    const [grant] = grants;
    assert.ok(grant);
    await assert.rejects(org.adapter.signIn.refresh(grant, io), isFault('network'));
  });

  it('never calls an instance that is not on the list', async () => {
    const called: string[] = [];
    const io = {
      ...org.io,
      fetch: (input: unknown) => {
        called.push(String(input));
        const body = { access_token: 'a', refresh_token: 'r', instance_url: 'https://evil.example' };
        return Promise.resolve(Response.json(body));
      },
    };
    const request = { loginUrl: org.url, redirectUri, code: 'c', codeVerifier: verifier };
    await assert.rejects(org.adapter.signIn.exchange(request, io), /evil\.example/);
    const elsewhere = { ...request, loginUrl: 'https://evil.example' };
    await assert.rejects(org.adapter.signIn.exchange(elsewhere, io), /evil\.example/);
    assert.deepEqual(called, [`${org.url}/services/oauth2/token`]);
  });

  for (const domain of [
    'evil.example',
    'salesforce.com.evil.example',
    'http://acme.my.salesforce.com@evil.example',
    '',
  ]) {
    it(`takes “${domain}” for no My Domain`, () => {
      const target = org.adapter.signIn.loginUrl({ environment: 'production', domain });
      if (domain === '') assert.deepEqual(target, { url: org.url });
      else assert.ok('refused' in target);
    });
  }

  it('takes a My Domain however it is pasted', () => {
    for (const domain of ['acme.my.salesforce.com', ' https://Acme.my.salesforce.com/lightning/page ']) {
      const target = org.adapter.signIn.loginUrl({ environment: 'production', domain });
      assert.deepEqual(target, { url: 'https://acme.my.salesforce.com' });
    }
  });
});

describe('settings of Salesforce', () => {
  const keys = { SALESFORCE_CLIENT_ID: 'id', SALESFORCE_CLIENT_SECRET: 'secret' };

  it('are absent without the app’s keys', () => {
    assert.deepEqual(salesforce.settings({}), { state: 'absent' });
  });

  it('have Salesforce’s own addresses by default', () => {
    const reading = salesforce.settings(keys);
    assert.ok(reading.state === 'ready');
    assert.equal(reading.settings.loginUrl, 'https://login.salesforce.com');
    assert.equal(
      reading.settings.hosts.allow('https://acme--dev.sandbox.my.salesforce.com/'),
      'https://acme--dev.sandbox.my.salesforce.com',
    );
    assert.equal(reading.settings.hosts.allow('http://acme.my.salesforce.com'), null);
    assert.equal(reading.settings.hosts.allow('https://salesforce.com'), null);
    assert.equal(reading.settings.hosts.allow('https://acme.my.salesforce.com:8443'), null);
  });

  it('name what is wrong with them', () => {
    for (const [env, problem] of [
      [{ SALESFORCE_CLIENT_ID: 'id' }, /CLIENT_SECRET is missing/],
      [
        { ...keys, SALESFORCE_LOGIN_URL: 'http://login.salesforce.com' },
        /SALESFORCE_LOGIN_URL must be an https/,
      ],
      [
        { ...keys, SALESFORCE_LOGIN_URL: 'https://login.example' },
        /SALESFORCE_HOSTS: add login\.example to it/,
      ],
      [{ ...keys, SALESFORCE_HOSTS: 'https://x' }, /is no host name/],
      ...['*', '*.*', '*.com', '*salesforce.com', '*:443', '*localhost', '10.0.0.*', '*.169.254'].map(
        (host) =>
          [
            { ...keys, SALESFORCE_HOSTS: `*.salesforce.com,${host}` },
            /not Salesforce's, inside your/,
          ] as const,
      ),
    ] as const) {
      const reading = salesforce.settings(env);
      assert.ok(reading.state === 'invalid');
      assert.match(reading.problems.join(' '), problem);
    }
  });
});

function isFault(code: string) {
  return (error: unknown) => error instanceof CrmError && error.fault.code === code;
}
