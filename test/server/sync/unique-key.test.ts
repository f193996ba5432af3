import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { emulated } from './emulated.js';

const minute = 60_000;

const label = 'CRM Connect key';
const kinds = {
  hubspot: {
    object: 'meetings',
    key: 'crm_connect_key',
    definition: { type: 'string', fieldType: 'text', groupName: 'meeting', hasUniqueValue: true },
    title: 'hs_meeting_title',
    link: 'hs_meeting_external_url',
    write: { path: '/crm/objects/2026-03/meetings' },
    look: /^POST \/crm\/objects\/2026-03\/meetings\/batch\/read$/,
  },
  salesforce: {
    object: 'Event',
    key: 'CRM_Connect_Key__c',
    definition: { type: 'string', length: 255, custom: true, externalId: true, unique: true },
    title: 'Subject',
    link: 'Description',
    write: { object: 'Event' },
    look: /query/,
  },
} as const;

for (const provider of ['hubspot', 'salesforce'] as const) {
  describe(`meetings in an emulated ${provider} with a unique key`, () => keyed(provider));
}

function keyed(provider: 'hubspot' | 'salesforce') {
  const { object, key, definition, title, link, write, look } = kinds[provider];
  let crm: Awaited<ReturnType<typeof emulated>>;
  before(async () => {
    crm = await emulated(provider);
    const add = [{ ...definition, name: key, label }];
    await crm.emulator('org', 'PATCH', { fields: { [object]: { add } } });
    await crm.catalog.all(crm.connection, { refresh: true });
  });
  after(() => crm.close());

  const contact = { email: 'ana@acme.com', firstName: 'Ana', lastName: 'López', company: 'Acme' };
  const meetings = () => crm.records(object);

  it('a meeting carries its key where the account has a property for it, and leaves the link alone', async () => {
    await crm.book({ contact });
    const [meeting] = await meetings();
    assert.match(String(meeting?.[key]), /^crm-connect-/);
    assert.ok(!String(meeting?.[link] ?? '').includes('crm-connect'));
  });

  it('a meeting of which the reply was lost is found by its key in one call', async () => {
    await crm.emulator('faults', 'POST', [
      { ...write, method: 'POST', times: 1, then: { commitThenDrop: true } },
    ]);
    await crm.book({ id: 'bkg_2', contact });
    assert.equal((await crm.state('bkg_2')).fault.code, 'outcome_unknown');
    const { byRoute } = await crm.calls(async () => {
      crm.clock.advance(minute);
      await crm.sync.settled();
    });
    assert.equal((await crm.state('bkg_2')).state, 'synced');
    assert.equal((await meetings()).length, 2);
    const looks = Object.keys(byRoute).filter((route) => look.test(route));
    assert.equal(looks.length, 1, JSON.stringify(byRoute));
  });

  it('a create that commits after our look-up is not doubled: the CRM refuses the second, and the first is adopted', async () => {
    await crm.emulator('faults', 'POST', [
      { ...write, method: 'POST', times: 1, then: { commitThenDrop: true } },
    ]);
    await crm.book({ id: 'bkg_3', contact });
    // As if the look-up had come too early.
    await crm.store.db.updateTable('operation').set({ state: 'done' }).execute();
    await crm.book({
      id: 'bkg_3',
      contact,
      status: 'rescheduled',
      booking: { subject: 'Moved', start: '2026-12-09T15:00:00Z', end: '2026-12-09T15:30:00Z' },
    });
    crm.clock.advance(minute);
    await crm.sync.settled();
    assert.equal((await crm.state('bkg_3')).state, 'synced');
    const all = await meetings();
    assert.equal(all.length, 3);
    assert.equal(all.filter((one) => one[title] === 'Moved').length, 1);
  });
}

for (const provider of ['hubspot', 'salesforce'] as const)
  it(`a meeting in ${provider} whose key the user may not see any more is found by all else that it says`, async (test) => {
    const crm = await emulated(provider);
    test.after(() => crm.close());
    const { object, key, definition, write, title } = kinds[provider];
    const change = async (fields: object) => {
      await crm.emulator('org', 'PATCH', { fields: { [object]: fields } });
      await crm.catalog.all(crm.connection, { refresh: true });
    };
    await change({ add: [{ ...definition, name: key, label }] });
    await crm.emulator('faults', 'POST', [
      { ...write, method: 'POST', times: 1, then: { commitThenDrop: true } },
    ]);
    const contact = { email: 'ana@acme.com', firstName: 'Ana', lastName: 'López', company: 'Acme' };
    await crm.book({ contact });
    const [made] = await crm.records(object);
    assert.ok(made?.[title]);
    await change({ remove: [key] });
    crm.clock.advance(minute);
    await crm.sync.settled();
    assert.equal((await crm.state('bkg_1')).state, 'synced');
    assert.equal((await crm.records(object)).length, 1);
  });
