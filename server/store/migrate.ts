import { type Kysely, sql } from 'kysely';
import type { Clock } from '../contract/model/index.js';
import { migrations } from './migrations/index.js';
import type { Schema } from './schema.js';
import type { StoreKind } from './store.js';

/** Any number that no other program of ours takes. */
const advisoryLock = 4_201_975;

/**
 * Runs the numbered steps that the database has not seen, all in one transaction: a crash half-way leaves the
 * tables as they were, and servers that start together take turns.
 */
export async function migrate(db: Kysely<Schema>, kind: StoreKind, now: Clock): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(tx);
    await sql`create table if not exists migration (number integer primary key, applied_at text not null)`.execute(
      tx,
    );
    const seen = await sql<{ number: number }>`select number from migration`.execute(tx);
    const applied = new Set(seen.rows.map((row) => row.number));
    for (const { number, up } of migrations) {
      if (applied.has(number)) continue;
      await up(tx, kind);
      await sql`insert into migration (number, applied_at) values (${number}, ${now().toISOString()})`.execute(
        tx,
      );
    }
  });
}
