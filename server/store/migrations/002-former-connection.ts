import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** What a connection was before the sign-in that is under way, so that a crash in its middle undoes it. */
export async function up(tx: Transaction<Schema>): Promise<void> {
  await sql`alter table connection add column former_json text`.execute(tx);
}
