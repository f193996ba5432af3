import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bookingStatuses, type Mapping } from '../../../server/contract/model/index.js';
import { emulated } from './emulated.js';

/** What the documentation of sync promises; the bench counts the same over 10,000 bookings. */
const budgets = {
  hubspot: {
    person: 'contacts',
    meeting: 'meetings',
    conditional: 'company',
    fresh: 0.022,
    moved: 0.011,
    changed: 2,
    strict: 'city',
  },
  salesforce: {
    person: 'Lead',
    meeting: 'Event',
    conditional: 'Title',
    fresh: 0.017,
    moved: 0.006,
    changed: 2,
    strict: 'City',
  },
} as const;
const inBulk = 1200;

const person = (name: string, more: object = {}) => ({
  contact: { email: `${name}@acme.com`, firstName: 'Ana', lastName: name, company: 'Acme', ...more },
});
const moved = {
  status: 'rescheduled',
  booking: { subject: 'Intro call', start: '2026-12-05T15:00:00Z', end: '2026-12-05T15:30:00Z' },
};

for (const provider of ['hubspot', 'salesforce'] as const) {
  describe(`the budget of calls to the emulated ${provider}`, () => {
    const budget = budgets[provider];
    let crm: Awaited<ReturnType<typeof emulated>>;
    before(async () => void (crm = await emulated(provider)));
    after(() => crm.close());
    const setStatus = (status: string) =>
      crm.store.db.updateTable('connection').set({ status }).where('id', '=', 'con_1').execute();
    const calls = async (...bookings: Record<string, unknown>[]) =>
      (await crm.calls(() => crm.book(...bookings))).total;

    it('has two for a known person whose fields changed, the meeting included', async () => {
      await calls({ id: 'first', ...person('changing') });
      const taken = await calls({ id: 'second', ...person('changing', { company: 'Other Ltd' }) });
      assert.ok(taken <= budget.changed, `${taken} calls`);
    });

    it('has one for a reschedule, a cancellation and a no-show together', async () => {
      const three = ['one', 'two', 'three'].map((name) => ({ id: name, ...person(name) }));
      await calls(...three);
      const statuses = ['rescheduled', 'cancelled', 'no_show'];
      const changes = three.map((one, at) => ({ ...one, ...moved, status: statuses[at] }));
      assert.equal(await calls(...changes), 1);
    });

    it(`keeps to it for ${inBulk} new people, their reschedules and events that say the same`, async () => {
      const many = Array.from({ length: inBulk }, (_, at) => ({ id: `bulk-${at}`, ...person(`bulk-${at}`) }));
      const eachIn = async (bookings: Record<string, unknown>[]) => {
        await setStatus('paused');
        for (let at = 0; at < bookings.length; at += 500) await crm.book(...bookings.slice(at, at + 500));
        await setStatus('active');
        return (await crm.calls(() => crm.sync.settled())).total / bookings.length;
      };
      const fresh = await eachIn(many);
      assert.ok(fresh <= budget.fresh, `${fresh} calls per new person`);
      const again = await eachIn(many.map((one) => ({ ...one, ...moved })));
      assert.ok(again <= budget.moved, `${again} calls per reschedule`);
      assert.equal(await eachIn(many.map((one) => ({ ...one, ...moved }))), 0);
    });

    it('keeps to it for bookings that arrive while others are being written', async () => {
      const arrays = [0, 1].map((part) =>
        Array.from({ length: 500 }, (_, at) => ({ id: `${part}-${at}`, ...person(`burst-${part}-${at}`) })),
      );
      const { total } = await crm.calls(() => Promise.all(arrays.map((array) => crm.book(...array))));
      assert.ok(total / 1000 <= budget.fresh, `${total} calls for 1,000 bookings in two requests`);
    });

    it('has ten at most for 500 bookings that a mapping fix frees, each written once', async () => {
      const held = Array.from({ length: 500 }, (_, at) => ({ id: `held-${at}`, ...person(`held-${at}`) }));
      await crm.map((mapping) =>
        withRow(mapping, budget.person, {
          ...row,
          target: budget.strict,
          sources: [{ field: 'company' }],
          values: { Globex: 'Springfield' },
          unmapped: 'fail',
        }),
      );
      await crm.book(...held);
      assert.equal((await crm.state('held-7')).state, 'attention');
      const meetings = (await crm.records(budget.meeting)).length;
      const { total } = await crm.calls(async () => {
        await crm.map((mapping) => withoutRow(mapping, budget.person, budget.strict));
        await crm.sync.settled();
      });
      assert.ok(total <= 10, `${total} calls`);
      assert.equal((await crm.records(budget.meeting)).length - meetings, 500);
      assert.equal((await crm.state('held-7')).state, 'synced');
    });

    it('has one batched read more where a row depends on what the record holds', async () => {
      await crm.map((mapping) =>
        withRow(mapping, budget.person, {
          ...row,
          target: budget.conditional,
          sources: [{ field: 'jobTitle' }],
          write: 'if_empty',
        }),
      );
      const known = { id: 'known-again', ...person('one', { jobTitle: 'CTO', company: 'Newer Ltd' }) };
      const ofKnown = await calls(known);
      assert.ok(ofKnown <= 3, `${ofKnown} calls for a known person`);
      const many = (part: string) =>
        Array.from({ length: 100 }, (_, at) => ({
          id: `${part}-${at}`,
          ...person(`cond-${at}`, { jobTitle: part }),
        }));
      const fresh = await calls(...many('new'));
      assert.ok(fresh <= 3, `${fresh} calls for 100 new people`);
      const again = await calls(...many('again'));
      assert.ok(again <= 3, `${again} calls for 100 known people`);
    });
  });
}

const row = {
  id: 'row-of-the-test',
  locked: false,
  fallback: null,
  write: 'always' as const,
  values: {},
  unmapped: 'fallback' as const,
  truncate: false,
  onInvalid: 'hold' as const,
};

type Row = NonNullable<Mapping['objects'][string]>['rows'][number];

function withRow(mapping: Mapping, object: string, one: Omit<Row, 'on'>): Mapping {
  const { rows, ...rest } = objectIn(mapping, object);
  const added = [...rows.filter(({ target }) => target !== one.target), { ...one, on: bookingStatuses }];
  return { ...mapping, objects: { ...mapping.objects, [object]: { ...rest, rows: added } } };
}

function withoutRow(mapping: Mapping, object: string, target: string): Mapping {
  const { rows, ...rest } = objectIn(mapping, object);
  const kept = rows.filter((one) => one.target !== target);
  return { ...mapping, objects: { ...mapping.objects, [object]: { ...rest, rows: kept } } };
}

function objectIn(mapping: Mapping, object: string) {
  const found = mapping.objects[object];
  if (!found) throw new Error(`The mapping has no ${object}.`);
  return found;
}
