import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClockWatch } from '../../../server/sync/clock-watch.js';
import { takeLease } from '../../../server/sync/store.js';
import { quiet } from '../quiet-log.js';
import { fail } from './fake-crm.js';
import { event, hour, minute, second, syncing } from './harness.js';

describe('when the clock is put back by an hour', () => {
  it('a booking that waits for another try does not wait for the old time to come again', async () => {
    const { book, crm, clock, sync, pass, state } = await syncing();
    crm.weather.before = () => fail('network');
    await book({});
    crm.weather.before = () => {};
    clock.advance(-hour);
    await sync.settled();
    await pass(minute, 10 * second);
    assert.equal((await state()).state, 'synced');
  });

  it('a create whose reply was lost is looked for as soon as it can’t come to be any more', async () => {
    const { book, crm, clock, pass, state } = await syncing();
    crm.weather.after = (call) => {
      if (call !== 'create meeting') return;
      crm.weather = {};
      fail('outcome_unknown');
    };
    await book({});
    clock.advance(-hour);
    await pass(2 * minute, 10 * second);
    assert.deepEqual([(await state()).state, crm.meetings().length], ['synced', 1]);
  });

  it('a booking that came just before is written at once, after a restart too', async () => {
    const { post, clock, sync, state } = await syncing();
    await post('/bookings', event());
    clock.advance(-hour);
    await sync.settled();
    assert.equal((await state()).state, 'synced');
  });

  it('is noticed at the next look where the database is away at the first', async () => {
    const { book, crm, clock, store, state, resume } = await syncing();
    crm.weather.before = () => fail('network');
    await book({});
    let isAway = false;
    const transaction: typeof store.transaction = (work) =>
      isAway ? Promise.reject(new Error('away')) : store.transaction(work);
    const { look } = createClockWatch({
      ...{ store: { ...store, transaction }, connections: { resume } },
      ...{ now: clock.now, log: quiet },
    });
    await look();
    clock.advance(-hour);
    isAway = true;
    await assert.rejects(look(), /away/);
    isAway = false;
    await look();
    assert.equal((await state()).nextAttemptAt, clock.now().toISOString());
  });

  it('is noticed where it went ahead and back between two looks', async () => {
    const { post, clock, store, sync, state, resume } = await syncing();
    const connections = { resume };
    const { look, see } = createClockWatch({ store, connections, now: clock.now, log: quiet });
    await look();
    clock.advance(24 * hour);
    await post('/bookings', event());
    see();
    clock.advance(-24 * hour);
    await look();
    assert.equal((await state()).nextAttemptAt, clock.now().toISOString());
    await sync.settled();
    assert.equal((await state()).state, 'synced');
  });

  it('a connection that waits for a limit asks again now', async () => {
    const { book, crm, clock, sync, state } = await syncing();
    crm.weather.before = () => fail('limit_daily');
    await book({});
    crm.weather.before = () => {};
    clock.advance(-hour);
    await sync.settled();
    assert.equal((await state()).state, 'synced');
  });

  it('the lease of a server that died before does not outlive itself', async () => {
    const { store } = await syncing();
    const at = (time: string) => `2026-11-23T${time}.000Z`;
    const take = (owner: string, now: string, until: string) =>
      store.transaction((tx) =>
        takeLease(tx, { connection: 'con_1', owner, now: at(now), until: at(until), exclusive: false }),
      );
    assert.deepEqual(await take('a', '10:00:00', '10:01:00'), { number: 1, isNew: true });
    assert.deepEqual(await take('b', '10:00:30', '10:01:30'), { heldUntil: at('10:01:00') });
    assert.deepEqual(await take('b', '09:00:30', '09:01:30'), { number: 2, isNew: true });
  });
});
