import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActivity } from '../../../server/activity/activity.js';
import { fail } from './fake-crm.js';
import { hour, minute, second, syncing } from './harness.js';

describe('patience', () => {
  it('says on every booking that waits why and until when, also on those that were never tried', async () => {
    const { book, crm, store, worklist, pass, state, clock } = await syncing();
    const connections = { require: unused, resume: unused, pause: unused };
    const activity = createActivity({ store, worklist, connections });
    const retryAt = new Date(clock.now().getTime() + 2 * minute).toISOString();
    crm.weather.before = () => fail('crm_unavailable', { retryAt });
    await book({ id: 'tried' });
    await pass(10 * second);
    await book({ id: 'behind', contact: { email: 'bo@acme.com', lastName: 'Berg' } });
    for (const id of ['tried', 'behind']) {
      const { state: shown, fault, nextAttemptAt } = await state(id);
      assert.deepEqual([shown, fault?.code, nextAttemptAt], ['pending', 'crm_unavailable', retryAt], id);
      assert.ok(fault.sentence !== '' && fault.since <= clock.now().toISOString());
    }
    const causes = await activity.causes('acme');
    assert.deepEqual(
      causes.map(({ count, nextAttemptAt }) => [count, nextAttemptAt]),
      [[2, retryAt]],
    );
    crm.weather = {};
    await pass(2 * minute);
    await pass(minute);
    for (const id of ['tried', 'behind']) assert.equal((await state(id)).state, 'synced');
    await book({ id: 'after', contact: { email: 'cy@acme.com', lastName: 'Cole' } });
    assert.equal((await state('after')).fault, null);
    assert.deepEqual(await activity.causes('acme'), []);
  });

  it('counts an outage from its first sign, whatever it looks like later', async () => {
    const { book, crm, pass, state } = await syncing();
    const faces = ['network', 'crm_unavailable', 'record_locked'] as const;
    let tries = 0;
    crm.weather.before = () => fail(faces[tries++ % 3] ?? 'network');
    await book({});
    await pass(71 * hour, hour);
    assert.deepEqual(
      [(await state()).state, (await state()).fault.since],
      ['pending', '2026-11-23T09:00:00.000Z'],
    );
    await pass(4 * hour, hour);
    assert.equal((await state()).state, 'attention');
  });

  it('does not look for a lost meeting for ever, and then says so', async () => {
    const { book, crm, pass, state } = await syncing();
    crm.weather.before = (call) => (call === 'create meeting' ? fail('outcome_unknown') : undefined);
    await book({});
    await pass(2 * hour, 10 * second);
    assert.ok(crm.calls.length < 60, `${crm.calls.length} calls`);
    await pass(78 * hour, hour);
    assert.deepEqual([(await state()).state, (await state()).fault.code], ['attention', 'outcome_unknown']);
    crm.weather.before = () => {};
    await book({ status: 'rescheduled', occurredAt: '2026-11-23T08:30:00Z' });
    await pass(minute, 10 * second);
    assert.deepEqual([(await state()).state, crm.meetings().length], ['synced', 1]);
  });

  it('says when it tries again, and gives up after three days, also when not even the fields can be read', async () => {
    const { book, crm, pass, state } = await syncing();
    const { all } = crm.catalog;
    crm.catalog.all = async () => fail('network');
    await book({});
    const waiting = await state();
    assert.deepEqual([waiting.state, waiting.fault.code], ['pending', 'network']);
    assert.ok(waiting.nextAttemptAt > '2026-11-23T09:00:00.000Z', waiting.nextAttemptAt);
    await pass(80 * hour, hour);
    assert.deepEqual([(await state()).state, crm.calls.length], ['attention', 0]);
    crm.catalog.all = all;
    await book({ status: 'rescheduled', occurredAt: '2026-11-23T08:30:00Z' });
    await pass(hour, 10 * minute);
    assert.equal((await state()).state, 'synced');
  });
});

const unused = () => assert.fail('only read here');
