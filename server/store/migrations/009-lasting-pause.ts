import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** An admin's pause is still on after somebody had to sign in again. */
export async function up(tx: Transaction<Schema>): Promise<void> {
  await sql`alter table connection add column was_paused integer not null default 0`.execute(tx);
}
