import { type CreateTableBuilder, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';
import type { StoreKind } from '../store.js';

/** All tables of the first release; see `schema.ts` for what the columns mean. */
export async function up(tx: Transaction<Schema>, kind: StoreKind): Promise<void> {
  for (const [name, { columns, key }] of Object.entries(tables)) {
    let table: CreateTableBuilder<string, string> = tx.schema.createTable(name);
    for (const [column, type] of Object.entries(columns)) table = addColumn(table, column, type, kind);
    if (key) table = table.addPrimaryKeyConstraint(`${name}_key`, [...key] as [string, ...string[]]);
    await table.execute();
  }
  for (const [name, table, columns] of indexes) {
    await tx.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
}

/** `text?` may be null; `number` starts at 0; `serial` counts up by itself. */
type ColumnType = 'text' | 'text?' | 'integer' | 'number' | 'serial';

interface Table {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly key?: readonly string[];
}

const tables: Readonly<Record<Exclude<keyof Schema, 'noted_fields' | 'spent_calls'>, Table>> = {
  connection: {
    columns: {
      id: 'text',
      tenant: 'text',
      provider: 'text',
      account_id: 'text',
      account_name: 'text',
      environment: 'text',
      ui_url: 'text',
      api_url: 'text',
      grant_sealed: 'text?',
      grant_version: 'number',
      scopes_json: 'text',
      status: 'text',
      paused_until: 'text?',
      reason_json: 'text?',
      connected_by: 'text',
      connected_at: 'text',
      lease_owner: 'text?',
      lease_no: 'number',
      lease_until: 'text?',
    },
    key: ['id'],
  },
  attempt: {
    columns: {
      id: 'text',
      tenant: 'text',
      provider: 'text',
      state_hash: 'text',
      verifier_sealed: 'text',
      origin: 'text?',
      environment: 'text',
      login_url: 'text',
      status: 'text',
      problem_json: 'text?',
      account_changed: 'number',
      created_by: 'text',
      created_at: 'text',
      expires_at: 'text',
    },
    key: ['id'],
  },
  catalog: {
    columns: {
      connection: 'text',
      object: 'text',
      fetched_at: 'text',
      etag: 'text?',
      fingerprint: 'text',
      object_json: 'text',
      fields_json: 'text',
    },
    key: ['connection', 'object'],
  },
  crm_user_list: {
    columns: { connection: 'text', fetched_at: 'text', users_json: 'text' },
    key: ['connection'],
  },
  learned_rule: {
    columns: { connection: 'text', object: 'text', field: 'text', reason: 'text', first_seen: 'text' },
    key: ['connection', 'object', 'field', 'reason'],
  },
  permission_report: {
    columns: { connection: 'text', checked_at: 'text', checks_json: 'text' },
    key: ['connection'],
  },
  mapping: {
    columns: {
      connection: 'text',
      version: 'integer',
      document_json: 'text',
      author: 'text',
      created_at: 'text',
    },
    key: ['connection', 'version'],
  },
  source_field: {
    columns: { tenant: 'text', key: 'text', position: 'integer', field_json: 'text' },
    key: ['tenant', 'key'],
  },
  question: {
    columns: { tenant: 'text', id: 'text', position: 'integer', question_json: 'text' },
    key: ['tenant', 'id'],
  },
  event_log: {
    columns: { tenant: 'text', event_id: 'text', body_hash: 'text', received_at: 'text' },
    key: ['tenant', 'event_id'],
  },
  booking: {
    columns: {
      tenant: 'text',
      kind: 'text',
      id: 'text',
      version: 'integer',
      status: 'text',
      occurred_at: 'text',
      starts_at: 'text?',
      snapshot_json: 'text',
      updated_at: 'text',
    },
    key: ['tenant', 'kind', 'id'],
  },
  sync_item: {
    columns: {
      connection: 'text',
      kind: 'text',
      booking: 'text',
      tenant: 'text',
      desired_version: 'integer',
      synced_version: 'number',
      reached_json: 'text',
      sent_json: 'text',
      mapping_version: 'number',
      state: 'text',
      next_at: 'text?',
      attempts: 'number',
      records_json: 'text',
      fault_json: 'text?',
      cause: 'text?',
      omitted_json: 'text',
      lease_no: 'number',
      live: 'number',
      created_at: 'text',
      updated_at: 'text',
    },
    key: ['connection', 'kind', 'booking'],
  },
  person_link: {
    columns: {
      connection: 'text',
      email_key: 'text',
      object: 'text',
      record_id: 'text',
      sent_json: 'text',
      verified_at: 'text',
    },
    key: ['connection', 'email_key'],
  },
  operation: {
    columns: {
      id: 'serial',
      connection: 'text',
      kind: 'text',
      booking: 'text',
      object: 'text',
      payload_hash: 'text',
      marker: 'text',
      write_json: 'text?',
      state: 'text',
      started_at: 'text',
    },
  },
};

const indexes: readonly (readonly [name: string, table: string, columns: readonly string[]])[] = [
  ['connection_by_tenant', 'connection', ['tenant', 'provider']],
  ['attempt_by_state', 'attempt', ['state_hash']],
  ['attempt_by_tenant', 'attempt', ['tenant', 'provider', 'status']],
  ['event_log_by_age', 'event_log', ['received_at']],
  ['booking_by_start', 'booking', ['tenant', 'starts_at']],
  ['booking_by_change', 'booking', ['tenant', 'updated_at']],
  ['sync_item_due', 'sync_item', ['connection', 'state', 'live', 'next_at']],
  ['sync_item_by_change', 'sync_item', ['connection', 'updated_at']],
  ['sync_item_by_cause', 'sync_item', ['connection', 'cause']],
  ['sync_item_by_booking', 'sync_item', ['tenant', 'kind', 'booking']],
  ['operation_open', 'operation', ['connection', 'kind', 'booking', 'object']],
];

function addColumn(
  table: CreateTableBuilder<string, string>,
  column: string,
  type: ColumnType,
  kind: StoreKind,
): CreateTableBuilder<string, string> {
  switch (type) {
    case 'text':
      return table.addColumn(column, 'text', (c) => c.notNull());
    case 'text?':
      return table.addColumn(column, 'text');
    case 'integer':
      return table.addColumn(column, 'integer', (c) => c.notNull());
    case 'number':
      return table.addColumn(column, 'integer', (c) => c.notNull().defaultTo(0));
    case 'serial':
      return kind === 'postgres'
        ? table.addColumn(column, 'serial', (c) => c.primaryKey())
        : table.addColumn(column, 'integer', (c) => c.primaryKey().autoIncrement());
  }
}
