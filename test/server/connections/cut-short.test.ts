import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { consumeState } from '../../../server/connections/store.js';
import type { Schema } from '../../../server/store/schema.js';
import { openStore } from '../../../server/store/store.js';
import type { Updateable } from 'kysely';
import { consent, startStage, until, type Stage } from '../harness.js';

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

  it('reads failed after a restart, when the CRM’s answer was being worked on', async () => {
    const database = temporary();
    let id = '';
    await during(database, async (stage) => void (id = await begin(stage)));
    await answered(database, id);
    await during(database, async (stage) => {
      const { status, problem } = (await stage.api().get(`/connections/attempts/${id}`)).body;
      assert.deepEqual([status, problem.code], ['failed', 'attempt_interrupted']);
      assert.match(problem.detail, /HubSpot.*Start it again/);
    });
  });

  it('reads failed to whoever asks, once its server must have died over the CRM’s answer', async () => {
    let at = Date.now();
    let asked = false;
    let giveUp = (_: Error) => {};
    const silence = new Promise<Response>((_, reject) => (giveUp = reject));
    const stage = await startStage({
      emulators,
      effects: {
        now: () => new Date(at),
        fetch: (input, init) => {
          if (!String(input).endsWith('/oauth2/token')) return fetch(input, init);
          asked = true;
          return silence;
        },
      },
    });
    const { attemptId, authorizeUrl } = (await stage.api().post('/connections/salesforce/authorize')).body;
    const back = await consent(authorizeUrl, { org: 'tidy', decision: 'allow' });
    const callback = fetch(back ?? '');
    await until(async () => asked);
    const after = async (minutes: number) => {
      at += minutes * 60_000;
      return (await stage.api().get(`/connections/attempts/${attemptId}`)).body;
    };
    assert.equal((await after(2)).status, 'pending');
    const { status, problem } = await after(2);
    assert.deepEqual([status, problem.code], ['failed', 'attempt_interrupted']);
    giveUp(new Error('gone'));
    await (await callback).text();
    await stage.close();
  });

  async function begin(stage: Stage): Promise<string> {
    return (await stage.api().post('/connections/hubspot/authorize')).body.attemptId;
  }

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

/** What it holds when the process dies between the callback and the connection. */
async function answered(database: string, id: string): Promise<void> {
  const store = await openStore(`file:${database}`);
  const { state_hash } = await store.db.selectFrom('attempt').selectAll().executeTakeFirstOrThrow();
  const until = new Date(Date.now() + 60_000).toISOString();
  assert.ok(await consumeState(store.db, id, state_hash, until));
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
