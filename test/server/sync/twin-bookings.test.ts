import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { emulated } from './emulated.js';

const minute = 60_000;
const contact = { email: 'ana@acme.com', firstName: 'Ana', lastName: 'López', company: 'Acme' };
const dropped = { object: 'Event', method: 'POST', times: 1, then: { drop: true } };
const answerLost = { object: 'Event', method: 'POST', times: 1, then: { commitThenDrop: true } };

/** Two bookings of one person that nobody could tell apart by what the CRM shows of them. */
describe('bookings of the same person, time and subject, whose events carry no mark of ours', () => {
  let org: Awaited<ReturnType<typeof emulated>>;
  beforeEach(async () => {
    org = await emulated('salesforce');
    await org.map((mapping) => {
      const { Event } = mapping.objects;
      assert.ok(Event);
      const rows = Event.rows.filter(({ target }) => target !== 'Description');
      return { ...mapping, objects: { ...mapping.objects, Event: { ...Event, rows } } };
    });
    await org.book({ id: 'known', contact });
  });
  afterEach(() => org.close());

  const later = async () => {
    org.clock.advance(minute);
    await org.sync.settled();
  };
  const eventOf = async (id: string): Promise<string> => {
    const { state, records } = await org.state(id);
    assert.equal(state, 'synced');
    return records.find(({ object }: { object: string }) => object === 'Event').id;
  };
  /** Each has an event of its own, and the CRM holds no other. */
  const haveTheirOwn = async (...ids: string[]) => {
    const own = new Set(await Promise.all(['known', ...ids].map(eventOf)));
    assert.deepEqual([own.size, (await org.records('Event')).length], [ids.length + 1, ids.length + 1]);
  };

  it('one that never came to be does not take the event of another', async () => {
    await org.emulator('faults', 'POST', [dropped]);
    await org.book({ id: 'lost', contact });
    await later();
    await haveTheirOwn('lost');
  });

  it('two that were lost at once, of which half came to be, do not share one event', async () => {
    await org.emulator('faults', 'POST', [{ ...answerLost, then: { commitThenDrop: true, commit: 0.5 } }]);
    await org.book({ id: 'one', contact }, { id: 'other', contact });
    await later();
    await haveTheirOwn('one', 'other');
  });

  it('one that never came to be does not take the event of another that was lost after it and has its key', async () => {
    const definition = { type: 'string', length: 255, custom: true, externalId: true, unique: true };
    const add = [{ ...definition, name: 'CRM_Connect_Key__c', label: 'CRM Connect key' }];
    await org.emulator('org', 'PATCH', { fields: { Event: { add } } });
    await org.catalog.all(org.connection, { refresh: true });
    await org.emulator('faults', 'POST', [dropped, { ...answerLost, skip: 1 }]);
    await org.book({ id: 'first', contact });
    org.clock.advance(minute / 6);
    await org.book({ id: 'second', contact });
    await later();
    await later();
    await haveTheirOwn('first', 'second');
  });
});
