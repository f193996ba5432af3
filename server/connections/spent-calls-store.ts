import type { HourOfCalls, ShareBook } from '../crm/http.js';
import type { Db, Store } from '../store/store.js';
import type { ConnectionRecord } from './record.js';

/** Counts an account's calls for all servers, over restarts. */
export function spentCalls(
  store: Pick<Store, 'transaction'>,
  { id, accountId }: Pick<ConnectionRecord, 'id' | 'accountId'>,
): ShareBook {
  return {
    // All or nothing: calls that are written down but not told would be written down again.
    add: (calls, from) =>
      store.transaction(async (tx) => {
        if (calls.length > 0) await addCalls(tx, id, accountId, calls);
        return tx
          .selectFrom('spent_calls')
          .select(['hour', 'calls', 'pool'])
          .where('connection', '=', id)
          .where('account_id', '=', accountId)
          .where('hour', '>=', from)
          .execute();
      }),
  };
}

async function addCalls(
  db: Db,
  connection: string,
  account_id: string,
  calls: readonly HourOfCalls[],
): Promise<void> {
  await db
    .insertInto('spent_calls')
    .values(calls.map((each) => ({ connection, account_id, ...each })))
    .onConflict((conflict) =>
      conflict.columns(['connection', 'account_id', 'hour']).doUpdateSet((eb) => ({
        calls: eb('spent_calls.calls', '+', eb.ref('excluded.calls')),
        pool: eb.ref('excluded.pool'),
      })),
    )
    .execute();
}
