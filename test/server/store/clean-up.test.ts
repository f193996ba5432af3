import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanUp } from '../../../server/store/clean-up.js';
import { hour, syncing } from '../sync/harness.js';

const day = 24 * hour;

describe('clearing away', () => {
  it('removes old event ids and finished operations, and leaves what is young or unfinished', async () => {
    const { book, clock, store } = await syncing();
    await book({ id: 'old' });
    clock.advance(8 * day);
    assert.deepEqual(await cleanUp({ store, now: clock.now }), { events: 0, operations: 1, attempts: 0 });
    await book({ id: 'young' });
    await store.db
      .insertInto('operation')
      .values({
        ...{ connection: 'con_1', kind: 'booking', booking: 'lost', object: 'meeting' },
        ...{ payload_hash: '', marker: '', write_json: null, state: 'intended' },
        started_at: '2026-01-01T00:00:00.000Z',
      })
      .execute();
    clock.advance(23 * day);
    assert.deepEqual(await cleanUp({ store, now: clock.now }), { events: 1, operations: 1, attempts: 0 });
    // Of whom was written to last one row stays.
    const creates = store.db.selectFrom('operation').where('kind', '!=', 'claimed');
    const operations = await creates.select('booking').execute();
    assert.deepEqual(operations, [{ booking: 'lost' }]);
    const events = await store.db.selectFrom('event_log').select('event_id').execute();
    assert.equal(events.length, 1);
  });

  it('hurts nothing when a forgotten event comes once more', async () => {
    const { post, sync, crm, clock, store, state } = await syncing();
    const sent = {
      eventId: 'evt-1',
      id: 'bkg_1',
      occurredAt: '2026-11-23T08:00:00Z',
      status: 'booked',
      contact: { email: 'ana@acme.com' },
      booking: { subject: 'Intro call', start: '2026-12-01T15:00:00Z' },
    };
    await post('/bookings', sent);
    await sync.settled();
    const { length } = crm.calls;
    clock.advance(31 * day);
    await cleanUp({ store, now: clock.now });
    assert.equal((await post('/bookings', sent)).status, 202);
    await sync.settled();
    assert.equal(crm.calls.length, length);
    assert.deepEqual([(await state()).state, (await state()).version], ['synced', 1]);
  });

  it('hurts nothing when all forgotten events of a booking come once more, in any order', async () => {
    const { post, sync, crm, clock, store, state } = await syncing();
    const event = (at: number, status: string, subject: string) => ({
      ...{ eventId: `evt-${at}`, id: 'bkg_1', status, occurredAt: `2026-11-23T08:0${at}:00Z` },
      contact: { email: 'ana@acme.com', firstName: subject },
      booking: { subject, start: '2026-12-01T15:00:00Z' },
    });
    const events = [
      event(0, 'booked', 'One'),
      event(1, 'rescheduled', 'Two'),
      event(2, 'cancelled', 'Three'),
    ];
    for (const one of events) {
      await post('/bookings', one);
      await sync.settled();
    }
    const { length } = crm.calls;
    const held = JSON.stringify([...crm.records.values()]);
    clock.advance(31 * day);
    await cleanUp({ store, now: clock.now });
    for (const one of [2, 0, 1, 2].flatMap((at) => events[at] ?? [])) await post('/bookings', one);
    await sync.settled();
    assert.equal(crm.calls.length, length);
    assert.equal(JSON.stringify([...crm.records.values()]), held);
    assert.deepEqual([(await state()).state, (await state()).version], ['synced', 3]);
  });

  it('removes the hours of a pool that has rolled over, and leaves those that still count', async () => {
    const { store, clock } = await syncing();
    const now = Math.floor(clock.now().getTime() / hour);
    const spent = { connection: 'con_1', account_id: 'acc', calls: 5, pool: 100 };
    await store.db
      .insertInto('spent_calls')
      .values([now, now - 24, now - 49].map((hour) => ({ ...spent, hour })))
      .execute();
    await cleanUp({ store, now: clock.now });
    const left = await store.db.selectFrom('spent_calls').select('hour').orderBy('hour').execute();
    assert.deepEqual(
      left.map((row) => row.hour),
      [now - 24, now],
    );
  });

  it('takes many in small steps', async () => {
    const { store, clock } = await syncing();
    const rows = Array.from({ length: 1234 }, (_, at) => ({
      ...{ tenant: 'acme', body_hash: '', received_at: '2026-01-01T00:00:00.000Z' },
      event_id: `e${at}`,
    }));
    for (let at = 0; at < rows.length; at += 100)
      await store.db
        .insertInto('event_log')
        .values(rows.slice(at, at + 100))
        .execute();
    assert.equal((await cleanUp({ store, now: clock.now })).events, 1234);
  });
});
