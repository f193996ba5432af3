import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dropLease, forgetAccount } from '../../../server/connections/store.js';
import { faultOf } from '../../../server/crm/http.js';
import { connect } from '../bookings/harness.js';
import { event, minute, second, syncing } from './harness.js';

const rescheduled = {
  contact: { email: 'ana@acme.com', firstName: 'Anna', lastName: 'López' },
  status: 'rescheduled',
  occurredAt: '2026-11-23T08:59:00Z',
  booking: { subject: 'Later', start: '2026-12-02T15:00:00Z', end: '2026-12-02T15:30:00Z' },
};

describe('while a batch is in flight', () => {
  it('a pause lets it finish, keeps what was written, and holds what comes after', async () => {
    const { post, crm, sync, set, state } = await syncing();
    await post('/bookings', event());
    crm.weather.before = async (call) => {
      if (call !== 'create meeting') return;
      crm.weather = {};
      await set('con_1', { status: 'paused' });
    };
    await sync.settled();
    assert.equal((await state()).state, 'synced');
    await post('/bookings', event({ eventId: 'evt_2', id: 'bkg_2' }));
    await sync.settled();
    assert.deepEqual([(await state('bkg_2')).state, crm.meetings().length], ['paused', 1]);
    await set('con_1', { status: 'active' });
    await sync.settled();
    assert.deepEqual([(await state('bkg_2')).state, crm.meetings().length], ['synced', 2]);
  });

  it('another account in its place gets everything anew, and nothing of the old one is remembered', async () => {
    const { post, crm, sync, store, set, state, pass, clock } = await syncing();
    await post('/bookings', event());
    crm.weather.after = async (call) => {
      if (call !== 'create meeting') return;
      crm.weather = {};
      await dropLease(store.db, 'con_1');
      await forgetAccount(store.db, 'con_1', clock.now().toISOString());
      await set('con_1', { account_id: 'another' });
      crm.records.clear();
    };
    await sync.settled();
    await pass(2 * minute, 10 * second);
    const { state: shown, records } = await state();
    assert.equal(shown, 'synced');
    assert.deepEqual([crm.people().length, crm.meetings().length], [1, 1]);
    assert.deepEqual(records.map(({ id }: { id: string }) => id).sort(), [...crm.records.keys()].sort());
  });

  it('a lease that ran out while the fields were read again holds nothing up that came meanwhile', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const { book, post, crm, sync, state } = await syncing();
    await book({ id: 'known' });
    crm.weather.row = ({ key }) =>
      key.includes('bad') ? faultOf('option_unknown', 'No.', { object: 'meeting', field: 'title' }) : null;
    const { all } = crm.catalog;
    crm.catalog.all = async (...asked: unknown[]) => {
      if (!JSON.stringify(asked[1]).includes('refresh')) return all();
      crm.weather = {};
      await post('/bookings', event({ id: 'known', eventId: 'evt_r', ...rescheduled }));
      test.mock.timers.tick(59 * second);
      return all();
    };
    await book({ id: 'bad', contact: { email: 'bad@acme.com', firstName: 'Bo' } });
    await sync.settled();
    assert.deepEqual([(await state('known')).state, (await state('known')).version], ['synced', 2]);
  });

  it('a mapping that no longer writes what the user may not write frees the booking', async () => {
    const { post, crm, sync, state } = await syncing();
    await post('/bookings', event());
    crm.weather.row = (write) => {
      if (!write.key.startsWith('meeting')) return null;
      crm.weather = {};
      crm.mapping = { ...crm.mapping, version: 2 };
      return faultOf('field_not_writable', 'Read-only.', { object: 'meeting', field: 'title' });
    };
    await sync.settled();
    assert.deepEqual([(await state()).state, crm.meetings().length], ['synced', 1]);
  });
});

describe('a booking', () => {
  it('of the same id from two tenants is two bookings', async () => {
    const { send, crm, sync, store } = await syncing();
    await connect(store, { id: 'con_2', tenant: 'globex', account_id: 'other' });
    for (const tenant of ['acme', 'globex']) {
      const contact = { email: `ana@${tenant}.com`, firstName: 'Ana', lastName: 'López' };
      const { status } = await send('POST', '/bookings', event({ contact }), { tenant });
      assert.equal(status, 202);
    }
    await sync.settled();
    assert.deepEqual([crm.people().length, crm.meetings().length], [2, 2]);
    const markers = crm.meetings().map(({ marker }) => marker);
    assert.equal(new Set(markers).size, 2, 'each knows its own meeting');
    const [acme, globex] = await Promise.all(
      ['acme', 'globex'].map(
        async (tenant) => (await send('GET', '/bookings/bkg_1', undefined, { tenant })).body,
      ),
    );
    assert.equal(acme.syncs.length, 1);
    assert.equal(globex.syncs.length, 1);
    assert.notEqual(acme.syncs[0].records[1].id, globex.syncs[0].records[1].id);
  });

  it('that was removed from the database is let go, and holds nothing up', async () => {
    const { post, crm, sync, store, worklist, state } = await syncing();
    await post('/bookings', [event(), event({ eventId: 'evt_2', id: 'bkg_2' })]);
    await store.db.deleteFrom('booking').where('id', '=', 'bkg_1').execute();
    await sync.settled();
    assert.deepEqual([(await state('bkg_2')).state, crm.meetings().length], ['synced', 1]);
    assert.equal(await worklist.hasBusy(store.db, 'con_1'), false);
    assert.equal((await worklist.counts(store.db, 'con_1')).pending, 0);
  });

  it('that an account refused is tried in the one that takes its place', async () => {
    const { book, crm, sync, store, set, state, clock } = await syncing();
    crm.weather.row = () =>
      faultOf('option_unknown', 'No such choice.', { object: 'person', field: 'company' });
    await book({});
    assert.equal((await state()).state, 'attention');
    crm.weather = {};
    await dropLease(store.db, 'con_1');
    await forgetAccount(store.db, 'con_1', clock.now().toISOString());
    await set('con_1', { account_id: 'another' });
    await sync.settled();
    assert.deepEqual([(await state()).state, crm.meetings().length], ['synced', 1]);
  });

  it('of 10,000 events costs as many calls as one, and ends as the latest says', async () => {
    const { post, crm, sync, state } = await syncing();
    const begin = Date.parse('2026-11-20T00:00:00Z');
    const events = Array.from({ length: 10_000 }, (_, n) =>
      event({
        eventId: `e${n}`,
        status: n === 0 ? 'booked' : 'rescheduled',
        occurredAt: new Date(begin + n * second).toISOString(),
        booking: { subject: `Call ${n}`, start: '2026-12-01T15:00:00Z', end: '2026-12-01T15:30:00Z' },
      }),
    );
    // The last part comes first, so that most of them are late.
    for (let at = 9500; at >= 0; at -= 500) await post('/bookings', events.slice(at, at + 500));
    await sync.settled();
    assert.equal(crm.calls.length, 2);
    assert.deepEqual(
      crm.meetings().map(({ fields }) => fields.title),
      ['Call 9999'],
    );
    assert.equal((await state()).state, 'synced');
    for (let at = 0; at < 10_000; at += 500) await post('/bookings', events.slice(at, at + 500));
    await sync.settled();
    assert.equal(crm.calls.length, 2);
  });
});
