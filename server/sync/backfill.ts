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
    const wanted = new Date(from).toISOString();
    let count = 0;
    for (let page = await bookings.upcoming(tenant, wanted); page.length > 0;) {
      const ids = page.map(({ id }) => id);
      const synced = await worklist.synced(store.db, connection.id, ids);
      const missing = page.filter(({ id, status }) => status !== 'cancelled' && !synced.has(id));
      count += missing.length;
      if (!dryRun && missing.length > 0) {
        const marks = missing.map(({ kind, id, status, version }) => ({
          ...{ tenant, kind, booking: id, version },
          reached: { [status]: version },
        }));
        // Page by page: nobody who writes meanwhile waits long, and one that was cut short can be asked for again.
        await store.transaction((tx) => worklist.markConnection(tx, connection.id, marks));
        worklist.wake([connection.id]);
      }
      page = await bookings.upcoming(tenant, wanted, page.at(-1));
    }
    const batches = Math.ceil(count / adapters(provider).writer.batchSize);
    return { count, calls: batches * callsPerBatch, started: !dryRun && count > 0 };
  };
}
