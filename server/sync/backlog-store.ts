import type { Db } from '../store/store.js';

/** What waits behind the connections of this database, for whoever runs the server. */
export interface BacklogNow {
  readonly waiting: readonly {
    readonly provider: string;
    readonly state: string;
    readonly bookings: number;
    readonly oldestSeconds: number;
  }[];
  readonly connections: readonly {
    readonly provider: string;
    readonly status: string;
    readonly count: number;
  }[];
  readonly leases: number;
}

/** Counts what is not in a CRM yet, and how long the oldest change of it has waited. */
export async function readBacklog(db: Db, now: Date): Promise<BacklogNow> {
  const [waiting, connections, held] = await Promise.all([
    db
      .selectFrom('sync_item')
      .innerJoin('connection', 'connection.id', 'sync_item.connection')
      .innerJoin('booking', (join) =>
        join
          .onRef('booking.tenant', '=', 'sync_item.tenant')
          .onRef('booking.kind', '=', 'sync_item.kind')
          .onRef('booking.id', '=', 'sync_item.booking'),
      )
      .select((eb) => [
        'connection.provider as provider',
        'sync_item.state as state',
        eb.fn.countAll<number>().as('bookings'),
        eb.fn.min('booking.updated_at').as('oldest'),
      ])
      .where('sync_item.state', 'in', ['dirty', 'busy', 'unknown', 'attention'])
      .groupBy(['connection.provider', 'sync_item.state'])
      .execute(),
    db
      .selectFrom('connection')
      .select((eb) => ['provider', 'status', eb.fn.countAll<number>().as('count')])
      .groupBy(['provider', 'status'])
      .execute(),
    db
      .selectFrom('connection')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('lease_until', '>', now.toISOString())
      .executeTakeFirst(),
  ]);
  return {
    waiting: waiting.map(({ oldest, bookings, ...one }) => ({
      ...one,
      bookings: Number(bookings),
      oldestSeconds: Math.max(0, Math.round((now.getTime() - Date.parse(oldest)) / 1000)),
    })),
    connections: connections.map(({ count, ...one }) => ({ ...one, count: Number(count) })),
    leases: Number(held?.count ?? 0),
  };
}
