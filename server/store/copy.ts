import { existsSync } from 'node:fs';
import { sql, type Transaction } from 'kysely';
import { StoreRefused } from './refused.js';
import type { Schema } from './schema.js';
import { openStore, type Db } from './store.js';

/** Rows that were copied, by table. */
export type Copied = Readonly<Partial<Record<keyof Schema, number>>>;

/** Rows per statement. */
const pageSize = 500;

/** Every table, each named here so that a new one can't be forgotten. */
const tables: Readonly<Record<keyof Schema, true>> = {
  connection: true,
  attempt: true,
  catalog: true,
  crm_user_list: true,
  learned_rule: true,
  permission_report: true,
  mapping: true,
  noted_fields: true,
  source_field: true,
  question: true,
  event_log: true,
  booking: true,
  sync_item: true,
  person_link: true,
  operation: true,
  spent_calls: true,
};

/**
 * Copies everything from a SQLite file to an empty PostgreSQL database, all or nothing, and counts it there. Throws
 * {@link StoreRefused} when the file is missing or in use, or when the database holds anything; the file stays as it is.
 */
export async function copyStore(from: string, to: string): Promise<Copied> {
  const file = /^file:(?:\/\/)?(.+)$/.exec(from)?.[1];
  if (file === undefined)
    throw new StoreRefused('--from must be a SQLite file such as file:./data/crm-connect.db.');
  if (!/^postgres(ql)?:\/\//.test(to))
    throw new StoreRefused('--to must be a PostgreSQL address, postgres://….');
  if (!existsSync(file)) throw new StoreRefused(`There is no file ${file}; check --from.`);
  const source = await openStore(from, { setting: '--from' });
  try {
    const target = await openStore(to, { setting: '--to' });
    try {
      return await target.transaction((tx) => copyAll(source.db, tx));
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copyAll(source: Db, tx: Transaction<Schema>): Promise<Copied> {
  const names = Object.keys(tables);
  await sql`lock table ${sql.join(names.map((name) => sql.table(name)))} in exclusive mode`.execute(tx);
  for (const name of names) {
    if ((await count(tx, name)) > 0)
      throw new StoreRefused(`The PostgreSQL database of --to is not empty: table ${name} holds rows.`);
  }
  const copied: Record<string, number> = {};
  for (const name of names) {
    await copyTable(source, tx, name);
    const [here, there] = [await count(source, name), await count(tx, name)];
    if (here !== there) throw new Error(`Table ${name} holds ${here} rows, but ${there} arrived.`);
    copied[name] = there;
  }
  // The process that held the leases is gone, or the file would have been in use.
  await tx.updateTable('connection').set({ lease_owner: null, lease_until: null }).execute();
  await sql`select setval(pg_get_serial_sequence('operation', 'id'), coalesce(max(id), 0) + 1, false) from operation`.execute(
    tx,
  );
  return copied;
}

async function copyTable(source: Db, tx: Db, name: string): Promise<void> {
  for (let after = 0; ;) {
    const page = await sql<Readonly<Record<string, unknown>> & { readonly copied_row: number }>`
      select rowid as copied_row, * from ${sql.table(name)}
      where rowid > ${after} order by rowid limit ${pageSize}`.execute(source);
    const last = page.rows.at(-1);
    if (!last) return;
    after = last.copied_row;
    const columns = Object.keys(last).filter((column) => column !== 'copied_row');
    const rows = page.rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
    const into = sql`${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})`;
    await sql`insert into ${into} values ${sql.join(rows)}`.execute(tx);
  }
}

async function count(db: Db, name: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(db);
  return Number(rows[0]?.n ?? 0);
}
