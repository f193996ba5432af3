import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createLanes, type StoredBookings } from '../../../server/sync/lanes.js';
import { newItem } from '../../../server/worklist/transitions.js';

const at = '2026-11-23T09:00:00.000Z';
const item = (booking: string) =>
  newItem('con_1', { tenant: 'acme', kind: 'booking', booking, version: 1, reached: {} }, at);

function bookings(phones: Readonly<Record<string, string>>): StoredBookings {
  return new Map(
    Object.entries(phones).map(([id, phone]) => {
      const contact = { email: `${id}@acme.com`, phone };
      const snapshot = {
        kind: 'booking',
        id,
        status: 'booked',
        occurredAt: at,
        contact,
        booking: {},
      } as const;
      return [`booking/${id}`, { version: 1, snapshot: { ...snapshot, answers: [], guests: [] } }];
    }),
  );
}

it('nobody with one phone is in two lanes, whether it is told with the country code or without', async () => {
  const lanes = createLanes();
  const stored = bookings({ one: '+1 (415) 555-0134', same: '415-555-0134', other: '+44 20 7946 0958' });
  lanes.open([item('one')], stored, async () => {});
  const free = lanes.apart([item('same'), item('other')], stored);
  assert.deepEqual(
    free.map(({ booking }) => booking),
    ['other'],
  );
  await lanes.through();
});
