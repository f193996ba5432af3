import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.js';

/**
 * One row per tenant and CRM, also where two servers write at once. Of rows that an earlier version may have left
 * twice the one that works stays, and gets what only the others hold.
 */
export async function up(tx: Transaction<Schema>): Promise<void> {
  const ranked = await sql<Ranked>`
    select id, tenant, provider, account_id from connection order by
      case when status in ('active', 'paused', 'waiting') then 0 when status = 'needs_reconnect' then 1
        when status = 'connecting' then 2 else 3 end,
      connected_at desc, id`.execute(tx);
  const kept = new Map<string, Ranked>();
  for (const row of ranked.rows) {
    const key = JSON.stringify([row.tenant, row.provider]);
    const first = kept.get(key);
    if (first) await merge(tx, row, first);
    else kept.set(key, row);
  }
  await tx.schema.dropIndex('connection_by_tenant').execute();
  await tx.schema
    .createIndex('connection_of_tenant')
    .unique()
    .on('connection')
    .columns(['tenant', 'provider'])
    .execute();
}

interface Ranked {
  readonly id: string;
  readonly tenant: string;
  readonly provider: string;
  readonly account_id: string;
}

/** What a connection holds, and by what its rows are told apart; `account` means nothing in another account. */
const holdings: readonly { table: string; key: readonly string[]; of: 'connection' | 'account' }[] = [
  { table: 'mapping', key: [], of: 'connection' },
  { table: 'noted_fields', key: [], of: 'connection' },
  { table: 'catalog', key: [], of: 'account' },
  { table: 'crm_user_list', key: [], of: 'account' },
  { table: 'permission_report', key: [], of: 'account' },
  { table: 'learned_rule', key: ['object', 'field', 'reason'], of: 'account' },
  { table: 'person_link', key: ['email_key'], of: 'account' },
  { table: 'sync_item', key: ['kind', 'booking'], of: 'account' },
  { table: 'operation', key: ['id'], of: 'account' },
];

async function merge(tx: Transaction<Schema>, from: Ranked, to: Ranked): Promise<void> {
  for (const { table, key, of } of holdings) {
    const rows = sql.table(table);
    if (of === 'connection' || from.account_id === to.account_id) {
      const same = key.map((column) => sql` and theirs.${sql.ref(column)} = ${rows}.${sql.ref(column)}`);
      await sql`update ${rows} set connection = ${to.id} where connection = ${from.id} and not exists (
        select 1 from ${rows} as theirs where theirs.connection = ${to.id}${sql.join(same, sql``)})`.execute(
        tx,
      );
    }
    await sql`delete from ${rows} where connection = ${from.id}`.execute(tx);
  }
  await sql`delete from connection where id = ${from.id}`.execute(tx);
}
