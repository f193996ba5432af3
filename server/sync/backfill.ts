import type { Bookings } from '../bookings/bookings.js';
import type { Store } from '../store/store.js';
import type { Worklist } from '../worklist/worklist.js';
import type { Adapters, SyncConnection, SyncConnections } from './neighbours.js';

/** What a backfill would do, or has begun to do. */
export interface BackfillPlan {
  readonly count: number;
  /** Calls to the CRM that it takes, at most about. */
  readonly calls: number;
  readonly started: boolean;
}

/** Syncs bookings that start at or after a date and were known before the connection. */
export type Backfill = (
  tenant: string,
  provider: string,
  request: { readonly from: string; readonly dryRun: boolean },
) => Promise<BackfillPlan>;

/** Calls per full batch for people whom we never met; see the table in the documentation of sync. */
const callsPerBatch = 3;

export function createBackfill<C extends SyncConnection>(options: {
  readonly store: Store;
  readonly worklist: Worklist;
  readonly connections: SyncConnections<C>;
  readonly bookings: Pick<Bookings, 'upcoming'>;
  readonly adapters: Adapters;
}): Backfill {
  const { store, worklist, connections, bookings, adapters } = options;
  return async (tenant, provider, { from, dryRun }) => {
    const connection = await connections.require(tenant, provider);
    const known = await bookings.upcoming(tenant, new Date(from).toISOString());
    const items = await Promise.all(
      known.map(({ snapshot: { kind, id } }) => worklist.find(store.db, tenant, { kind, booking: id })),
    );
    const missing = known.filter(
      ({ snapshot }, at) =>
        snapshot.status !== 'cancelled' &&
        !items[at]?.some((item) => item.connection === connection.id && item.syncedVersion > 0),
    );
    const batches = Math.ceil(missing.length / adapters(provider).writer.batchSize);
    if (!dryRun && missing.length > 0) {
      const marks = missing.map(({ snapshot: { kind, id, status }, version }) => ({
        tenant,
        kind,
        booking: id,
        version,
        reached: { [status]: version },
      }));
      await store.transaction((tx) => worklist.markConnection(tx, connection.id, marks));
      worklist.wake([connection.id]);
    }
    return { count: missing.length, calls: batches * callsPerBatch, started: !dryRun && missing.length > 0 };
  };
}
