import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { copyStore } from '../../../server/store/copy.js';
import { openStore } from '../../../server/store/store.js';
import { program } from '../../compiled.js';
import { startStage, until, type Stage } from '../harness.js';
import { postgresServer, type PostgresServer } from './postgres-server.js';

let server: PostgresServer;
let emulators: Emulators;
let folder: string;
before(async () => {
  [server, emulators] = await Promise.all([postgresServer(), startEmulators()]);
  folder = mkdtempSync(join(tmpdir(), 'copy-'));
});
after(async () => {
  await emulators.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The command as an operator runs it. */
async function copy(from: string, to: string): Promise<{ code: number; said: string }> {
  const args = [...program('server/store/copy-store.ts'), '--from', from, '--to', to];
  return promisify(execFile)(process.execPath, args).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
}

describe('going from the file to PostgreSQL', () => {
  const event = (changes: object) => ({
    eventId: `evt-${crypto.randomUUID()}`,
    id: 'bkg_1',
    occurredAt: new Date().toISOString(),
    status: 'booked',
    contact: { email: 'ana@acme.example', firstName: 'Ana', lastName: 'López', company: 'Acme' },
    booking: { subject: 'Intro call', start: '2027-01-04T15:00:00Z', end: '2027-01-04T15:30:00Z' },
    ...changes,
  });
  const synced = async (stage: Stage, version: number) => {
    const sync = async () => (await stage.api('member').get('/bookings/bkg_1')).body.syncs[0];
    await until(async () => (await sync()).state === 'synced' && (await sync()).version === version);
    return sync();
  };

  it('stays connected, and moves the same meeting from there on', async () => {
    const from = `file:${join(folder, 'a.db')}`;
    const to = await server.database();
    const before = await startStage({ emulators, settings: { DATABASE_URL: from } });
    await before.connect('hubspot');
    await before.api('service').post('/bookings', event({}));
    const { records } = await synced(before, 1);
    await assert.rejects(
      copyStore(from, to),
      /^StoreRefused: Another process is using the database .*; stop it first\.$/,
    );
    await before.close();

    const { code, said } = await copy(from, to);
    assert.equal(code, 0, said);
    assert.match(said, /^ +1 {2}booking$/m);
    const meetings = await before.crm('hubspot').records('meetings');
    const now = await startStage({ emulators, settings: { DATABASE_URL: to } });
    const [connection] = (await now.api().get('/connections')).body.connections;
    assert.equal(connection.status, 'active');
    const later = event({
      status: 'rescheduled',
      booking: { subject: 'Intro call', start: '2027-01-05T15:00:00Z', end: '2027-01-05T15:30:00Z' },
    });
    assert.equal((await now.api('service').post('/bookings', later)).status, 202);
    const moved = await synced(now, 2);
    assert.deepEqual(
      moved.records.map(({ id }: { id: string }) => id),
      records.map(({ id }: { id: string }) => id),
    );
    assert.equal((await now.crm('hubspot').records('meetings')).length, meetings.length);
    await now.api('service').post('/bookings', event({ id: 'bkg_2' }));
    await until(async () => (await now.crm('hubspot').records('meetings')).length === meetings.length + 1);
    await now.close();

    await assert.rejects(copyStore(from, to), /is not empty: table connection holds rows\.$/);
  });

  it('copies tables of more than a page, and counts operations on from the last', async () => {
    const from = `file:${join(folder, 'b.db')}`;
    const to = await server.database();
    const source = await openStore(from);
    const operation = { connection: 'c', kind: 'booking', object: 'o', payload_hash: 'h', marker: '' };
    const done = { ...operation, state: 'done', started_at: 't', write_json: null };
    await source.transaction(async (tx) => {
      for (let at = 0; at < 1201; at++)
        await tx
          .insertInto('operation')
          .values({ ...done, booking: `b${at}` })
          .execute();
    });
    await source.close();
    assert.equal((await copyStore(from, to)).operation, 1201);
    const target = await openStore(to);
    const { id } = await target.db
      .insertInto('operation')
      .values({ ...done, booking: 'next' })
      .returning('id')
      .executeTakeFirstOrThrow();
    assert.equal(id, 1202);
    await target.close();
  });

  it('says in one sentence what it can’t do', async () => {
    const nowhere = 'postgres://nobody@127.0.0.1:1/none';
    await assert.rejects(
      copyStore(`file:${join(folder, 'none.db')}`, nowhere),
      /There is no file .*none\.db/,
    );
    await assert.rejects(copyStore(nowhere, 'file:x'), /--from must be a SQLite file/);
    await assert.rejects(copyStore('file:x', 'file:y'), /--to must be a PostgreSQL address/);
    const file = `file:${join(folder, 'c.db')}`;
    await (await openStore(file)).close();
    await assert.rejects(copyStore(file, nowhere), /The PostgreSQL server of --to can't be reached/);
    assert.match((await copy('', '')).said, /^Usage: [^\n]*\n$/);
  });
});
