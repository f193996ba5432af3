import type { Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/** Finds finished operations by age, so that clearing them away reads only what it removes. */
export async function up(tx: Transaction<Schema>): Promise<void> {
  await tx.schema.createIndex('operation_by_age').on('operation').columns(['state', 'started_at']).execute();
}
