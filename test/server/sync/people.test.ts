import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { row } from '../../../server/contract/rules/core-row.js';
import { emulated } from './emulated.js';
import { minute, syncing } from './harness.js';

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

for (const provider of ['hubspot', 'salesforce'] as const) {
  describe(`people with one phone and two addresses whom nobody knows, in an emulated ${provider}`, () => {
    const shape = {
      hubspot: { person: 'contacts', phone: 'phone', email: 'email', meeting: 'meetings' },
      salesforce: { person: 'Lead', phone: 'Phone', email: 'Email', meeting: 'Event' },
    }[provider];
    const home = { email: 'ana@home.example', firstName: 'Ana', lastName: 'López', company: 'Acme' };
    const work = { ...home, email: 'ana@work.example', firstName: 'Anna' };

    /** Emails of the people and number of meetings that come of what is booked. */
    async function booked(phones: readonly [string, string], together: boolean) {
      const stage = await emulated(provider);
      try {
        if (provider === 'hubspot') await stage.emulator('org', 'PATCH', { searchLagMs: 0 });
        await stage.map((mapping) => {
          const object = mapping.objects[shape.person]!;
          const phone = row({ id: 'phone', target: shape.phone, sources: [{ field: 'phone' }] });
          const rows = [...object.rows.filter(({ target }) => target !== shape.phone), phone];
          const objects = { ...mapping.objects, [shape.person]: { ...object, rows } };
          return { ...mapping, match: { ...mapping.match, phone: true }, objects };
        });
        const before = (await stage.records(shape.person)).length;
        const all = [home, work].map((contact, at) => ({
          id: `b${at}`,
          occurredAt: new Date(stage.clock.now().getTime() - minute + at).toISOString(),
          contact: { ...contact, phone: phones[at] },
        }));
        for (const some of together ? [all] : all.map((one) => [one])) await stage.book(...some);
        for (const { id } of all) assert.equal((await stage.state(id)).state, 'synced');
        const people = (await stage.records(shape.person)).slice(before);
        const meetings = await stage.records(shape.meeting);
        return { people: people.map((one) => one[shape.email]).sort(), meetings: meetings.length };
      } finally {
        await stage.close();
      }
    }

    for (const [name, together] of [
      ['together', true],
      ['one after the other', false],
    ] as const) {
      it(`are one person when they book ${name}`, async () => {
        const { people, meetings } = await booked(['+14155550134', '+14155550134'], together);
        assert.deepEqual([people, meetings], [['ana@home.example'], 2]);
      });

      it(`are two with two phones when they book ${name}`, async () => {
        const { people, meetings } = await booked(['+14155550134', '+14155550135'], together);
        assert.deepEqual([people, meetings], [['ana@home.example', 'ana@work.example'], 2]);
      });
    }
  });
}
