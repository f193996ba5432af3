import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CrmError } from '../../../server/crm/adapter.js';
import { faultOf } from '../../../server/crm/http.js';
import { fail, fakeCrm } from './fake-crm.js';
import { event, hour, minute, second, syncing } from './harness.js';

describe('when the CRM is down', () => {
  it('keeps bookings waiting, says why, and writes them once it is up again', async () => {
    const { book, crm, state, pass } = await syncing();
    crm.weather.before = () => fail('crm_unavailable');
    await book({}, { id: 'bkg_2', contact: { email: 'bo@acme.com' } });
    const waiting = await state();
    assert.deepEqual([waiting.state, waiting.fault.code], ['pending', 'crm_unavailable']);
    assert.ok(waiting.nextAttemptAt > '2026-11-23T09:00:00');
    await pass(3 * hour, 10 * minute);
    crm.weather.before = () => {};
    await pass(3 * hour, 10 * minute);
    assert.equal((await state()).state, 'synced');
    assert.equal((await state('bkg_2')).state, 'synced');
    assert.equal(crm.meetings().length, 2);
  });

  it('does not hammer it: an outage of an hour costs few calls', async () => {
    const { book, crm, pass } = await syncing();
    crm.weather.before = () => fail('network');
    await book(
      ...Array.from({ length: 50 }, (_, at) => ({ id: `b${at}`, contact: { email: `p${at}@a.co` } })),
    );
    await pass(hour, 10 * second);
    assert.ok(crm.calls.length < 60, `${crm.calls.length} calls`);
    crm.weather.before = () => {};
    await pass(3 * hour, 5 * minute);
    assert.equal(crm.meetings().length, 50);
  });

  it('gives a booking to a person after three days', async () => {
    const { book, crm, state, pass } = await syncing();
    crm.weather.row = () => faultOf('record_locked', 'It is locked.');
    await book({});
    await pass(80 * hour, 2 * hour);
    assert.equal((await state()).state, 'attention');
    assert.equal((await state()).fault.since, '2026-11-23T09:00:00.000Z');
  });
});

describe('when the CRM asks for patience', () => {
  it('waits as long as it says and loses no try', async () => {
    const { book, crm, state, pass } = await syncing();
    crm.weather.before = () => fail('limit_rolling', { retryAt: '2026-11-23T09:05:00.000Z' });
    await book({});
    assert.equal((await state()).state, 'paused');
    crm.weather.before = () => {};
    await pass(4 * minute, minute);
    assert.equal(crm.meetings().length, 0);
    await pass(2 * minute, minute);
    assert.equal(crm.meetings().length, 1);
    assert.equal((await state()).state, 'synced');
  });
});

describe('when the CRM ends our access', () => {
  it('waits for a reconnect and then goes on where it stopped', async () => {
    const { book, crm, state, set, sync } = await syncing();
    crm.weather.before = () => fail('grant_revoked');
    await book({});
    assert.equal((await state()).state, 'paused');
    crm.weather.before = () => {};
    await set('con_1', { status: 'active' });
    await sync.hurry('con_1');
    await sync.settled();
    assert.equal((await state()).state, 'synced');
  });
});

