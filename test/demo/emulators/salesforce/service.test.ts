import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  Caller,
  connect,
  oauth,
  patchOrg,
  send,
  setFaults,
  startSalesforce,
  type Reply,
  type Running,
} from './harness.js';

describe('Salesforce emulator: sessions, limits and faults', () => {
  let emulator: Running;
  let tidy: Caller;
  before(async () => void (emulator = await startSalesforce()));
  after(() => emulator.close());
  beforeEach(async () => {
    await send(`${emulator.url}/_emulator/reset`, { method: 'POST' });
    tidy = await connect(emulator);
  });

  const refusal = ({ status, body }: Reply) =>
    [status, body[0]?.['errorCode'], body[0]?.['message']] as unknown[];

  it('answers a dead, a wrong and a missing token alike', async () => {
    const expired = [401, 'INVALID_SESSION_ID', 'Session expired or invalid'];
    assert.deepEqual(refusal(await new Caller(emulator.url, 'x').call('GET', '/limits')), expired);
    assert.deepEqual(refusal(await send(`${emulator.url}/services/data/v67.0/limits`)), expired);
    emulator.wait(7_200_000);
    assert.deepEqual(refusal(await tidy.call('GET', '/limits')), expired);
  });

  it('shortens live sessions when their lifetime is shortened', async () => {
    emulator.wait(61_000);
    assert.equal((await tidy.call('GET', '/limits')).status, 200);
    await patchOrg(emulator, { tokenLifetimeSeconds: 60 });
    assert.equal((await tidy.call('GET', '/limits')).status, 401);
    assert.equal((await (await connect(emulator)).call('GET', '/limits')).status, 200);
  });

  it('says that the API is not enabled', async () => {
    await patchOrg(emulator, { permissions: { apiEnabled: false } });
    const disabled = [403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.'];
    assert.deepEqual(refusal(await tidy.call('GET', '/sobjects')), disabled);
  });

  it('tells on each reply how much of the day’s pool is used, and refuses when it is empty', async () => {
    const usage = (reply: Reply) => reply.headers.get('sforce-limit-info');
    assert.equal(usage(await tidy.call('GET', '/sobjects/Lead')), 'api-usage=1/15000');
    assert.equal(usage(await tidy.call('POST', '/sobjects/Lead', {})), 'api-usage=2/15000');
    await patchOrg(emulator, { limits: { DailyApiRequests: { Max: 100, Remaining: 1 } } });
    const { body } = await tidy.call('GET', '/limits');
    assert.deepEqual(body['DailyApiRequests'] as unknown, { Max: 100, Remaining: 0 });
    assert.deepEqual(refusal(await tidy.call('GET', '/limits')), [
      403,
      'REQUEST_LIMIT_EXCEEDED',
      'TotalRequests Limit exceeded.',
    ]);
    assert.equal((await patchOrg(emulator, { limits: { Nope: 1 } })).status, 400);
  });

  it('sends the headers that every Salesforce reply has', async () => {
    const { headers } = await tidy.call('GET', '/limits');
    assert.equal(headers.get('content-type'), 'application/json;charset=UTF-8');
    assert.equal(headers.get('cache-control'), 'no-cache,must-revalidate,max-age=0,no-store,private');
    assert.match(headers.get('x-sfdc-request-id') ?? '', /^\w{32}$/);
  });

  it('counts API calls by route, and no OAuth page', async () => {
    const id = await tidy.create('Lead', { LastName: 'A', Company: 'B' });
    await tidy.call('PATCH', `/sobjects/Lead/${id}`, { Title: 'x' });
    await tidy.call('PATCH', '/sobjects/Lead/Email/a@b.c', { LastName: 'A', Company: 'B' });
    await tidy.query('SELECT Id FROM Lead');
    await oauth(emulator.url, 'introspect', { token: tidy.token });
    assert.deepEqual((await send(`${emulator.url}/_emulator/calls`)).body as unknown, {
      total: 4,
      byRoute: {
        'GET /services/data/v67.0/query': 1,
        'PATCH /services/data/v67.0/sobjects/Lead/Email/{value}': 1,
        'PATCH /services/data/v67.0/sobjects/Lead/{id}': 1,
        'POST /services/data/v67.0/sobjects/Lead': 1,
      },
    });
  });

  it('meets faults: a status, a limit, a dropped line before and after the write, a dead grant', async () => {
    const lead = { LastName: 'Fault', Company: 'B' };
    const count = async () =>
      (await tidy.query("SELECT Id FROM Lead WHERE LastName = 'Fault'")).body['totalSize'] as unknown;
    const only = (then: unknown, more: object = {}) =>
      setFaults(emulator, [{ method: 'POST', object: 'Lead', times: 1, then, ...more }]);
    await only({ status: 503, body: [{ message: 'Server unavailable', errorCode: 'SERVER_UNAVAILABLE' }] });
    assert.deepEqual(refusal(await tidy.call('POST', '/sobjects/Lead', lead)), [
      503,
      'SERVER_UNAVAILABLE',
      'Server unavailable',
    ]);
    await only({ rateLimit: 'rolling' });
    assert.deepEqual(refusal(await tidy.call('POST', '/sobjects/Lead', lead)), [
      403,
      'REQUEST_LIMIT_EXCEEDED',
      'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
    ]);
    await only({ rateLimit: 'daily' });
    assert.deepEqual(refusal(await tidy.call('POST', '/sobjects/Lead', lead)), [
      403,
      'REQUEST_LIMIT_EXCEEDED',
      'TotalRequests Limit exceeded.',
    ]);
    await only({ drop: true });
    await assert.rejects(tidy.call('POST', '/sobjects/Lead', lead));
    assert.equal(await count(), 0);
    await only({ commitThenDrop: true });
    await assert.rejects(
      tidy.call('POST', '/composite', {
        allOrNone: true,
        compositeRequest: [
          { method: 'POST', url: '/services/data/v67.0/sobjects/Lead', referenceId: 'a', body: lead },
        ],
      }),
    );
    assert.equal(await count(), 1);
    await only({ revoke: true });
    assert.equal((await tidy.call('POST', '/sobjects/Lead', lead)).status, 401);
  });

  it('meets faults on the token endpoint only when they name its path', async () => {
    const { body } = await send(`${emulator.url}/_emulator/tokens`, { method: 'POST', body: '{}' });
    const refresh = () =>
      oauth(emulator.url, 'token', {
        grant_type: 'refresh_token',
        refresh_token: String(body['refresh_token']),
      });
    await setFaults(emulator, [{ then: { status: 500 } }]);
    assert.equal((await refresh()).status, 200);
    await setFaults(emulator, [{ path: '/services/oauth2/token', times: 1, then: { status: 500 } }]);
    assert.equal((await refresh()).status, 500);
    assert.equal((await refresh()).status, 200);
  });

  it('revokes everything when a rotated token comes back after its reply was lost', async () => {
    await patchOrg(emulator, { rotation: true });
    const { body } = await send(`${emulator.url}/_emulator/tokens`, { method: 'POST', body: '{}' });
    const refresh = () =>
      oauth(emulator.url, 'token', {
        grant_type: 'refresh_token',
        refresh_token: String(body['refresh_token']),
      });
    const caller = new Caller(emulator.url, String(body['access_token']));
    await setFaults(emulator, [{ path: '/services/oauth2/token', times: 1, then: { commitThenDrop: true } }]);
    await assert.rejects(refresh());
    assert.equal((await caller.call('GET', '/limits')).status, 200);
    const again = await refresh();
    assert.deepEqual([again.status, again.body['error']] as unknown[], [400, 'invalid_grant']);
    assert.equal((await caller.call('GET', '/limits')).status, 401);
  });

  it('carries on after a restart: records, grants, changes of the org', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'salesforce-emulator-'));
    const started: Running[] = [];
    const start = async () => {
      const running = await startSalesforce(dataDir);
      started.push(running);
      return running;
    };
    try {
      const first = await start();
      const caller = await connect(first, 'awkward');
      const id = await caller.create('Lead', { LastName: 'Kept', Company: 'B', Segment__c: 'SMB' });
      const patch = {
        fields: { Lead: { add: [{ name: 'Kept__c', type: 'boolean' }] } },
        permissions: { fields: { 'Lead.Title': 'hidden' } },
      };
      await patchOrg(first, patch, 'awkward');
      await first.close();
      started.pop();

      const again = new Caller((await start()).url, caller.token);
      const { body } = await again.call('GET', `/sobjects/Lead/${id}?fields=LastName,Kept__c`);
      assert.equal(body['LastName'], 'Kept');
      assert.equal((await again.query('SELECT Title FROM Lead')).status, 400);
      assert.notEqual(await again.create('Lead', { LastName: 'Next', Company: 'B', Segment__c: 'SMB' }), id);
    } finally {
      for (const running of started) await running.close();
      rmSync(dataDir, { recursive: true });
    }
  });

  it('forgets records but not grants on a reset', async () => {
    const id = await tidy.create('Lead', { LastName: 'A', Company: 'B' });
    await send(`${emulator.url}/_emulator/reset`, { method: 'POST' });
    const { body } = await send(`${emulator.url}/_emulator/records/Lead`);
    assert.equal((body['records'] ?? []).length, 3);
    assert.match(String(body['records']?.[0]?.['id']), /^00Q/);
    assert.equal(body['records']?.[0]?.['Company'], 'Prospect Labs');
    assert.equal((await tidy.call('GET', '/limits')).status, 200);
    assert.notEqual(await tidy.create('Lead', { LastName: 'A', Company: 'B' }), id);
  });
});
