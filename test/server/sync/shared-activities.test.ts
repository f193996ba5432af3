import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { emulated } from './emulated.js';

describe('an event with a dozen guests in Salesforce', () => {
  let crm: Awaited<ReturnType<typeof emulated>>;
  before(async () => {
    crm = await emulated('salesforce');
    await crm.map((mapping) => ({ ...mapping, guests: 'create', createAs: 'Contact' }));
  });
  after(() => crm.close());

  const guests = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ email: `guest-${at}@acme.com`, lastName: `Guest ${at}` }));
  const book = (id: string, count: number) =>
    crm.book({ id, contact: { email: `${id}@acme.com`, lastName: 'López' }, guests: guests(count) });
  const held = async (id: string) => {
    const { records, omitted, state } = await crm.state(id);
    const event = records.find(({ object }: { object: string }) => object === 'Event');
    const all: Record<string, unknown>[] = await crm.records('Event');
    const saved = all.find((record) => (record['id'] ?? record['Id']) === event.id);
    return { saved, omitted, state };
  };

  it('has its first person alone, the others named, while activities are not shared', async () => {
    await book('alone', 12);
    const { saved, omitted, state } = await held('alone');
    assert.equal(state, 'synced');
    assert.equal(saved?.['EventWhoIds'] ?? null, null);
    assert.match(String(saved?.['Description']), /Guests: Guest 0 <guest-0@acme\.com>.*guest-11@acme\.com/);
    assert.equal(omitted[0].code, 'guests_not_linked');
    assert.match(omitted[0].why, /Shared Activities/);
  });

  it('has them all as people of the event once activities are shared', async () => {
    await crm.emulator('org', 'PATCH', { rules: { sharedActivities: true } });
    await crm.catalog.all(crm.connection, { refresh: true });
    await book('shared', 12);
    const { saved, omitted, state } = await held('shared');
    assert.deepEqual([state, omitted], ['synced', []]);
    const people = saved?.['EventWhoIds'];
    assert.ok(Array.isArray(people));
    assert.equal(new Set(people).size, 13);
    assert.equal(people[0], saved?.['WhoId']);
    assert.doesNotMatch(String(saved?.['Description']), /Guests:/);
  });

  it('has fifty at most, whoever comes after is named', async () => {
    await book('crowd', 53);
    const { saved, omitted, state } = await held('crowd');
    const people = saved?.['EventWhoIds'];
    assert.ok(Array.isArray(people));
    assert.deepEqual([state, people.length], ['synced', 50]);
    assert.match(String(saved?.['Description']), /Guests: .*guest-52@acme\.com/);
    assert.equal(omitted[0].code, 'guests_not_linked');
  });
});
