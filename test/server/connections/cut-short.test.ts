import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import type { Schema } from '../../../server/store/schema.js';
import { openStore } from '../../../server/store/store.js';
import type { Updateable } from 'kysely';
import { startStage, type Stage } from '../harness.js';

describe('a sign-in that a crash cuts short', () => {
  let emulators: Emulators;
  before(async () => {
    emulators = await startEmulators();
  });
  after(() => emulators.close());

  it('leaves nothing behind when it was the first', async () => {
    const database = temporary();
    await during(database, async (stage) => void (await stage.connect('salesforce')));
    await crashed(database, { former_json: null });
    await during(database, async (stage) => {
      assert.deepEqual((await stage.api().get('/connections')).body.connections, []);
      assert.equal((await stage.connect('salesforce')).status, 'connected');
      assert.equal((await stage.api().get('/providers/salesforce/mapping')).body.version, 1);
    });
  });

  it('gives the account back that was connected before', async () => {
    const database = temporary();
    await during(database, async (stage) => void (await stage.connect('salesforce')));
    const former = await row(database);
    const another = { account_id: 'another', grant_sealed: null };
    await crashed(database, { ...another, former_json: JSON.stringify(former) });
    await during(database, async (stage) => {
      const [connection] = (await stage.api().get('/connections')).body.connections;
      assert.equal(connection.accountId, former.account_id);
      const { fields } = (await stage.api().get('/providers/salesforce/objects/Lead/fields')).body;
      assert.ok(fields.length > 20, 'the fields are those of the account that came back');
    });
  });

  it('is undone by the next sign-in as well, and bookings that it missed are not kept waiting', async () => {
    const database = temporary();
    await during(database, async (stage) => {
      await stage.connect('hubspot');
      await stage.api().delete('/connections/hubspot?mapping=keep');
    });
    const former = await row(database);
    await during(database, async (stage) => void (await stage.connect('hubspot')));
    await crashed(database, { former_json: JSON.stringify(former) });
    await during(database, async (stage) => {
      assert.equal(
        (await stage.api().get('/connections/hubspot/permissions')).body.code,
        'not_connected',
        'a disconnected CRM stays disconnected',
      );
      assert.equal((await stage.connect('hubspot')).accountChanged, undefined);
    });
  });

  async function during(database: string, work: (stage: Stage) => Promise<void>): Promise<void> {
    const stage = await startStage({ emulators, settings: { DATABASE_URL: `file:${database}` } });
    try {
      await work(stage);
    } finally {
      await stage.close();
    }
  }
});

/** What the database holds when the process dies between the first and the last step of a sign-in. */
async function crashed(database: string, left: Updateable<Schema['connection']>): Promise<void> {
  const store = await openStore(`file:${database}`);
  await store.db
    .updateTable('connection')
    .set({ ...left, status: 'connecting' })
    .execute();
  if (left.account_id) await store.db.updateTable('catalog').set({ fields_json: '[]' }).execute();
  await store.close();
}

async function row(database: string) {
  const store = await openStore(`file:${database}`);
  const found = await store.db.selectFrom('connection').selectAll().executeTakeFirstOrThrow();
  await store.close();
  return found;
}

function temporary(): string {
  return join(mkdtempSync(join(tmpdir(), 'cut-short-')), 'test.db');
}
