import type { ConnectionHooks } from './connections.js';
import { isLive, recordOf } from './record.js';
import { deleteConnection, dropLease, forgetCatalog, updateConnection, type ConnectionRow } from './store.js';

/**
 * Undoes a sign-in that did not come to its end: what was there before comes back, and a tenant's first connection
 * goes without a trace. Bookings that were marked for it meanwhile wait for nothing.
 */
export async function putBack(
  tx: Parameters<ConnectionHooks['disconnected']>[0],
  hooks: ConnectionHooks,
  row: ConnectionRow,
  before: ConnectionRow | undefined,
): Promise<void> {
  if (!before) {
    await hooks.disconnected(tx, recordOf(row), { mapping: 'delete' });
    await deleteConnection(tx, row.id);
    return;
  }
  const { lease_no, lease_owner, lease_until, ...columns } = before;
  await updateConnection(tx, row.id, columns);
  await dropLease(tx, row.id);
  if (before.account_id !== row.account_id) await forgetCatalog(tx, row.id);
  if (!isLive(recordOf(before))) await hooks.disconnected(tx, recordOf(before), { mapping: 'keep' });
}

/** The row as it was before the sign-in that holds it in `connecting`. */
export function formerOf({ former_json }: ConnectionRow): ConnectionRow | undefined {
  const former: ConnectionRow | undefined = former_json === null ? undefined : JSON.parse(former_json);
  return former;
}
