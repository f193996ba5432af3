import { Hono } from 'hono';
import type { Session } from '../../../server/http/session.js';
import type { ApiEnv } from '../../../server/http/api.js';
import { answerFailures } from '../../../server/http/failures.js';
import { createBookings } from '../../../server/bookings/bookings.js';
import { bookingsRoutes } from '../../../server/bookings/routes.js';
import { openStore, type Store } from '../../../server/store/store.js';
import { createWorklist } from '../../../server/worklist/worklist.js';
import { quiet } from '../quiet-log.js';

export const start = new Date('2026-11-23T09:00:00.000Z');

/** A clock that only moves when told to. */
export function virtualClock(from = start) {
  let at = from.getTime();
  return { now: () => new Date(at), advance: (ms: number) => void (at += ms) };
}

/** Intake over HTTP on an empty database, or on one that was used before. */
export async function intake(
  options: { store?: Store; url?: string; clock?: ReturnType<typeof virtualClock> } = {},
) {
  const clock = options.clock ?? virtualClock();
  const store = options.store ?? (await openStore(options.url ?? ':memory:'));
  const worklist = createWorklist({ now: clock.now });
  const bookings = createBookings({ store, worklist, now: clock.now });
  const app = (session: Partial<Session>) => {
    const outer = new Hono<ApiEnv>();
    answerFailures(outer, quiet);
    outer.use(async (c, next) => {
      c.set('session', { tenant: 'acme', subject: 'test', role: 'service', ...session });
      c.set('requestId', 'req');
      await next();
    });
    return outer.route('/', bookingsRoutes(bookings));
  };
  const send = async (method: string, path: string, body?: unknown, session: Partial<Session> = {}) => {
    const reply = await app(session).request(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: reply.status, body: await reply.json() };
  };
  return {
    clock,
    store,
    worklist,
    bookings,
    send,
    post: (path: string, body: unknown) => send('POST', path, body),
  };
}

/** A booking event as a host sends it. */
export function event(changes: Record<string, unknown> = {}) {
  return {
    eventId: 'evt_1',
    id: 'bkg_1',
    occurredAt: '2026-11-23T08:00:00Z',
    status: 'booked',
    contact: { email: 'ana@acme.com', firstName: 'Ana', lastName: 'López' },
    booking: { subject: 'Intro call', start: '2026-12-01T15:00:00Z', end: '2026-12-01T15:30:00Z' },
    ...changes,
  };
}

/** A connection row, so that bookings have somewhere to go. */
export async function connect(store: Store, changes: Record<string, unknown> = {}) {
  const row = {
    id: 'con_1',
    tenant: 'acme',
    provider: 'fake',
    account_id: 'account',
    account_name: 'Acme',
    environment: 'production',
    ui_url: 'https://crm.test',
    api_url: 'https://api.crm.test',
    grant_sealed: 'sealed',
    grant_version: 1,
    scopes_json: '[]',
    status: 'active',
    paused_until: null,
    reason_json: null,
    connected_by: 'admin',
    connected_at: start.toISOString(),
    lease_owner: null,
    lease_no: 0,
    lease_until: null,
  };
  await store.db
    .insertInto('connection')
    .values({ ...row, ...changes })
    .execute();
}
