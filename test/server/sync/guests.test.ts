import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { GuestPolicy, Mapping } from '../../../server/contract/model/index.js';
import { faultOf } from '../../../server/crm/http.js';
import { emulated, type Provider } from './emulated.js';
import { syncing } from './harness.js';

const bo = { email: 'Bo@acme.com', firstName: 'Bo', lastName: 'Berg' };
const cy = { email: 'cy@acme.com', lastName: 'Cole' };
const wanting = (guests: GuestPolicy) => (mapping: Mapping) => ({ ...mapping, guests });
const later = (minute: number) => ({ occurredAt: `2026-11-23T08:${minute}:00Z`, status: 'rescheduled' });

describe('guests', () => {
  it('are left alone unless the mapping wants them', async () => {
    const { book, crm } = await syncing();
    await book({ guests: [bo, cy] });
    assert.equal(crm.people().length, 1);
    assert.deepEqual(crm.meetings()[0]?.guests, []);
  });

  it('become people in the same call when the mapping creates them, linked to the meeting, one each', async () => {
    const { book, crm, state } = await syncing({ mapping: wanting('create') });
    await book({ guests: [bo, cy, { ...bo, email: ' bo@ACME.com ' }] });
    const emails = crm.people().map(({ fields }) => String(fields.email).toLowerCase());
    assert.deepEqual(emails.sort(), ['ana@acme.com', 'bo@acme.com', 'cy@acme.com']);
    assert.equal(crm.meetings()[0]?.guests?.length, 2);
    assert.equal(crm.calls.length, 2);
    await book({ guests: [bo, cy], ...later(30) });
    assert.deepEqual([crm.people().length, crm.meetings().length, crm.calls.length], [3, 1, 3]);
    assert.equal((await state()).state, 'synced');
    assert.deepEqual((await state()).omitted, []);
  });

  it('come and go with the booking, and cost nothing when they stay', async () => {
    const { book, crm } = await syncing({ mapping: wanting('create') });
    await book({ guests: [bo] });
    await book({ guests: [cy], ...later(30) });
    const [meeting] = crm.meetings();
    assert.deepEqual(
      meeting?.guests?.map((id) => crm.records.get(id)?.fields.email),
      ['cy@acme.com'],
    );
    const { length } = crm.calls;
    await book({ guests: [cy], ...later(40) });
    assert.equal(crm.calls.length - length, 0);
  });

  it('who are known already are linked without changing what the CRM says of them', async () => {
    const { book, crm } = await syncing({ mapping: wanting('create') });
    await book({ id: 'bkg_0', contact: { email: bo.email, firstName: 'Boris', lastName: 'Berg' } });
    await book({ guests: [bo] });
    const known = crm.people().find(({ fields }) => String(fields.email).toLowerCase() === 'bo@acme.com');
    assert.equal(known?.fields.first, 'Boris');
    assert.equal(crm.people().length, 2);
  });

  it('are only matched when the mapping says so, and looked for once', async () => {
    const { book, crm, state } = await syncing({ mapping: wanting('match') });
    const known = crm.add('person', { email: 'bo@acme.com', first: 'Boris' });
    await book({ guests: [bo, cy] });
    assert.equal(crm.people().length, 2);
    assert.deepEqual(crm.meetings()[0]?.guests, [known.id]);
    assert.equal(known.fields.first, 'Boris');
    await book({ guests: [bo, cy], ...later(30) });
    assert.equal(crm.calls.filter((call) => call === 'find').length, 1);
    assert.deepEqual([(await state()).state, (await state()).omitted], ['synced', []]);
  });

  it('who are refused hold no booking, are told on it, and are tried again with its next change', async () => {
    const { book, crm, state } = await syncing({ mapping: wanting('create') });
    crm.weather.row = (write) =>
      'email' in write && write.email === 'bo@acme.com'
        ? faultOf('rule_refused', 'No Bo here.', { object: 'person' })
        : null;
    await book({ guests: [bo, cy] });
    const { state: synced, omitted } = await state();
    assert.equal(synced, 'synced');
    assert.deepEqual(
      omitted.map(({ code, why }: { code: string; why: string }) => [code, why]),
      [['guests_not_linked', 'The guest bo@acme.com was left out. No Bo here.']],
    );
    assert.equal(crm.meetings()[0]?.guests?.length, 1);
    crm.weather = {};
    await book({ guests: [bo, cy], ...later(30) });
    assert.equal(crm.meetings()[0]?.guests?.length, 2);
    assert.deepEqual((await state()).omitted, []);
  });

  for (const strategy of ['write_first', 'look_up'] as const) {
    it(`are not doubled when the reply to their create is lost (${strategy})`, async () => {
      const { book, crm, pass, state } = await syncing({ strategy, mapping: wanting('create') });
      let lost = false;
      crm.weather.after = (call) => {
        if (lost || !call.endsWith(' person')) return;
        lost = true;
        throw Object.assign(new Error('cut'), {});
      };
      await book({ guests: [bo, cy] });
      await pass(3 * 60_000, 30_000);
      assert.equal(crm.people().length, 3);
      assert.equal(crm.meetings()[0]?.guests?.length, 2);
      assert.equal((await state()).state, 'synced');
    });
  }
});

