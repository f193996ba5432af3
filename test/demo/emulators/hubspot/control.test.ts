import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { RunningEmulator, type Caller } from './running-emulator.js';

const contacts = '/crm/objects/2026-03/contacts';
const details = '/account-info/2026-03/details';

describe('the control routes of the HubSpot emulator', () => {
  let emulator: RunningEmulator;
  let call: Caller;

  beforeEach(async () => {
    emulator ??= await RunningEmulator.start();
    await emulator.control('POST', 'reset');
    call = await emulator.caller();
  });
  after(() => emulator.close());

  const faults = (...list: object[]) => emulator.control('POST', 'faults', list);
  const create = (email: string) => call('POST', contacts, { properties: { email } });
  const holds = async (email: string) =>
    (await emulator.control('GET', 'records/contacts')).text.includes(email);
  const statuses = async (count: number) => {
    const seen: number[] = [];
    for (let index = 0; index < count; index += 1) seen.push((await call('GET', details)).status);
    return seen;
  };

  it('count API calls by route since the last reset, not their own', async () => {
    await create('a@acme.com');
    await call('GET', `${contacts}/171596044869`);
    await call('GET', `${contacts}/ana%40acme.com?idProperty=email`);
    await call('POST', `${contacts}/batch/upsert`, { inputs: [] });
    const { body } = await emulator.control('GET', 'calls');
    assert.deepEqual(body.raw, {
      total: 4,
      byRoute: {
        'GET /crm/objects/2026-03/contacts/{id}': 2,
        'POST /crm/objects/2026-03/contacts': 1,
        'POST /crm/objects/2026-03/contacts/batch/upsert': 1,
      },
    });
    await emulator.control('POST', 'reset');
    assert.equal((await emulator.control('GET', 'calls')).body.at('total'), 0);
  });

  it('show records with what they are associated with, to any page', async () => {
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 200 }];
    const associations = [{ to: { id: '171596044869' }, types }];
    await call('POST', '/crm/v3/objects/meetings', {
      properties: { hs_timestamp: '2026-12-01' },
      associations,
    });
    const { body, headers } = await emulator.control('GET', 'records/meetings');
    assert.deepEqual(body.at('records', 0, 'associations'), { contacts: ['171596044869'] });
    assert.equal(headers.get('access-control-allow-origin'), '*');
  });

  it('keep the orgs apart', async () => {
    await create('only-tidy@acme.com');
    assert.ok(!(await emulator.control('GET', 'records/contacts?org=awkward')).text.includes('only-tidy'));
    assert.equal((await emulator.control('GET', 'calls?org=awkward')).body.at('total'), 0);
  });

  it('say what is wrong with a request', async () => {
    for (const [method, route, body] of [
      ['GET', 'calls?org=huge', undefined],
      ['GET', 'records/butterflies', undefined],
      ['POST', 'faults', { then: {} }],
      ['POST', 'faults', [{ then: { explode: true } }]],
      ['POST', 'faults', [{ times: 'once', then: { drop: true } }]],
      ['POST', 'faults', [{ after: 2, then: { drop: true } }]],
      ['PATCH', 'org', { latency: 5 }],
      ['PATCH', 'org', { fields: { contacts: { remove: ['nope'] } } }],
    ] as const) {
      const answer = await emulator.control(method, route, body);
      assert.ok(answer.status >= 400 && typeof answer.body.at('error') === 'string', route);
    }
  });

  it('add, change and remove properties', async () => {
    const fields = {
      contacts: {
        add: [{ name: 'shoe_size', label: 'Shoe size', type: 'number', fieldType: 'number' }],
        change: { phone: { label: 'Telephone', modificationMetadata: { readOnlyValue: true } } },
        remove: ['fax'],
      },
    };
    assert.equal((await emulator.control('PATCH', 'org', { fields })).status, 200);
    const read = (name: string) => call('GET', `/crm/properties/2026-03/contacts/${name}`);
    assert.equal((await read('shoe_size')).body.at('type'), 'number');
    assert.equal((await read('phone')).body.at('label'), 'Telephone');
    assert.equal((await read('fax')).status, 404);
    const refused = await call('POST', contacts, { properties: { firstname: 'A', phone: '1' } });
    assert.equal(refused.body.at('errors', 0, 'code'), 'READ_ONLY_VALUE');
    await emulator.control('POST', 'reset');
    assert.equal((await read('fax')).status, 200);
  });

  it('answer with any status, body and headers', async () => {
    await faults({
      path: contacts,
      times: 1,
      then: { status: 503, body: { a: 1 }, headers: { 'retry-after': '7' } },
    });
    assert.equal((await call('GET', details)).status, 200);
    const answer = await create('a@acme.com');
    assert.deepEqual(
      [answer.status, answer.body.raw, answer.headers.get('retry-after')],
      [503, { a: 1 }, '7'],
    );
    assert.equal((await create('a@acme.com')).status, 201);
  });

  it('drop a call before it does anything', async () => {
    await faults({ method: 'POST', object: 'contacts', times: 1, then: { drop: true } });
    await assert.rejects(create('lost@acme.com'));
    assert.equal(await holds('lost@acme.com'), false);
  });

  it('commit a call and lose its answer', async () => {
    await faults({ times: 1, then: { commitThenDrop: true } });
    await assert.rejects(create('ghost@acme.com'));
    assert.equal(await holds('ghost@acme.com'), true);
  });

  it('skip calls first, then meet a number of them', async () => {
    await faults({ skip: 2, times: 2, then: { status: 500 } });
    assert.deepEqual(await statuses(6), [200, 200, 500, 500, 200, 200]);
  });

  it('meet the same share of calls in every run', async () => {
    const fault = { share: 0.5, then: { status: 500 } };
    await faults(fault);
    const first = await statuses(20);
    await faults(fault);
    assert.deepEqual(await statuses(20), first);
    assert.ok(first.includes(200) && first.includes(500));
  });

  it('leave OAuth and themselves alone unless a path names it', async () => {
    await faults({ then: { status: 500 } });
    assert.equal((await emulator.send('GET', '/oauth/authorize?client_id=demo')).status, 400);
    assert.equal((await emulator.control('GET', 'calls')).status, 200);
    await faults({ path: '/oauth/2026-03/token', then: { status: 502 } });
    assert.equal((await emulator.send('POST', '/oauth/2026-03/token', new URLSearchParams())).status, 502);
  });

  it('use up the limits in HubSpot’s words', async () => {
    await faults({ times: 1, then: { rateLimit: 'daily' } });
    const { status, body } = await call('GET', details);
    assert.deepEqual(
      [status, body.at('policyName'), body.at('message')],
      [429, 'DAILY', 'You have reached your daily limit.'],
    );
  });

  it('revoke the grant of a caller', async () => {
    await faults({ times: 1, then: { revoke: true } });
    assert.deepEqual(await statuses(2), [401, 401]);
  });

  it('spoil rows: an upsert by e-mail as a whole, rows with trace ids one by one', async () => {
    await faults({ then: { rowError: 'INVALID_OPTION', share: 1 } });
    const byEmail = { id: 'a@acme.com', idProperty: 'email', properties: { firstname: 'A' } };
    const whole = await call('POST', `${contacts}/batch/upsert`, { inputs: [byEmail] });
    assert.deepEqual([whole.status, whole.body.at('errors', 0, 'code')], [400, 'INVALID_OPTION']);
    const traced = { properties: { firstname: 'A' }, objectWriteTraceId: 'bk_1' };
    const partly = await call('POST', `${contacts}/batch/create`, { inputs: [traced] });
    assert.deepEqual([partly.status, partly.body.at('errors', 0, 'category')], [207, 'INVALID_OPTION']);
    assert.deepEqual(partly.body.at('errors', 0, 'context', 'objectWriteTraceId'), ['bk_1']);
  });

  it('allow 110 calls in any ten seconds, and 5 searches in any second', async () => {
    const last = await emulator.caller();
    for (let index = 0; index < 109; index += 1) await last('GET', details);
    const hundredAndTenth = await last('GET', details);
    assert.equal(hundredAndTenth.headers.get('x-hubspot-ratelimit-max'), '110');
    assert.equal(hundredAndTenth.headers.get('x-hubspot-ratelimit-remaining'), '0');
    const refused = await last('GET', details);
    assert.equal(refused.body.at('message'), 'You have reached your ten_secondly_rolling limit.');
    emulator.advance(10_000);
    assert.equal((await last('GET', details)).status, 200);

    const searches: number[] = [];
    for (let index = 0; index < 6; index += 1)
      searches.push((await last('POST', `${contacts}/search`, {})).status);
    assert.deepEqual(searches, [200, 200, 200, 200, 200, 429]);
  });

  it('keep records, grants and changes of the org over a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'emulator-'));
    const first = await RunningEmulator.start(dataDir);
    const token = await first.token();
    const authorization = { authorization: `Bearer ${token}` };
    await first.send('POST', contacts, { properties: { email: 'kept@acme.com' } }, authorization);
    await first.control('PATCH', 'org', { fields: { contacts: { remove: ['fax'] } }, searchLagMs: 7 });
    await first.close();

    const second = await RunningEmulator.start(dataDir);
    const found = await second.send(
      'GET',
      `${contacts}/kept%40acme.com?idProperty=email`,
      undefined,
      authorization,
    );
    assert.equal(found.status, 200);
    const fax = await second.send('GET', '/crm/v3/properties/contacts/fax', undefined, authorization);
    assert.equal(fax.status, 404);
    await second.close();
    await rm(dataDir, { recursive: true });
  });
});
