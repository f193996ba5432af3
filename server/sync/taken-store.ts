import type { SyncRecord } from '../contract/model/index.js';
import { fromJson } from '../store/json.js';
import type { Db } from '../store/store.js';
import type { SyncConnection } from './neighbours.js';

/** Of these records of an account those that bookings have, which were written since; another tenant's count as well. */
export async function recordsTaken(
  db: Db,
  { provider, accountId }: Pick<SyncConnection, 'provider' | 'accountId'>,
  ids: readonly string[],
  since: string,
): Promise<ReadonlySet<string>> {
  const asked = new Set(ids);
  const taken = new Set<string>();
  for (let at = 0; at < ids.length; at += chunkSize) {
    const rows = await db
      .selectFrom('sync_item')
      .select('records_json')
      .where('connection', 'in', (some) =>
        some
          .selectFrom('connection')
          .select('id')
          .where('provider', '=', provider)
          .where('account_id', '=', accountId),
      )
      .where('updated_at', '>=', since)
      .where((eb) => eb.or(ids.slice(at, at + chunkSize).map((id) => eb('records_json', 'like', `%${id}%`))))
      .execute();
    for (const { records_json } of rows)
      for (const { id } of fromJson<SyncRecord[]>(records_json)) if (asked.has(id)) taken.add(id);
  }
  return taken;
}

/** Each costs a look at every row. */
const chunkSize = 50;
