import { startApart, type Apart, type Provider } from './apart.js';
import { newBookings } from './bookings.js';
import { plainHubspot, plainSalesforce } from './plain-client.js';
import type { Table } from './report.js';
import type { SyncSizes } from './sync-sizes.js';

type Booking = ReturnType<typeof newBookings>[number];

const plainClients = { hubspot: plainHubspot, salesforce: plainSalesforce };

/** What the documentation of sync promises: calls alone, and per booking in bulk. */
const budgets = {
  hubspot: { new: [2, 0.022], changed: [2, 0.022], known: [1, 0.011], moved: [1, 0.011] },
  salesforce: { new: [2, 0.017], changed: [2, 0.011], known: [1, 0.006], moved: [1, 0.006] },
} as const;

/** Calls alone and in bulk, beside the plain client's. */
export async function callRows(provider: Provider, sizes: SyncSizes): Promise<Table['rows']> {
  const apart = await connected(provider);
  const perPlain = await plainPerBooking(apart, provider, sizes.plain);
  const rows: Record<string, string | number>[] = [];
  for (const [at, count] of [1, sizes.bookings].entries()) {
    const people = newBookings(count);
    const cases: readonly [string, 'new' | 'known' | 'changed' | 'moved' | null, readonly Booking[]][] = [
      ['new person', 'new', people],
      ['known person, another booking', 'known', people.map((one) => another(one, 'again'))],
      [
        'known person, changed, another booking',
        'changed',
        people.map((one) => another(changed(one), 'third')),
      ],
      ['rescheduled', 'moved', people.map((one) => moved(changed(one)))],
      ['the same again', null, people.map((one) => repeated(moved(changed(one))))],
    ];
    for (const [what, budget, bookings] of cases) {
      const calls = await apart.calls(provider, () => deliver(apart, provider, bookings));
      rows.push({
        crm: provider,
        what,
        bookings: count,
        calls,
        'per booking': calls / count,
        budget: budget === null ? 0 : (budgets[provider][budget][at] ?? 0),
        'plain client': perPlain,
        'times fewer': calls === 0 ? '∞' : String(Math.round((perPlain * count) / calls)),
      });
    }
  }
  await apart.close();
  return rows;
}

/** A connected server whose CRM sets no pace, and which has read all that it keeps. */
export async function connected(provider: Provider): Promise<Apart> {
  const apart = await startApart();
  if (provider === 'hubspot') await apart.emulator(provider, 'org', 'PATCH', { limits: noPace });
  else await apart.emulator(provider, 'org', 'PATCH', { limits: { DailyApiRequests: roomy } });
  await apart.connect(provider);
  await deliver(apart, provider, newBookings(1));
  return apart;
}

const noPace = { tenSecondly: 1_000_000, searchSecondly: 1_000_000 };
/** The server uses a fifth of the pool at most. */
const roomy = { Max: 10_000_000, Remaining: 10_000_000 };

/** Sends bookings while the connection is paused, so that they are there together, then has them written. */
export async function deliver(apart: Apart, provider: Provider, bookings: readonly Booking[]): Promise<void> {
  if (bookings.length > 1) await pause(apart, provider, true);
  await post(apart, bookings);
  if (bookings.length > 1) await pause(apart, provider, false);
  await apart.drained(provider);
}

export async function pause(apart: Apart, provider: Provider, paused: boolean): Promise<void> {
  await apart.send('admin', 'PATCH', `/connections/${provider}`, { paused });
}

/** Sends bookings in arrays. */
export async function post(apart: Apart, bookings: readonly Booking[]): Promise<void> {
  for (let at = 0; at < bookings.length; at += 500)
    await apart.send('service', 'POST', '/bookings', bookings.slice(at, at + 500));
}

function another(one: Booking, mark: string): Booking {
  return next({ ...one, id: `${one.id}-${mark}` }, mark, {});
}

function changed(one: Booking): Booking {
  return next(one, 'c', { contact: { ...one.contact, firstName: 'Anna' } });
}

/** The same an hour later. */
export function moved(one: Booking): Booking {
  const later = (instant: string) => new Date(Date.parse(instant) + 3_600_000).toISOString();
  const { start, end } = one.booking;
  return next(one, 'm', {
    status: 'rescheduled',
    booking: { ...one.booking, start: later(start), end: later(end) },
  });
}

function repeated(one: Booking): Booking {
  return next(one, 'r', {});
}

function next(one: Booking, mark: string, change: Partial<Booking>): Booking {
  return { ...one, ...change, eventId: `${one.eventId}-${mark}`, occurredAt: new Date().toISOString() };
}

/** Calls per booking of the plain client; what it does for one it does for each. */
async function plainPerBooking(apart: Apart, provider: Provider, count: number): Promise<number> {
  const calls = await apart.calls(provider, () => writePlainly(apart, provider, count));
  return calls / count;
}

/** Has the plain client write bookings one after another; gives the milliseconds. */
export async function writePlainly(apart: Apart, provider: Provider, count: number): Promise<number> {
  const { access_token } = await apart.emulator(provider, 'tokens', 'POST', {});
  const write = plainClients[provider](apart.crmUrl[provider], access_token);
  const start = performance.now();
  for (const { contact, booking } of newBookings(count)) await write({ ...contact, ...booking });
  return performance.now() - start;
}
