import type { PermissionCheck } from '../contract/model/index.js';
import type { Db } from '../store/store.js';

/** The last look-up, and what it was made for. */
export interface Report {
  readonly key: string;
  readonly checks: readonly PermissionCheck[];
  readonly checkedAt: string;
}

export async function readReport(db: Db, connection: string): Promise<Report | null> {
  const row = await db
    .selectFrom('permission_report')
    .selectAll()
    .where('connection', '=', connection)
    .executeTakeFirst();
  if (!row) return null;
  const { key, checks }: Omit<Report, 'checkedAt'> = JSON.parse(row.checks_json);
  return { key, checks, checkedAt: row.checked_at };
}

export async function deleteReport(db: Db, connection: string): Promise<void> {
  await db.deleteFrom('permission_report').where('connection', '=', connection).execute();
}

export async function writeReport(
  db: Db,
  connection: string,
  { key, checks, checkedAt }: Report,
): Promise<void> {
  const columns = { checked_at: checkedAt, checks_json: JSON.stringify({ key, checks }) };
  await db
    .insertInto('permission_report')
    .values({ connection, ...columns })
    .onConflict((conflict) => conflict.column('connection').doUpdateSet(columns))
    .execute();
}
