import type { Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** What mapped fields were when their rows were saved, one row per connection. */
export async function up(tx: Transaction<Schema>): Promise<void> {
  await tx.schema
    .createTable('noted_fields')
    .addColumn('connection', 'text', (column) => column.primaryKey())
    .addColumn('fields_json', 'text', (column) => column.notNull())
    .execute();
}
