import type { Fault } from '../contract/model/index.js';
import { CrmError } from '../crm/adapter.js';
import type { DispatcherEffects } from './dispatcher.js';
import type { SyncConnection } from './neighbours.js';
import { stopsAccount } from './retry.js';

/**
 * Asks how much is left of the pool that a connection waits for, before anything is written: a refused write would
 * cost the others a call and count as an error. Null when it is worth a try.
 */
export async function poolEmpty<C extends SyncConnection>(
  { store, worklist, connections, adapters, deadlineMs }: DispatcherEffects<C>,
  connection: C,
): Promise<Fault | null> {
  const { pool } = adapters(connection.provider);
  if (!pool || connection.reason?.code !== 'limit_daily') return null;
  if ((await worklist.nextDue(store.db, connection.id)) === null) return null;
  try {
    return await pool.exhausted(connections.client(connection), AbortSignal.timeout(deadlineMs));
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    // Anything that does not concern the pool shows again when the next booking is written.
    return stopsAccount(error.fault) ? error.fault : null;
  }
}