const meetings: Record<Provider, string> = { hubspot: 'meetings', salesforce: 'Event' };

for (const provider of ['hubspot', 'salesforce'] as const) {
  describe(`guests in the emulated ${provider}`, () => {
    let crm: Awaited<ReturnType<typeof emulated>>;
    before(async () => {
      crm = await emulated(provider);
      await crm.map((mapping) => ({
        ...wanting('create')(mapping),
        ...(provider === 'salesforce' && { createAs: 'Contact' }),
      }));
    });
    after(() => crm.close());
    const contact = (email: string) => ({ email, firstName: 'Ana', lastName: 'López', company: 'Acme' });
    const one = (guests: object[], more: object = {}) => ({
      id: 'with-guests',
      contact: contact('host@acme.com'),
      guests,
      ...more,
    });
    const record = async () => {
      const { records } = await crm.state('with-guests');
      const { id } = records.find(({ object }: { object: string }) => object === meetings[provider]);
      return (await crm.records(meetings[provider])).find(
        (held: Record<string, unknown>) => (held['id'] ?? held['Id']) === id,
      ) as unknown as { associations?: { contacts?: string[] }; Description?: string };
    };

    it('reach the meeting in the calls that it takes anyway', async () => {
      const { total } = await crm.calls(() => crm.book(one([bo, cy])));
      assert.equal(total, provider === 'hubspot' ? 2 : 3);
      const saved = await record();
      const { omitted, state } = await crm.state('with-guests');
      assert.equal(state, 'synced');
      if (provider === 'hubspot') {
        assert.equal(saved.associations?.contacts?.length, 3);
        assert.deepEqual(omitted, []);
      } else {
        assert.match(String(saved.Description), /Guests: Bo Berg <Bo@acme\.com>, Cole <cy@acme\.com>/i);
        assert.equal(omitted[0].code, 'guests_not_linked');
      }
    });

    it('leave when the booking drops them', async () => {
      await crm.book(one([cy], { status: 'rescheduled' }));
      const saved = await record();
      if (provider === 'hubspot') assert.equal(saved.associations?.contacts?.length, 2);
      else assert.doesNotMatch(String(saved.Description), /Bo Berg/);
    });

    if (provider === 'hubspot') {
      const moved = (hour: number) => ({
        status: 'rescheduled',
        booking: { subject: 'Demo', start: `2026-12-02T${hour}:00:00Z`, end: `2026-12-02T${hour}:30:00Z` },
      });
      const linkedTo = async (booking: string): Promise<number | undefined> => {
        const { records } = await crm.state(booking);
        const { id } = records.find(({ object }: { object: string }) => object === 'meetings');
        const held: { id?: string; associations?: { contacts?: string[] } } | undefined = (
          await crm.records('meetings')
        ).find((one) => one['id'] === id);
        return held?.associations?.contacts?.length;
      };
      const omitted = async (booking: string): Promise<{ why: string }[]> =>
        (await crm.state(booking)).omitted;

      it('whose contact is gone stop nobody else, are told, and are made anew with the next change', async () => {
        const of = (id: string, guests: object[], more: object = {}) => ({
          ...{ id, contact: contact(`${id}@acme.com`), guests },
          ...more,
        });
        const gone = { email: 'gone@acme.com' };
        await crm.book(of('first', [gone]), of('a', []), of('b', []));
        await crm.emulator('records/contacts/gone@acme.com', 'PATCH', { delete: true });
        await crm.book(of('a', [gone], moved(10)), of('b', [{ email: 'fine@acme.com' }], moved(10)));
        assert.deepEqual(await omitted('b'), []);
        assert.equal(await linkedTo('b'), 2);
        assert.match(String((await omitted('a'))[0]?.why), /gone@acme\.com\. Their contact is no longer/);
        await crm.book(of('a', [gone], moved(11)));
        assert.deepEqual(await omitted('a'), []);
        assert.equal(await linkedTo('a'), 2);
      });

      it('who left and could not be unlinked are told, and unlinked with the next change', async () => {
        const path = '/crm/associations/2026-03/meetings/contacts/batch/archive';
        await crm.emulator('faults', 'POST', [{ path, times: 1, then: { status: 400 } }]);
        await crm.book(one([], moved(12)));
        assert.equal(await linkedTo('with-guests'), 2);
        assert.match(
          String((await omitted('with-guests'))[0]?.why),
          /^Still linked to the meeting: cy@acme\.com\./,
        );
        await crm.book(one([], moved(13)));
        assert.equal(await linkedTo('with-guests'), 1);
        assert.deepEqual(await omitted('with-guests'), []);
      });
    }

    it('cost one call for a hundred known people with known guests', async () => {
      const many = Array.from({ length: 100 }, (_, at) => ({
        id: `many-${at}`,
        contact: contact(`many-${at}@acme.com`),
        guests: [bo, cy],
      }));
      await crm.book(...many);
      const again = many.map((booking) => ({ ...booking, id: `again-${booking.id}` }));
      assert.equal((await crm.calls(() => crm.book(...again))).total, 1);
    });
  });
}
