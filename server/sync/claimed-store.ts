import { fromJson } from '../store/json.js';
import type { Db } from '../store/store.js';

/** One row per connection; no booking, person or object is called so. */
const claimed = { kind: 'claimed', booking: '', object: '' } as const;

/**
 * Notes who is being written to from now on, in place of who was: what bookings say by the time of a crash may be
 * about somebody else.
 */
export async function noteClaimed(
  tx: Db,
  connection: string,
  people: readonly string[],
  at: string,
): Promise<void> {
  const noted = { write_json: JSON.stringify(people), started_at: at };
  const { numUpdatedRows } = await tx
    .updateTable('operation')
    .set(noted)
    .where('connection', '=', connection)
    .where('kind', '=', claimed.kind)
    .where('booking', '=', claimed.booking)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const row = { connection, ...claimed, ...noted, payload_hash: '', marker: '', state: 'intended' };
  await tx.insertInto('operation').values(row).execute();
}

/** Who was being written to when that was noted last; null when it never was. */
export async function claimedPeople(db: Db, connection: string): Promise<readonly string[] | null> {
  const row = await db
    .selectFrom('operation')
    .select('write_json')
    .where('connection', '=', connection)
    .where('kind', '=', claimed.kind)
    .where('booking', '=', claimed.booking)
    .executeTakeFirst();
  return row?.write_json ? fromJson<string[]>(row.write_json) : null;
}
