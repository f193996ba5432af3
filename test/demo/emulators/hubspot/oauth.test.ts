import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, beforeEach, describe, it } from 'node:test';
import { RunningEmulator, type Answer } from './running-emulator.js';

const redirect = 'http://localhost:4000/oauth/hubspot/callback';
const verifier = 'a-verifier-that-is-long-enough-for-anyone-who-counts';
const challenge = createHash('sha256').update(verifier).digest('base64url');

describe('signing in to HubSpot', () => {
  let emulator: RunningEmulator;

  beforeEach(async () => {
    emulator ??= await RunningEmulator.start();
    await emulator.control('POST', 'reset');
  });
  after(() => emulator.close());

  const request = (more: Record<string, string> = {}) =>
    new URLSearchParams({
      client_id: 'demo',
      redirect_uri: redirect,
      scope: 'crm.objects.contacts.read crm.objects.contacts.write',
      optional_scope: 'crm.objects.owners.read crm.schemas.contacts.write',
      state: 'st',
      ...more,
    });
  const open = (query: URLSearchParams) => emulator.send('GET', `/oauth/authorize?${query}`);
  const decide = (decision: string, query: URLSearchParams, org = 'tidy') =>
    emulator.send(
      'POST',
      '/oauth/authorize',
      new URLSearchParams({ request: query.toString(), org, decision }),
    );
  const codeOf = (answer: Answer) =>
    new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const redeem = (form: Record<string, string>) =>
    emulator.send(
      'POST',
      '/oauth/2026-03/token',
      new URLSearchParams({
        client_id: 'demo',
        client_secret: 'demo-secret',
        grant_type: 'authorization_code',
        redirect_uri: redirect,
        ...form,
      }),
    );

  it('shows a form that works without scripts: two accounts, the scopes in words, Allow and Deny', async () => {
    const { status, text } = await open(request());
    assert.equal(status, 200);
    for (const words of ['value="tidy"', 'value="awkward"', 'Allow', 'Deny', 'details about the users']) {
      assert.match(text, new RegExp(words));
    }
    assert.doesNotMatch(text, /<script/);
  });

  it('sends code and state back when allowed, for the chosen account, once', async () => {
    const back = await decide('allow', request(), 'awkward');
    assert.equal(back.status, 302);
    const code = codeOf(back);
    const { body } = await redeem({ code });
    assert.equal(body.at('hub_id'), 44237999);
    assert.equal((await redeem({ code })).body.at('status'), 'BAD_AUTH_CODE');
  });

  it('sends nothing back when declined', async () => {
    const { status, text, headers } = await decide('deny', request());
    assert.equal(status, 200);
    assert.equal(headers.get('location'), null);
    assert.match(text, /You declined/);
  });

  it('drops optional scopes that the account lacks, and stops at required ones', async () => {
    const lack = (scope: string) =>
      emulator.control('PATCH', 'org', { permissions: { scopes: { [scope]: false } } });
    await lack('crm.objects.owners.read');
    const { body } = await redeem({ code: codeOf(await decide('allow', request())) });
    assert.deepEqual(body.at('scopes'), [
      'oauth',
      'crm.objects.contacts.read',
      'crm.objects.contacts.write',
      'crm.schemas.contacts.write',
    ]);
    await lack('crm.objects.contacts.write');
    const refused = await decide('allow', request());
    assert.equal(refused.headers.get('location'), null);
    assert.match(refused.text, /doesn’t have access to some HubSpot features/);
  });

  const bad: [what: string, more: Record<string, string>, words: RegExp][] = [
    ['an unknown client', { client_id: 'other' }, /client ID/],
    ['a foreign redirect', { redirect_uri: 'https://evil.example/cb' }, /redirect URL/],
    ['an unknown scope', { scope: 'contacts.everything' }, /mismatch between the scopes/],
    ['no scope', { scope: '' }, /scopes are insufficient/],
  ];
  for (const [what, more, words] of bad) {
    it(`shows a page of its own for ${what}`, async () => {
      const { status, text } = await open(request(more));
      assert.equal(status, 400);
      assert.match(text, words);
    });
  }

  it('escapes what the address carries', async () => {
    const { text } = await open(request({ state: '"><script>alert(1)</script>' }));
    assert.doesNotMatch(text, /<script/);
  });

  it('checks the PKCE verifier when a challenge came', async () => {
    const query = request({ code_challenge: challenge, code_challenge_method: 'S256' });
    assert.equal((await redeem({ code: codeOf(await decide('allow', query)) })).status, 400);
    const wrong = await redeem({ code: codeOf(await decide('allow', query)), code_verifier: 'wrong' });
    assert.equal(wrong.body.at('error'), 'invalid_grant');
    assert.equal(
      (await redeem({ code: codeOf(await decide('allow', query)), code_verifier: verifier })).status,
      200,
    );
  });

  it('refuses a wrong secret, a wrong redirect and an old code', async () => {
    const code = codeOf(await decide('allow', request()));
    assert.equal((await redeem({ code, client_secret: 'x' })).body.at('status'), 'BAD_CLIENT_SECRET');
    assert.equal((await redeem({ code, client_id: 'x' })).body.at('status'), 'BAD_CLIENT_ID');
    const elsewhere = await redeem({ code, redirect_uri: 'http://localhost:1/cb' });
    assert.equal(elsewhere.body.at('status'), 'MISMATCH_REDIRECT_URI_AUTH_CODE');
    emulator.advance(61_000);
    assert.equal((await redeem({ code })).body.at('status'), 'EXPIRED_AUTH_CODE');
  });

  it('keeps the refresh token, and refuses it once revoked while live access tokens run out by themselves', async () => {
    const { body } = await redeem({ code: codeOf(await decide('allow', request())) });
    const refresh_token = String(body.at('refresh_token'));
    const again = await redeem({ grant_type: 'refresh_token', refresh_token });
    assert.equal(again.body.at('refresh_token'), refresh_token);
    await emulator.send('POST', '/oauth/2026-03/token/revoke', new URLSearchParams({ token: refresh_token }));
    const refused = await redeem({ grant_type: 'refresh_token', refresh_token });
    assert.equal(refused.body.at('status'), 'BAD_REFRESH_TOKEN');
    const authorization = `Bearer ${String(body.at('access_token'))}`;
    const details = await emulator.send('GET', '/account-info/v3/details', undefined, { authorization });
    assert.equal(details.status, 200);
  });

  it('tells an expired token from an unknown one, and shortens live ones on request', async () => {
    const call = await emulator.caller();
    await emulator.control('PATCH', 'org', { tokenLifetimeSeconds: 60 });
    emulator.advance(61_000);
    const expired = await call('GET', '/account-info/v3/details');
    assert.deepEqual([expired.status, expired.body.at('category')], [401, 'EXPIRED_AUTHENTICATION']);
    assert.match(String(expired.body.at('message')), /expired 1 second\(s\) ago/);
    const unknown = await emulator.send('GET', '/account-info/v3/details', undefined, {
      authorization: 'Bearer x',
    });
    assert.equal(unknown.body.at('category'), 'INVALID_AUTHENTICATION');
  });

  it('ends every grant of an account when the app is uninstalled', async () => {
    const grant = await emulator.grant();
    const authorization = `Bearer ${String(grant.body.at('access_token'))}`;
    const uninstall = () =>
      emulator.send('DELETE', '/appinstalls/2026-03/external-install', undefined, { authorization });
    assert.equal((await uninstall()).status, 204);
    assert.equal((await uninstall()).body.at('category'), 'INVALID_AUTHENTICATION');
    const refresh_token = String(grant.body.at('refresh_token'));
    const refused = await redeem({ grant_type: 'refresh_token', refresh_token });
    assert.equal(refused.body.at('status'), 'BAD_REFRESH_TOKEN');
  });

  it('asks for the scope that a route needs', async () => {
    const reader = await emulator.caller('tidy', ['crm.objects.contacts.read']);
    const { status, body } = await reader('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'a@b.co' },
    });
    assert.deepEqual([status, body.at('category')], [403, 'MISSING_SCOPES']);
    assert.deepEqual(body.at('errors', 0, 'context', 'requiredGranularScopes'), [
      'crm.objects.contacts.write',
    ]);
    assert.equal((await reader('GET', '/crm/v3/owners')).status, 403);
  });
});
