import type { Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** Our calls of a day's pool by the hour, one row per connection, account and hour. */
export async function up(tx: Transaction<Schema>): Promise<void> {
  await tx.schema
    .createTable('spent_calls')
    .addColumn('connection', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('hour', 'integer', (column) => column.notNull())
    .addColumn('calls', 'integer', (column) => column.notNull())
    .addColumn('pool', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('spent_calls_key', ['connection', 'account_id', 'hour'])
    .execute();
}
