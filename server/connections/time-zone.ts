import type { CrmClient } from '../crm/adapter.js';
import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import type { Crms } from './crms.js';
import { withDeadline } from './deadline.js';
import type { Grants } from './grants.js';
import type { ConnectionRecord } from './record.js';
import { updateConnection } from './store.js';

/**
 * Gives a connection that was made before time zones were kept its account's, once a day's limit has been met, so that
 * the next one need not be probed for its end. It is asked for once per start.
 */
export function createZones({
  store,
  crms,
  grants,
  client,
  deadlineMs,
  log,
}: {
  readonly store: Store;
  readonly crms: Crms;
  readonly grants: Pick<Grants, 'stored'>;
  readonly client: (connection: ConnectionRecord) => CrmClient;
  readonly deadlineMs: number;
  readonly log: Log;
}): (connection: ConnectionRecord) => Promise<void> {
  const asked = new Set<string>();
  return async (connection) => {
    const { id, provider, timeZone, reason } = connection;
    if (timeZone !== null || reason?.code !== 'limit_daily' || asked.has(id)) return;
    asked.add(id);
    const { about, signIn } = crms.adapter(provider);
    try {
      const grant = await grants.stored(id);
      const account = await withDeadline(about.name, deadlineMs, (signal) =>
        signIn.account(client(connection), signal, grant ?? undefined),
      );
      if (account.timeZone !== undefined)
        await updateConnection(store.db, id, { time_zone: account.timeZone });
    } catch (error) {
      log.warn({ connection: id, err: error }, 'the time zone of the account could not be read');
    }
  };
}
