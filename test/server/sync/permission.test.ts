import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultOf } from '../../../server/crm/http.js';
import { fail } from './fake-crm.js';
import { hour, minute, syncing } from './harness.js';

const people = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `b${at}`, contact: { email: `p${at}@a.co` } }));

const forbidden = () =>
  faultOf('object_not_writable', 'The user may not write people.', { object: 'person' });

describe('when the connected user may not write something', () => {
  it('tries one booking an hour for all that wait for the same permission', async () => {
    const { book, crm, pass, state } = await syncing();
    const tried: string[] = [];
    crm.weather.row = ({ key }) => {
      if (!key.startsWith('person')) return null;
      tried.push(key);
      return forbidden();
    };
    await book(...people(20));
    assert.equal(tried.length, 20);
    tried.length = 0;
    await pass(3 * hour + minute, 10 * minute);
    assert.equal(tried.length, 3, tried.join(', '));
    const held = await state('b3');
    assert.deepEqual([held.state, held.fault.code], ['attention', 'object_not_writable']);
    assert.ok(held.nextAttemptAt > '2026-11-23T12:00', 'it says when it is tried again');
  });

  it('writes all of them as soon as the one that was tried has gone through', async () => {
    const { book, crm, pass, state } = await syncing();
    crm.weather.row = ({ key }) => (key.startsWith('person') ? forbidden() : null);
    await book(...people(20));
    crm.weather.row = () => null;
    await pass(hour + minute, 10 * minute);
    assert.equal(crm.meetings().length, 20);
    assert.equal((await state('b19')).state, 'synced');
  });

  it('tries again at once when somebody has signed in anew', async () => {
    const { book, crm, sync, state } = await syncing();
    crm.weather.row = ({ key }) => (key.startsWith('person') ? forbidden() : null);
    await book(...people(5));
    crm.weather.row = () => null;
    await sync.hurry('con_1');
    await sync.settled();
    assert.deepEqual([(await state('b4')).state, crm.meetings().length], ['synced', 5]);
  });

  it('waits as a whole, hourly, when the app may do nothing at all', async () => {
    const { book, crm, pass, state } = await syncing();
    crm.weather.before = () => fail('api_disabled');
    await book(...people(3));
    const held = await state('b1');
    assert.deepEqual(
      [held.state, held.fault.code, held.fault.class],
      ['paused', 'api_disabled', 'permission'],
    );
    assert.match(held.fault.fix.text, /switches the API on/);
    assert.equal(held.nextAttemptAt, '2026-11-23T10:00:00.000Z');
    const calls = crm.calls.length;
    await pass(2 * hour + minute, 10 * minute);
    assert.equal(crm.calls.length - calls, 2);
    crm.weather.before = () => {};
    await pass(hour, 10 * minute);
    assert.equal((await state('b1')).state, 'synced');
  });
});
