import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CrmError, type Grant } from '../../../../server/crm/adapter.js';
import { createCrmClient } from '../../../../server/crm/http.js';
import { openDesk, type HubspotDesk } from './arrange.js';

const desk = await openDesk();
const redirectUri = 'http://localhost:4000/oauth/hubspot/callback';
const io = { fetch, now: () => new Date('2026-11-23T09:00:00Z'), signal: desk.signal };

describe('signing in to HubSpot', () => {
  it('gives a grant for the account that the admin chose', async () => {
    const grant = await signIn(desk, 'awkward');
    const account = await desk.adapter.signIn.account(lineOf(desk, grant), desk.signal, grant);

    assert.equal(grant.renewAt, '2026-11-23T09:24:00.000Z');
    assert.equal(grant.rotates, false);
    assert.ok(grant.scopes.includes('crm.objects.contacts.write'));
    assert.equal(account.id, '44237999');
    assert.match(account.user.email, /@/);
    assert.notEqual(account.name, '');
    assert.equal(account.uiUrl, desk.url);
  });

  it('renews the grant and keeps what it knows', async () => {
    const grant = await signIn(desk);
    const renewed = await desk.adapter.signIn.refresh(grant, io);
    assert.notEqual(renewed.accessToken, grant.accessToken);
    assert.equal(renewed.refreshToken, grant.refreshToken);
    assert.deepEqual(renewed.signedIn, grant.signedIn);
    assert.equal(renewed.rotates, false);
  });

  it('says to reconnect once the grant was revoked', async () => {
    const grant = await signIn(desk);
    await desk.adapter.signIn.revoke(grant, io);
    await assert.rejects(desk.adapter.signIn.refresh(grant, io), (error) => {
      assert.ok(error instanceof CrmError);
      assert.equal(error.fault.code, 'grant_revoked');
      assert.equal(error.fault.fix?.text, 'Reconnect HubSpot.');
      return true;
    });
  });

  it('refuses a code that was used before', async () => {
    const { code, verifier } = await allow(desk);
    const request = { loginUrl: desk.url, redirectUri, code, codeVerifier: verifier };
    await desk.adapter.signIn.exchange(request, io);
    await assert.rejects(desk.adapter.signIn.exchange(request, io), isFault('grant_revoked'));
  });

  it('refuses a code whose verifier is another', async () => {
    const { code } = await allow(desk);
    const request = { loginUrl: desk.url, redirectUri, code, codeVerifier: 'x'.repeat(43) };
    await assert.rejects(desk.adapter.signIn.exchange(request, io), (error) => error instanceof CrmError);
  });

  it('leaves out optional scopes that the account lacks', async () => {
    await desk.patchOrg({ permissions: { scopes: { 'crm.schemas.contacts.write': false } } });
    const grant = await signIn(desk);
    await desk.reset();
    assert.ok(!grant.scopes.includes('crm.schemas.contacts.write'));
    assert.ok(grant.scopes.includes('crm.objects.owners.read'));
  });

  it('shows no secret in what it throws', async () => {
    const request = { loginUrl: desk.url, redirectUri, code: 'nonsense', codeVerifier: 'x'.repeat(43) };
    await assert.rejects(desk.adapter.signIn.exchange(request, io), (error) => {
      assert.ok(error instanceof CrmError);
      assert.doesNotMatch(JSON.stringify(error.fault), /demo-secret|nonsense/);
      return true;
    });
  });

  it('says why HubSpot sent someone back, and what to do', () => {
    const { refusal } = desk.adapter.signIn;
    assert.match(refusal('access_denied', null).sentence, /access was not allowed/);
    assert.equal(refusal('invalid_scope', 'missing scopes').code, 'scope_missing');
    assert.match(refusal('server_error', 'No install permission').sentence, /No install permission/);
  });

  it('can’t reach HubSpot and says so', async () => {
    const down = { ...io, fetch: () => Promise.reject(new TypeError('fetch failed')) };
    const request = { loginUrl: desk.url, redirectUri, code: 'c', codeVerifier: 'v' };
    await assert.rejects(desk.adapter.signIn.exchange(request, down), isFault('network'));
  });

  it('has no login page of a customer’s own', () => {
    const target = { environment: 'production', domain: 'evil.example' } as const;
    assert.ok('refused' in desk.adapter.signIn.loginUrl(target));
  });
});

async function signIn(at: HubspotDesk, org = 'tidy'): Promise<Grant> {
  const { code, verifier } = await allow(at, org);
  return at.adapter.signIn.exchange({ loginUrl: at.url, redirectUri, code, codeVerifier: verifier }, io);
}

/** Presses Allow on the consent page. */
async function allow(at: HubspotDesk, org = 'tidy'): Promise<{ code: string; verifier: string }> {
  const verifier = 'v'.repeat(64);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const codeChallenge = Buffer.from(digest).toString('base64url');
  const authorizeUrl = at.adapter.signIn.authorizeUrl({
    loginUrl: at.url,
    redirectUri,
    state: 's1',
    codeChallenge,
  });
  const form = new URLSearchParams({
    request: new URL(authorizeUrl).search.slice(1),
    org,
    decision: 'allow',
  });
  const response = await fetch(`${at.url}/oauth/authorize`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const target = new URL(response.headers.get('location') ?? 'missing:');
  assert.equal(target.searchParams.get('state'), 's1');
  return { code: target.searchParams.get('code') ?? '', verifier };
}

function lineOf(at: HubspotDesk, grant: Grant) {
  return createCrmClient({
    crmName: 'HubSpot',
    apiUrl: grant.apiUrl,
    uiUrl: at.url,
    accountId: '',
    scopes: grant.scopes,
    protocol: at.adapter.protocol,
    token: { current: async () => grant.accessToken, renew: async () => grant.accessToken },
    fetch,
    now: () => new Date(),
    deadlineMs: 5000,
  });
}

function isFault(code: string) {
  return (error: unknown) => error instanceof CrmError && error.fault.code === code;
}
