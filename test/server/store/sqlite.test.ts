import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { sql } from 'kysely';
import Database from 'libsql';
import { backUp } from '../../../server/store/backup.js';
import { cleanUp } from '../../../server/store/clean-up.js';
import { openStore, type Store } from '../../../server/store/store.js';
import { event, intake } from '../bookings/harness.js';
import { storeConformance } from './conformance.js';

storeConformance('SQLite in memory', () => openStore(':memory:'));
storeConformance('a SQLite file', () => openStore(`file:${temporary()}`));

it('refuses a second process on one file in one sentence, and opens it again once it is free', async () => {
  const file = temporary();
  const first = await openStore(`file:${file}`);
  await assert.rejects(openStore(`file:${file}`), {
    name: 'StoreRefused',
    message: /^Another process is using the database .*; stop it first/,
  });
  await first.close();
  const second = await openStore(`file:${file}`);
  await second.close();
});

it('says what is wrong with a path that is no database', async () => {
  await assert.rejects(openStore('file:/dev/null/x.db'), /can't be opened .*; check DATABASE_URL/);
});

it('keeps the file, what lies beside it and its copies to the account that runs the server', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'sqlite-')), 'made', 'here');
  const file = join(folder, 'data.db');
  const copies = join(folder, 'copies');
  const before = process.umask(0o022);
  try {
    const store = await openStore(`file:${file}`);
    await backUp(store, { folder: copies, now: () => new Date('2026-11-23') });
    const rights = (path: string) => (statSync(path).mode & 0o777).toString(8);
    assert.deepEqual([rights(folder), rights(copies)], ['700', '700']);
    const files = [
      ...readdirSync(folder, { withFileTypes: true }),
      ...readdirSync(copies, { withFileTypes: true }),
    ]
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    assert.ok(files.length >= 3, files.join());
    assert.deepEqual(
      files.filter((each) => rights(each) !== '600'),
      [],
    );
    await store.close();
  } finally {
    process.umask(before);
  }
});

it('takes the rights of others from a file of the time before', async () => {
  const file = temporary();
  await (await openStore(`file:${file}`)).close();
  chmodSync(file, 0o644);
  await (await openStore(`file:${file}`)).close();
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

it('gives back the space of what was cleared away', async () => {
  const file = temporary();
  const store = await openStore(`file:${file}`);
  const full = await fill(store, 4000);
  await cleanUp({ store, now: () => new Date('2026-11-23') });
  await store.close();
  assert.ok(statSync(file).size < full / 4, `${statSync(file).size} of ${full} bytes`);
});

it('does so for a file of the time before it could', async () => {
  const file = temporary();
  const before = new Database(file);
  before.exec('create table old (a integer)');
  before.close();
  const store = await openStore(`file:${file}`);
  const full = await fill(store, 4000);
  await cleanUp({ store, now: () => new Date('2026-11-23') });
  await store.close();
  assert.ok(statSync(file).size < full / 4);
});

it('refuses events while the disk is full, and holds every one that it took', async () => {
  const store = await openStore(`file:${temporary()}`);
  const { post } = await intake({ store });
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
  await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 12)}`.execute(store.db);
  const taken = new Set<string>();
  const refused = new Set<string>();
  const send = async (id: string) => {
    const { status, body } = await post('/bookings', event({ eventId: `evt-${id}`, id }));
    if (status === 202) taken.add(id);
    else assert.deepEqual([status, body.code], [503, 'store_unavailable']);
    if (status === 503) refused.add(id);
  };
  for (let at = 0; at < 200; at += 10)
    await Promise.all(Array.from({ length: 10 }, (_, more) => send(`bkg-${at + more}`)));
  assert.ok(taken.size > 0 && refused.size > 0, `${taken.size} taken, ${refused.size} refused`);
  const held = async () => (await store.db.selectFrom('booking').select('id').execute()).map(({ id }) => id);
  assert.deepEqual(new Set(await held()), taken);
  await sql`pragma max_page_count = 1000000`.execute(store.db);
  for (const id of refused) await send(id);
  assert.equal((await held()).length, 200);
  await store.close();
});

it('copies the file once a day while the server runs, and keeps seven copies', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'backup-')), 'copies');
  const store = await openStore(`file:${temporary()}`);
  await fill(store, 3);
  const on = (day: number) => () => new Date(Date.UTC(2026, 10, day, 12));
  for (let day = 1; day <= 9; day++) {
    assert.match((await backUp(store, { folder, now: on(day) })) ?? '', /crm-connect-2026-11-0\d\.db$/);
    assert.equal(await backUp(store, { folder, now: on(day) }), null);
  }
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  await backUp(store, { folder, now: on(10) });
  const names = readdirSync(folder).sort();
  assert.equal(names.length, 8);
  assert.deepEqual([names[0], names[6]], ['crm-connect-2026-11-04.db', 'crm-connect-2026-11-10.db']);
  await store.close();
  const copy = await openStore(`file:${join(folder, 'crm-connect-2026-11-10.db')}`);
  assert.equal((await copy.db.selectFrom('event_log').selectAll().execute()).length, 3);
  await copy.close();
});

/** Old events; gives the size of the database in bytes. */
async function fill(store: Store, count: number): Promise<number> {
  const received_at = '2026-01-01T00:00:00.000Z';
  await store.transaction(async (tx) => {
    for (let at = 0; at < count; at++)
      await tx
        .insertInto('event_log')
        .values({ tenant: 'acme', event_id: `e${at}`, body_hash: 'h'.repeat(200), received_at })
        .execute();
  });
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
  return (rows[0]?.page_count ?? 0) * 4096;
}

function temporary(): string {
  return join(mkdtempSync(join(tmpdir(), 'store-')), 'test.db');
}
