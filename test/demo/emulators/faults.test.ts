import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';

type Vendor = 'hubspot' | 'salesforce';

const batchCreate = '/crm/objects/2026-03/contacts/batch/create';
const collections = '/services/data/v67.0/composite/sobjects';
const composite = '/services/data/v67.0/composite';

describe('faults of both emulators', () => {
  let emulators: Emulators;
  const tokens: Record<Vendor, string> = { hubspot: '', salesforce: '' };
  /** Waits that are under way, to be ended by the test: no time passes by itself. */
  let waits: { ms: number; over: () => void }[] = [];
  let waiting: () => void = () => {};

  before(async () => {
    emulators = await startEmulators({
      now: () => Date.UTC(2026, 10, 23, 9),
      wait: (ms) =>
        new Promise((over) => {
          waits.push({ ms, over });
          waiting();
        }),
    });
  });
  after(() => emulators.close());
  beforeEach(async () => {
    waits = [];
    for (const vendor of ['hubspot', 'salesforce'] as const) {
      await control(vendor, 'POST', 'reset');
      tokens[vendor] = (await (await control(vendor, 'POST', 'tokens', {})).json()).access_token;
    }
  });

  const control = async (vendor: Vendor, method: string, route: string, body?: unknown) => {
    const reply = await fetch(`${emulators[vendor].url}/_emulator/${route}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    assert.equal(reply.status, 200, await reply.clone().text());
    return reply;
  };
  const faults = (vendor: Vendor, ...list: object[]) => control(vendor, 'POST', 'faults?seed=5', list);
  const call = async (vendor: Vendor, path: string, body?: object, signal?: AbortSignal) => {
    const reply = await fetch(`${emulators[vendor].url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${tokens[vendor]}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const text = await reply.text();
    return {
      status: reply.status,
      headers: reply.headers,
      text,
      body: text === '' ? null : JSON.parse(text),
    };
  };
  const people = (count: number) => ({
    hubspot: {
      inputs: Array.from({ length: count }, (_, n) => ({
        objectWriteTraceId: `b${n}`,
        properties: { email: `p${n}@new.example` },
      })),
    },
    salesforce: {
      allOrNone: false,
      records: Array.from({ length: count }, (_, n) => ({
        ...{ attributes: { type: 'Lead' }, LastName: `P${n}`, Company: 'New', Email: `p${n}@new.example` },
      })),
    },
  });
  const write = (vendor: Vendor, count = 10, signal?: AbortSignal) =>
    call(vendor, vendor === 'hubspot' ? batchCreate : collections, people(count)[vendor], signal);
  const stored = async (vendor: Vendor) => {
    const route = `records/${vendor === 'hubspot' ? 'contacts' : 'Lead'}`;
    return (
      (await (await control(vendor, 'GET', route)).text()).match(/"email":"p\d+@new\.example"/gi)?.length ?? 0
    );
  };

  for (const vendor of ['hubspot', 'salesforce'] as const) {
    describe(`of ${vendor}`, () => {
      it('do half a batch, then answer 500 or cut the line', async () => {
        await faults(vendor, { times: 1, then: { status: 500, commit: 0.5 } });
        assert.equal((await write(vendor)).status, 500);
        assert.equal(await stored(vendor), 5);
        await control(vendor, 'POST', 'reset');
        await faults(vendor, { times: 1, then: { commitThenDrop: true, commit: 0.3 } });
        await assert.rejects(write(vendor));
        assert.equal(await stored(vendor), 3);
      });

      it('do all of a batch, then answer 500', async () => {
        await faults(vendor, { times: 1, then: { status: 500, commit: 1 } });
        assert.equal((await write(vendor)).status, 500);
        assert.equal(await stored(vendor), 10);
      });

      it('do the work of a caller who has long gone', async () => {
        await faults(vendor, { times: 1, then: { delayMs: 120_000 } });
        const gone = new AbortController();
        const begun = new Promise<void>((resolve) => (waiting = resolve));
        const lost = assert.rejects(write(vendor, 10, gone.signal));
        await begun;
        gone.abort();
        await lost;
        assert.deepEqual([waits[0]?.ms, await stored(vendor)], [120_000, 0]);
        waits[0]?.over();
        while ((await stored(vendor)) < 10);
      });

      it('do the work at once and answer late', async () => {
        await faults(vendor, { times: 1, then: { delayMs: 30_000, after: true } });
        const begun = new Promise<void>((resolve) => (waiting = resolve));
        const late = write(vendor);
        await begun;
        assert.equal(await stored(vendor), 10);
        waits[0]?.over();
        assert.ok((await late).status < 300);
      });

      it('spoil the same row every time, whatever batch it is in', async () => {
        const then = {
          rowError: 'INVALID_OPTION',
          match: 'p7@new.example',
          message: 'Not this one',
          fields: ['Title'],
        };
        await faults(vendor, { then });
        for (const count of [10, 8]) {
          const { text } = await write(vendor, count);
          assert.ok(text.includes('Not this one'));
        }
        assert.equal(await stored(vendor), vendor === 'hubspot' ? 9 : 9 + 7);
      });

      it('spoil the same share of rows in every run with one seed', async () => {
        const run = async () => {
          await control(vendor, 'POST', 'reset');
          await faults(vendor, { then: { rowError: 'UNABLE_TO_LOCK_ROW', share: 0.3 } });
          return JSON.stringify((await write(vendor, 40)).body).match(/UNABLE_TO_LOCK_ROW/g)?.length ?? 0;
        };
        const first = await run();
        assert.ok(first > 4 && first < 50);
        assert.equal(await run(), first);
      });

      it('slow every call down by the org’s latency', async () => {
        await control(vendor, 'PATCH', 'org', { latencyMs: 250 });
        const begun = new Promise<void>((resolve) => (waiting = resolve));
        const slow = write(vendor);
        await begun;
        assert.equal(waits[0]?.ms, 250);
        waits[0]?.over();
        assert.ok((await slow).status < 300);
      });
    });
  }

  it('say 423 and 477 in HubSpot’s way, with the time to wait', async () => {
    await faults(
      'hubspot',
      { times: 1, then: { status: 423, headers: { 'retry-after': '2' } } },
      { times: 1, then: { status: 477, headers: { 'retry-after': '90' } } },
    );
    for (const [status, wait] of [
      [423, '2'],
      [477, '90'],
    ] as const) {
      const reply = await write('hubspot');
      assert.deepEqual([reply.status, reply.headers.get('retry-after')], [status, wait]);
      assert.equal(reply.body.status, 'error');
      assert.ok(reply.body.correlationId);
    }
  });

  it('say 503 in Salesforce’s way, and anything else when told to', async () => {
    await faults(
      'salesforce',
      { times: 1, then: { status: 503 } },
      { times: 1, then: { status: 502, body: '<html>' } },
    );
    assert.equal((await write('salesforce')).body[0].errorCode, 'SERVER_UNAVAILABLE');
    const html = await fetch(`${emulators.salesforce.url}/services/data/v67.0/limits`, {
      headers: { authorization: `Bearer ${tokens.salesforce}` },
    });
    assert.deepEqual([html.status, await html.text()], [502, '<html>']);
  });

  it('break a composite off between its parts, and undo one that asks for all or none', async () => {
    const part = (n: number) => ({
      ...{ method: 'POST', url: '/services/data/v67.0/sobjects/Lead', referenceId: `r${n}` },
      body: { LastName: `P${n}`, Company: 'New', Email: `p${n}@new.example` },
    });
    const compositeRequest = [part(1), part(2)];
    await faults('salesforce', { times: 2, then: { status: 500, commit: 0.5 } });
    await call('salesforce', composite, { allOrNone: true, compositeRequest });
    assert.equal(await stored('salesforce'), 0);
    await call('salesforce', composite, { allOrNone: false, compositeRequest });
    assert.equal(await stored('salesforce'), 1);
  });

  it('meet a composite by any object in it, and spoil rows of that object alone', async () => {
    const made = (object: string, fields: object) => ({
      ...{ method: 'POST', url: '/services/data/v67.0/composite/sobjects', referenceId: object },
      body: { allOrNone: false, records: [{ attributes: { type: object }, ...fields }] },
    });
    await faults('salesforce', { object: 'Contact', then: { rowError: 'UNABLE_TO_LOCK_ROW', share: 1 } });
    const { body } = await call('salesforce', composite, {
      allOrNone: false,
      compositeRequest: [made('Lead', { LastName: 'A', Company: 'B' }), made('Contact', { LastName: 'C' })],
    });
    const codes = body.compositeResponse.map((one: any) => one.body[0].errors[0]?.statusCode ?? null);
    assert.deepEqual(codes, [null, 'UNABLE_TO_LOCK_ROW']);
  });

  it('are refused when they say what nobody knows', async () => {
    for (const then of [{ status: 500, commit: 2 }, { delayMs: 5, soon: true }, {}]) {
      const reply = await fetch(`${emulators.hubspot.url}/_emulator/faults`, {
        method: 'POST',
        body: JSON.stringify([{ then }]),
      });
      assert.equal(reply.status, 400);
    }
  });
});
