import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fail } from './fake-crm.js';
import { hour, minute, second, syncing } from './harness.js';

describe('patience', () => {
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
