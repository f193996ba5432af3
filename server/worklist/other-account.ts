import type { SyncFault } from '../contract/model/index.js';
import type { Db } from '../store/store.js';

/**
 * Forgets what was written to the account that a connection led to before: nothing of it is in the new one. What still
 * waits goes to the new account; what was written before goes there with its next change, or when somebody asks.
 * Whoever was writing has lost the lease before, so that no record of the old account is stored after this.
 */
export async function leaveAccount(tx: Db, connection: string, at: string): Promise<void> {
  const fault: SyncFault = {
    code: 'created_elsewhere',
    class: 'skipped',
    params: {},
    sentence:
      'It was written to the account that was connected before. It reaches this one with its next change, or when upcoming bookings are synced.',
    since: at,
  };
  await tx
    .updateTable('sync_item')
    .set({ synced_version: 0, records_json: '[]', sent_json: '{}', omitted_json: '[]' })
    .where('connection', '=', connection)
    .execute();
  await tx
    .updateTable('sync_item')
    .set({
      state: 'skipped',
      fault_json: JSON.stringify(fault),
      cause: null,
      next_at: null,
      updated_at: at,
    })
    .where('connection', '=', connection)
    .where('state', '=', 'synced')
    .execute();
  // What the old account refused the new one may take, and the reason is not its own.
  await tx
    .updateTable('sync_item')
    .set({ state: 'dirty', fault_json: null, cause: null, next_at: at, attempts: 0, live: 0, updated_at: at })
    .where('connection', '=', connection)
    .where('state', '=', 'attention')
    .execute();
}
