import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { event, minute, syncing } from './harness.js';
import { fail, fakeCrm } from './fake-crm.js';

const many = (count: number, more: (at: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, at) => ({
    id: `b${at}`,
    contact: { email: `p${at}@acme.com`, firstName: 'Ana' },
    ...more(at),
  }));

/** How many calls were under way at the same time at most. */
function overlap(crm: ReturnType<typeof fakeCrm>) {
  let open = 0;
  const seen = { most: 0 };
  crm.weather.before = async () => {
    open += 1;
    seen.most = Math.max(seen.most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
  };
  return seen;
}

async function waiting(count: number, more?: (at: number) => object, batchSize = 10) {
  const base = await syncing({ crm: fakeCrm('look_up', { batchSize }) });
  await base.set('con_1', { status: 'paused' });
  await base.book(...many(count, more));
  await base.set('con_1', { status: 'active' });
  return base;
}

describe('a backlog', () => {
  it('of one batch is one request at a time', async () => {
    const { sync, crm } = await waiting(10);
    const seen = overlap(crm);
    await sync.settled();
    assert.deepEqual([seen.most, crm.meetings().length], [1, 10]);
  });

  it('of many batches has three in flight, and as few calls as one after the other', async () => {
    const { sync, crm } = await waiting(100);
    const seen = overlap(crm);
    await sync.settled();
    assert.deepEqual([seen.most, crm.people().length, crm.meetings().length], [3, 100, 100]);
    assert.equal(crm.calls.length, 30);
  });

  it('never has one person in two requests, nor creates anyone twice', async () => {
    const { sync, crm } = await waiting(60, (at) => ({
      contact: { email: `p${at % 7}@acme.com`, firstName: 'Ana' },
      guests: [{ email: `p${(at * 3) % 7}@acme.com` }],
    }));
    overlap(crm);
    await sync.settled();
    assert.deepEqual([crm.people().length, crm.meetings().length], [7, 60]);
  });

  it('goes in full batches: what is left over waits for what comes meanwhile', async () => {
    const { sync, crm, post } = await waiting(25);
    let hasCome = false;
    crm.weather.before = async () => {
      if (hasCome) return;
      hasCome = true;
      const late = many(5, (at) => ({ id: `late${at}`, contact: { email: `late${at}@acme.com` } }));
      await post(
        '/bookings',
        late.map((one) => event({ eventId: `evt-${one.id}`, ...one })),
      );
    };
    await sync.settled();
    assert.equal(crm.meetings().length, 30);
    assert.equal(crm.calls.filter((call) => call === 'find').length, 3, 'three batches of ten');
  });

  it('goes on one batch at a time after a fault as a whole', async () => {
    const { sync, crm, pass } = await waiting(100);
    crm.weather.before = () => fail('crm_unavailable');
    await sync.settled();
    const seen = overlap(crm);
    await pass(5 * minute, minute);
    assert.deepEqual([crm.people().length, crm.meetings().length], [100, 100]);
    assert.equal(seen.most, 3, 'and is back at three once it went through');
  });

  for (const [what, batchSize] of [
    ['many batches', 10],
    ['one large batch', 300],
  ] as const)
    it(`of ${what}, answered at once, leaves a booking that comes its turn`, async () => {
      const { sync, crm, post } = await waiting(300, undefined, batchSize);
      let before = Infinity;
      const through = sync.settled();
      const one = event({ id: 'live', eventId: 'live', contact: { email: 'live@acme.com' } });
      const taken = post('/bookings', one).then(() => (before = crm.meetings().length));
      await Promise.all([through, taken]);
      assert.ok(before < 300, `${before} of the backlog went before it`);
    });

  it('lets live bookings overtake it', async () => {
    const { sync, crm, store, worklist, bookings, post } = await syncing({
      crm: fakeCrm('look_up', { batchSize: 10 }),
    });
    await post(
      '/bookings',
      many(100, () => ({})).map((one, at) => event({ ...one, eventId: `e${at}` })),
    );
    await store.db.deleteFrom('sync_item').execute();
    const known = await bookings.upcoming('acme', '2026-01-01T00:00:00.000Z');
    await store.transaction((tx) =>
      worklist.markConnection(
        tx,
        'con_1',
        known.map(({ kind, id, version }) => ({
          ...{ tenant: 'acme', kind, booking: id, version },
          reached: { booked: version },
        })),
      ),
    );
    let arrived = false;
    let answered = false;
    let before = 0;
    crm.weather.before = async (call) => {
      if (arrived || call !== 'create meeting') return;
      arrived = true;
      await post('/bookings', event({ id: 'live', eventId: 'live', contact: { email: 'live@acme.com' } }));
      answered = true;
    };
    crm.weather.after = (call) => {
      if (!answered || call !== 'create meeting') return;
      if (!crm.people().some(({ fields }) => fields.email === 'live@acme.com')) before += 1;
    };
    await sync.settled();
    assert.equal(crm.meetings().length, 101);
    assert.ok(before <= 3, `${before} batches went before it`);
  });

  it('lets a live booking overtake others that are live as well and came before in a burst', async () => {
    const { sync, crm, clock, post } = await waiting(200);
    let arrived = false;
    let answered = false;
    let before = 0;
    crm.weather.before = async (call) => {
      if (arrived || call !== 'create meeting') return;
      arrived = true;
      clock.advance(1000);
      await post('/bookings', event({ id: 'live', eventId: 'live', contact: { email: 'live@acme.com' } }));
      answered = true;
    };
    crm.weather.after = (call) => {
      if (!answered || call !== 'create meeting') return;
      if (!crm.people().some(({ fields }) => fields.email === 'live@acme.com')) before += 1;
    };
    await sync.settled();
    assert.equal(crm.meetings().length, 201);
    assert.ok(before <= 3, `${before} batches went before it`);
  });
});
