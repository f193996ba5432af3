import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** When the booking happened that last said something about a person, so that an older one does not overwrite it. */
export async function up(tx: Transaction<Schema>): Promise<void> {
  await sql`alter table person_link add column said_at text not null default ''`.execute(tx);
}
