import type { Apart, Provider } from './apart.js';
import { newBookings } from './bookings.js';
import type { Table } from './report.js';
import { connected, moved, pause, post, writePlainly } from './sync-calls.js';
import type { SyncSizes } from './sync-sizes.js';
import { percentile, timed } from './timing.js';

/** Requests per second that HubSpot's limit comes to, with 100 rows in each. */
const allowedPerSecond = 11;
const rowsPerCall = 100;
/** Between two live bookings. */
const pauseMs = 300;

/** How fast a backlog of new people, then of their reschedules, is written, and how long live bookings wait meanwhile. */
export async function backlogRows(provider: Provider, { bookings }: SyncSizes): Promise<Table['rows']> {
  const apart = await connected(provider);
  await apart.emulator(provider, 'org', 'PATCH', { latencyMs: 100 });
  const plainCount = 20;
  const plain = (plainCount * 1000) / (await writePlainly(apart, provider, plainCount));
  if (provider === 'hubspot') {
    await apart.emulator(provider, 'org', 'PATCH', { limits: { tenSecondly: 110, searchSecondly: 5 } });
    // What went out before the limit counts in its window.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
  }
  const people = newBookings(bookings);
  const rows: Table['rows'][number][] = [];
  for (const [what, some, callsPerBatch] of [
    ['new people', people, 2],
    ['reschedules', people.map(moved), 1],
  ] as const) {
    await pause(apart, provider, true);
    await post(apart, some);
    const before = await apart.usage();
    const callsBefore = (await apart.emulator(provider, 'calls')).total;
    let live: ReturnType<typeof liveBookings> | undefined;
    const ms = await timed(async () => {
      await pause(apart, provider, false);
      // What comes during the pause is backlog as well.
      live = liveBookings(apart, provider);
      await apart.drained(provider, bookings / 200);
    });
    const calls = (await apart.emulator(provider, 'calls')).total - callsBefore;
    const waits = (await live?.stop()) ?? [];
    const rate = (bookings * 1000) / ms;
    const allowed = (allowedPerSecond * rowsPerCall) / callsPerBatch;
    rows.push({
      crm: provider,
      what,
      seconds: ms / 1000,
      'bookings/s': rate,
      allowed: provider === 'hubspot' ? allowed : '–',
      'of the limit': provider === 'hubspot' ? (calls * 1000) / ms / allowedPerSecond : '–',
      'live n': waits.length,
      'live p50': percentile(waits, 0.5),
      'live p95': percentile(waits, 0.95),
      'CPU ms/booking': ((await apart.usage()).cpuMs - before.cpuMs) / bookings,
      'plain client/s': plain,
    });
  }
  await apart.close();
  return rows;
}

/** Sends a booking now and then, and notes how long each takes until it is in the CRM. */
function liveBookings(apart: Apart, provider: Provider) {
  const waits: number[] = [];
  let stopped = false;
  const ask = async (id: string) => {
    const { syncs } = await apart.send('member', 'GET', `/bookings/${id}`);
    return syncs.find((one: { provider: string }) => one.provider === provider)?.state === 'synced';
  };
  const running: Promise<void>[] = [];
  const one = async () => {
    const bookings = newBookings(1);
    await post(apart, bookings);
    const ms = await timed(async () => {
      while (!(await ask(bookings[0]?.id ?? ''))) await new Promise((resolve) => setTimeout(resolve, 75));
    });
    waits.push(ms);
  };
  const loop = (async () => {
    while (!stopped) {
      running.push(one());
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return {
    async stop(): Promise<readonly number[]> {
      stopped = true;
      await loop;
      await Promise.all(running);
      return waits;
    },
  };
}