describe('when a reply is lost', () => {
  for (const strategy of ['write_first', 'look_up'] as const) {
    it(`finds its own meeting again instead of making a second one (${strategy})`, async () => {
      const { book, crm, state, pass } = await syncing({ strategy });
      crm.weather.after = (call) => (call === 'create meeting' ? fail('outcome_unknown') : undefined);
      await book({});
      assert.deepEqual([(await state()).state, (await state()).fault.code], ['pending', 'outcome_unknown']);
      crm.weather.after = () => {};
      await pass(20 * second, 5 * second);
      assert.deepEqual([crm.meetings().length, crm.calls.includes('reconcile')], [1, false]);
      await pass(30 * second, 5 * second);
      assert.equal(crm.calls.includes('reconcile'), true);
      assert.equal(crm.meetings().length, 1);
      assert.equal((await state()).state, 'synced');
    });

    it(`makes the meeting when it did not come to be (${strategy})`, async () => {
      const { book, crm, state, pass } = await syncing({ strategy });
      crm.weather.before = (call) => (call === 'create meeting' ? fail('outcome_unknown') : undefined);
      await book({});
      crm.weather.before = () => {};
      await pass(minute, 5 * second);
      assert.equal(crm.meetings().length, 1);
      assert.equal((await state()).state, 'synced');
    });

    it(`makes one person although the reply about them was lost (${strategy})`, async () => {
      const { book, crm, state, pass } = await syncing({ strategy });
      crm.weather.after = (call) =>
        /(create|upsert) person/.test(call) ? fail('outcome_unknown') : undefined;
      await book({});
      crm.weather.after = () => {};
      await pass(2 * minute, 5 * second);
      assert.deepEqual([crm.people().length, crm.meetings().length], [1, 1]);
      assert.equal((await state()).state, 'synced');
    });
  }

  it('writes what changed meanwhile to the meeting that it finds', async () => {
    const { book, crm, pass } = await syncing();
    crm.weather.after = (call) => (call === 'create meeting' ? fail('outcome_unknown') : undefined);
    await book({});
    crm.weather.after = () => {};
    await book({ status: 'rescheduled', occurredAt: '2026-11-23T08:30:00Z', booking: { subject: 'Moved' } });
    await pass(minute, 5 * second);
    assert.deepEqual(
      crm.meetings().map(({ fields }) => [fields.title, fields.state]),
      [['Moved', 'rescheduled']],
    );
  });
});

describe('when the server dies', () => {
  const moments = ['upsert person', 'create meeting'];
  for (const moment of moments) {
    for (const when of ['before', 'after'] as const) {
      it(`${when} “${moment}”, the next one writes everything once`, async () => {
        const url = `file:${join(mkdtempSync(join(tmpdir(), 'sync-')), 'test.db')}`;
        const first = await syncing({ url });
        const { crm } = first;
        let die = () => undefined as void;
        const dead = new Promise<void>((resolve) => (die = resolve));
        crm.weather[when] = (call) => {
          if (call !== moment) return;
          die();
          return new Promise<never>(() => {});
        };
        await first.post(
          '/bookings',
          Array.from({ length: 20 }, (_, at) =>
            event({ eventId: `e${at}`, id: `b${at}`, contact: { email: `p${at}@a.co` } }),
          ),
        );
        void first.sync.settled();
        await dead;
        await first.store.close();
        crm.weather = {};
        const next = await syncing({ url, crm, reopened: true, from: first.clock.now() });
        await next.sync.settled();
        await next.pass(2 * minute, 10 * second);
        assert.deepEqual([crm.people().length, crm.meetings().length], [20, 20]);
        assert.equal((await next.state('b7')).state, 'synced');
        await next.store.close();
      });
    }
  }

  it('keeps what was booked and never tried', async () => {
    const url = `file:${join(mkdtempSync(join(tmpdir(), 'sync-')), 'test.db')}`;
    const first = await syncing({ url });
    await first.post('/bookings', event());
    await first.store.close();
    const next = await syncing({ url, crm: first.crm, reopened: true });
    await next.sync.settled();
    assert.equal(first.crm.meetings().length, 1);
    await next.store.close();
  });
});

