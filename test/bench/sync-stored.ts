import { newBookings } from './bookings.js';
import type { Table } from './report.js';
import { connected, pause, post } from './sync-calls.js';
import type { SyncSizes } from './sync-sizes.js';
import { timed } from './timing.js';

const perStep = 5000;
const waiting = 10_000;

/** Speed and memory at the start, on the way, and with many more waiting at the end. */
export async function storedRows({ stored }: SyncSizes): Promise<Table['rows']> {
  const apart = await connected('hubspot');
  const rows: Table['rows'][number][] = [];
  const looks = new Set([0, Math.floor(stored / perStep / 2), Math.ceil(stored / perStep) - 1]);
  for (let step = 0; step * perStep < stored; step++) {
    const bookings = newBookings(Math.min(perStep, stored - step * perStep));
    await pause(apart, 'hubspot', true);
    const start = await apart.usage();
    const taking = await timed(() => post(apart, bookings));
    const taken = await apart.usage();
    const writing = await timed(async () => {
      await pause(apart, 'hubspot', false);
      await apart.drained('hubspot');
    });
    const written = await apart.usage();
    if (!looks.has(step)) continue;
    rows.push({
      stored: step * perStep + bookings.length,
      'intake/s': (bookings.length * 1000) / taking,
      'intake CPU ms': (taken.cpuMs - start.cpuMs) / bookings.length,
      'synced/s': (bookings.length * 1000) / writing,
      'sync CPU ms': (written.cpuMs - taken.cpuMs) / bookings.length,
      'memory (MB)': written.rss / 1e6,
    });
  }
  await pause(apart, 'hubspot', true);
  await post(apart, newBookings(waiting));
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const { rss } = await apart.usage();
  rows.push({
    stored: `${stored.toLocaleString('en')} and ${waiting.toLocaleString('en')} waiting`,
    'memory (MB)': rss / 1e6,
  });
  await apart.close();
  return rows;
}
