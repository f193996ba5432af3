import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** Where an account's day ends, for limits that begin anew at its midnight; unknown until the next sign-in. */
export async function up(tx: Transaction<Schema>): Promise<void> {
  await sql`alter table connection add column time_zone text`.execute(tx);
}