describe('when a row is refused', () => {
  const bad = (email: string) => (write: { fields: Readonly<Record<string, unknown>> }) =>
    write.fields.email === email
      ? {
          ...faultOf('option_unknown', 'The CRM refused it.', {
            object: 'person',
            field: 'company',
            value: 'X',
          }),
          requestId: 'r',
        }
      : null;

  it('holds that booking and writes the 99 others', async () => {
    const { book, crm, state } = await syncing();
    crm.weather.row = bad('p7@a.co');
    await book(
      ...Array.from({ length: 100 }, (_, at) => ({ id: `b${at}`, contact: { email: `p${at}@a.co` } })),
    );
    assert.equal(crm.meetings().length, 99);
    const held = await state('b7');
    assert.deepEqual([held.state, held.fault.field, held.nextAttemptAt], ['attention', 'company', null]);
  });

  it('tries again when the booking changes', async () => {
    const { book, crm, state } = await syncing();
    crm.weather.row = bad('ana@acme.com');
    await book({});
    crm.weather.row = () => null;
    await book({ status: 'rescheduled', occurredAt: '2026-11-23T08:30:00Z' });
    assert.equal((await state()).state, 'synced');
  });

  it('tries again when a mapping fix releases it, once, in few calls for many', async () => {
    const { book, crm, store, worklist, sync } = await syncing();
    crm.weather.row = ({ key }) =>
      key.startsWith('person')
        ? faultOf('option_unknown', 'No.', { object: 'person', field: 'company' })
        : null;
    await book(
      ...Array.from({ length: 500 }, (_, at) => ({ id: `b${at}`, contact: { email: `p${at}@a.co` } })),
    );
    assert.equal(crm.meetings().length, 0);
    crm.weather.row = () => null;
    const before = crm.calls.length;
    assert.equal(
      await store.transaction((tx) => worklist.release(tx, 'con_1', ({ field }) => field === 'last')),
      0,
    );
    assert.equal(
      await store.transaction((tx) => worklist.release(tx, 'con_1', ({ field }) => field === 'company')),
      500,
    );
    await sync.settled();
    assert.equal(crm.meetings().length, 500);
    assert.equal(crm.calls.length - before, 10);
  });

  it('learns a field that turned out to be required', async () => {
    const { book, crm } = await syncing();
    crm.weather.row = () => ({
      ...faultOf('required_missing', 'No.', { object: 'person', field: 'company' }),
      requestId: 'r',
    });
    await book({});
    assert.deepEqual(crm.learned, ['person.company']);
  });
});

describe('when something changes while a batch is in flight', () => {
  it('writes the newer version after it', async () => {
    const { post, crm, sync, state } = await syncing();
    await post('/bookings', event());
    crm.weather.before = async (call) => {
      if (call === 'create meeting') {
        crm.weather = {};
        await post(
          '/bookings',
          event({ eventId: 'evt_2', status: 'rescheduled', occurredAt: '2026-11-23T08:30:00Z' }),
        );
      }
    };
    await sync.settled();
    assert.deepEqual(
      crm.meetings().map(({ fields }) => fields.state),
      ['rescheduled'],
    );
    assert.deepEqual([(await state()).state, (await state()).version], ['synced', 2]);
  });

  it('tries again what the mapping of before could not write', async () => {
    const { post, crm, sync, state } = await syncing();
    await post('/bookings', event());
    crm.weather.row = (write) => {
      if (!write.key.startsWith('meeting')) return null;
      crm.weather = {};
      crm.mapping = { ...crm.mapping, version: 2 };
      return faultOf('value_too_long', 'Too long.', { object: 'meeting', field: 'title' });
    };
    await sync.settled();
    assert.deepEqual([(await state()).state, crm.meetings().length], ['synced', 1]);
  });

  it('keeps a disconnect: what was written is remembered, the rest is skipped', async () => {
    const { post, crm, sync, store, worklist, state, set } = await syncing();
    await post('/bookings', event());
    crm.weather.before = async (call) => {
      if (call !== 'create meeting') return;
      crm.weather = {};
      await store.transaction((tx) =>
        worklist.end(tx, 'con_1', { code: 'disconnected', params: {}, sentence: 'It was disconnected.' }),
      );
      await set('con_1', { status: 'disconnected' });
    };
    await sync.settled();
    const held = await state();
    assert.deepEqual([held.state, held.fault.code, held.records.length], ['skipped', 'disconnected', 2]);
  });

  it('writes nothing when somebody else has taken the lease', async () => {
    const { post, crm, sync, store, state } = await syncing();
    await post('/bookings', event());
    crm.weather.before = async (call) => {
      if (call !== 'create meeting') return;
      crm.weather = {};
      await store.db.updateTable('connection').set({ lease_owner: 'other', lease_no: 99 }).execute();
    };
    await sync.settled();
    assert.equal((await state()).version, 0);
  });
});

it('takes a fault that nobody expected as one to try again', async () => {
  const crm = fakeCrm('write_first');
  const { book, state, pass } = await syncing({ crm });
  crm.weather.before = () => {
    throw new TypeError('a mistake of ours');
  };
  await book({});
  assert.equal((await state()).state, 'pending');
  crm.weather.before = () => {};
  await pass(hour, minute);
  assert.equal((await state()).state, 'synced');
  assert.ok(new CrmError(faultOf('network', 'x')) instanceof Error);
});
