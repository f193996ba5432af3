import type { Clock, Snapshot } from '../contract/model/index.js';
import type { Bookings } from '../bookings/bookings.js';
import type { SyncConnection, SyncConnections } from './neighbours.js';

/** Writes a clearly marked booking through the whole pipe, for the admin to look at in the CRM. */
export type TestBooking = (
  tenant: string,
  provider: string,
  email: string | null,
) => Promise<{ readonly id: string }>;

const hour = 60 * 60_000;
/** For a CRM that does not tell the signed-in user's address; reserved for examples (RFC 2606), so nobody gets mail. */
const nobody = 'test.booking@example.com';
const deadlineMs = 20_000;

/** The person is the admin: by the e-mail given, else by that of the CRM user who signed in. */
export function createTestBooking<C extends SyncConnection>(options: {
  readonly connections: SyncConnections<C>;
  readonly bookings: Pick<Bookings, 'acceptTest'>;
  readonly now: Clock;
}): TestBooking {
  const { connections, bookings, now } = options;
  return async (tenant, provider, email) => {
    const connection = await connections.require(tenant, provider);
    const user =
      email === null ? await connections.signedInUser(connection, AbortSignal.timeout(deadlineMs)) : null;
    const id = `test-${crypto.randomUUID()}`;
    await bookings.acceptTest(tenant, connection.id, snapshot(id, email ?? (user?.email || nobody), now()));
    return { id };
  };
}

function snapshot(id: string, email: string, now: Date): Snapshot {
  const start = new Date(Math.ceil((now.getTime() + 24 * hour) / hour) * hour);
  return {
    kind: 'booking',
    id,
    occurredAt: now.toISOString(),
    status: 'booked',
    contact: { email, firstName: 'Test', lastName: 'Booking', company: 'Test booking' },
    booking: {
      subject: 'Test booking, please ignore',
      start: start.toISOString(),
      end: new Date(start.getTime() + hour / 2).toISOString(),
      timeZone: 'UTC',
      location: 'Nowhere: this is a test of the connection',
      bookingPage: 'Test booking',
    },
    answers: [],
    guests: [],
    test: true,
  };
}
