import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { row } from '../../../server/contract/rules/core-row.js';
import { emulated } from './emulated.js';
import { syncing } from './harness.js';

const contact = (firstName: string) => ({ email: 'ana@acme.com', firstName, lastName: 'López' });

for (const strategy of ['write_first', 'look_up'] as const) {
  describe(`what bookings say of their person, with a CRM that works by ${strategy}`, () => {
    it('is what the newest said, although an older one is written later, with its own meeting', async () => {
      const { book, crm, state } = await syncing({ strategy });
      await book({ id: 'new', occurredAt: '2026-11-23T08:30:00Z', contact: contact('Anna') });
      await book({ id: 'old', occurredAt: '2026-11-23T08:00:00Z', contact: contact('Ann') });
      assert.deepEqual(
        crm.people().map(({ fields }) => fields.first),
        ['Anna'],
      );
      assert.equal(crm.meetings().length, 2);
      assert.equal((await state('old')).state, 'synced');
      await book({ id: 'newest', occurredAt: '2026-11-23T08:40:00Z', contact: contact('Anne') });
      assert.equal(crm.people()[0]?.fields.first, 'Anne');
    });

    it('is what the newest said when both come at once, in any order', async () => {
      const { book, crm } = await syncing({ strategy });
      await book(
        { id: 'new', occurredAt: '2026-11-23T08:30:00Z', contact: contact('Anna') },
        { id: 'old', occurredAt: '2026-11-23T08:00:00Z', contact: contact('Ann') },
      );
      assert.equal(crm.people()[0]?.fields.first, 'Anna');
      assert.equal(crm.meetings().length, 2);
    });
  });
}

describe('several records that fit one person', () => {
  it('are told on the booking, and one of them is used', async () => {
    const { book, crm, state } = await syncing({ strategy: 'look_up' });
    crm.add('person', { email: 'ana@acme.com' });
    crm.add('person', { email: 'ana@acme.com' });
    await book({});
    const { state: shown, omitted } = await state();
    assert.equal(shown, 'synced');
    assert.equal(crm.people().length, 2);
    assert.deepEqual(
      omitted.map(({ code, object, field }: Record<string, string>) => [code, object, field]),
      [['several_matches', 'person', 'email']],
    );
    assert.match(omitted[0].why, /^2 records in Fake CRM fit this person\. The one used is person-1:/);
  });
});

describe('a field that only an existing record takes', () => {
  it('is written with the next event, although the booking says the same again', async () => {
    const stage = await emulated('salesforce');
    try {
      await stage.map((mapping) => {
        const lead = mapping.objects['Lead']!;
        const late = row({ id: 'late', target: 'EmailBouncedReason', sources: [{ field: 'company' }] });
        return { ...mapping, objects: { ...mapping.objects, Lead: { ...lead, rows: [...lead.rows, late] } } };
      });
      const ana = { email: 'late@acme.com', lastName: 'López', company: 'Acme' };
      const reason = async () =>
        (await stage.records('Lead')).find((lead) => lead['Email'] === ana.email)?.['EmailBouncedReason'] ??
        null;
      await stage.book({ id: 'late', contact: ana });
      assert.equal(await reason(), null);
      await stage.book({ id: 'late', contact: ana, status: 'rescheduled' });
      assert.equal(await reason(), 'Acme');
    } finally {
      await stage.close();
    }
  });
});
