import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Insertable, type Kysely } from 'kysely';
import { up } from '../../../server/store/migrations/006-one-connection.js';
import type { ConnectionTable, Schema } from '../../../server/store/schema.js';
import { openStore, type Store } from '../../../server/store/store.js';
import { postgresServer, type PostgresServer } from './postgres-server.js';

let server: PostgresServer;
before(async () => void (server = await postgresServer()));
after(() => server.stop());

for (const [name, open] of [
  ['SQLite', () => openStore(':memory:')],
  ['PostgreSQL', async () => openStore(await server.database())],
] as const) {
  describe(`a tenant's connection to one CRM, on ${name}`, () => {
    it('can be there only once', async () => {
      const store = await open();
      await insert(store.db, 'con_1', {});
      await insert(store.db, 'con_2', { provider: 'other' });
      await insert(store.db, 'con_3', { tenant: 'globex' });
      await assert.rejects(insert(store.db, 'con_4', { status: 'disconnected' }), /unique/i);
      await store.close();
    });

    it('is, of several left by an earlier version, the one that works, with what only the others hold', async () => {
      const store = await open();
      await asBefore(store);
      await insert(store.db, 'con_old', { status: 'disconnected', connected_at: '2026-03-01' });
      await insert(store.db, 'con_live', { status: 'active', connected_at: '2026-01-01' });
      await insert(store.db, 'con_lost', { status: 'needs_reconnect', account_id: 'else' });
      await insert(store.db, 'con_alone', { tenant: 'globex', status: 'disconnected' });
      for (const version of [1, 2]) await mapping(store.db, 'con_old', version);
      for (const [connection, booking] of [
        ['con_old', 'both'],
        ['con_live', 'both'],
        ['con_old', 'old'],
        ['con_lost', 'elsewhere'],
      ] as const)
        await item(store.db, connection, booking);

      await store.transaction((tx) => up(tx));

      const connections = await store.db.selectFrom('connection').select('id').orderBy('id').execute();
      assert.deepEqual(
        connections.map(({ id }) => id),
        ['con_alone', 'con_live'],
      );
      const mappings = await store.db.selectFrom('mapping').select(['connection', 'version']).execute();
      assert.deepEqual(mappings.map(({ connection, version }) => `${connection} ${version}`).sort(), [
        'con_live 1',
        'con_live 2',
      ]);
      const items = await store.db.selectFrom('sync_item').select(['connection', 'booking']).execute();
      assert.deepEqual(items.map(({ connection, booking }) => `${connection} ${booking}`).sort(), [
        'con_live both',
        'con_live old',
      ]);
      await store.close();
    });
  });
}

/** The tables as they were before the step. */
async function asBefore({ db }: Store): Promise<void> {
  await db.schema.dropIndex('connection_of_tenant').execute();
  await db.schema
    .createIndex('connection_by_tenant')
    .on('connection')
    .columns(['tenant', 'provider'])
    .execute();
}

async function insert(db: Kysely<Schema>, id: string, change: Partial<Insertable<ConnectionTable>>) {
  const row = {
    ...{
      id,
      tenant: 'acme',
      provider: 'crm',
      account_id: 'acc',
      account_name: 'Acme',
      environment: 'production',
    },
    ...{ ui_url: '', api_url: '', grant_sealed: null, grant_version: 0, scopes_json: '[]', status: 'active' },
    ...{
      paused_until: null,
      reason_json: null,
      former_json: null,
      connected_by: 'ana',
      connected_at: '2026-02-01',
    },
    ...{ lease_owner: null, lease_no: 0, lease_until: null },
  };
  await db
    .insertInto('connection')
    .values({ ...row, ...change })
    .execute();
}

async function mapping(db: Kysely<Schema>, connection: string, version: number) {
  const row = { connection, version, document_json: '{}', author: 'ana', created_at: '' };
  await db.insertInto('mapping').values(row).execute();
}

async function item(db: Kysely<Schema>, connection: string, booking: string) {
  await db
    .insertInto('sync_item')
    .values({
      ...{ connection, booking, kind: 'booking', tenant: 'acme', desired_version: 1, synced_version: 0 },
      ...{
        reached_json: '{}',
        sent_json: '{}',
        mapping_version: 0,
        state: 'dirty',
        next_at: null,
        attempts: 0,
      },
      ...{ records_json: '[]', fault_json: null, cause: null, omitted_json: '[]', lease_no: 0, live: 1 },
      ...{ created_at: '', updated_at: '' },
    })
    .execute();
}
