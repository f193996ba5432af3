import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { emulated, type Provider } from './emulated.js';

const expected: Record<Provider, { meeting: string; alone: number; full: number }> = {
  hubspot: { meeting: 'meetings', alone: 2, full: 2 },
  salesforce: { meeting: 'Event', alone: 2, full: 3 },
};

for (const provider of ['hubspot', 'salesforce'] as const) {
  describe(`calls to the emulated ${provider}`, () => {
    let crm: Awaited<ReturnType<typeof emulated>>;
    before(async () => void (crm = await emulated(provider)));
    after(() => crm.close());
    const { meeting, alone, full } = expected[provider];

    for (const count of [1, 10, 100]) {
      const many = (more: object = {}) =>
        Array.from({ length: count }, (_, at) => ({
          id: `b-${count}-${at}`,
          contact: {
            email: `p-${count}-${at}@acme.com`,
            firstName: 'Ana',
            lastName: `No ${at}`,
            company: 'Acme',
          },
          ...more,
        }));
      const moved = {
        booking: { subject: 'Intro call', start: '2026-12-05T15:00:00Z', end: '2026-12-05T15:30:00Z' },
      };

      it(`are ${count === 1 ? alone : full} for ${count} new people at once, each with one meeting`, async () => {
        const held = (await crm.records(meeting)).length;
        const { total } = await crm.calls(() => crm.book(...many()));
        assert.equal(total, count === 1 ? alone : full);
        assert.equal((await crm.records(meeting)).length - held, count);
        assert.equal((await crm.state(`b-${count}-0`)).state, 'synced');
      });

      it(`are one for another booking of ${count} people who are known`, async () => {
        const again = many().map((one) => ({ ...one, id: `again-${one.id}` }));
        assert.equal((await crm.calls(() => crm.book(...again))).total, 1);
      });

      it(`are one to reschedule ${count} and one to cancel them, on the same records`, async () => {
        const held = (await crm.records(meeting)).length;
        assert.equal(
          (await crm.calls(() => crm.book(...many({ status: 'rescheduled', ...moved })))).total,
          1,
        );
        assert.equal((await crm.calls(() => crm.book(...many({ status: 'cancelled', ...moved })))).total, 1);
        assert.equal((await crm.records(meeting)).length, held);
      });

      it(`are none for ${count} events that say the same`, async () => {
        assert.equal((await crm.calls(() => crm.book(...many({ status: 'cancelled', ...moved })))).total, 0);
      });
    }
  });
}
