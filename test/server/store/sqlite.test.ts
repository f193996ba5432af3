import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { openStore } from '../../../server/store/store.js';
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

function temporary(): string {
  return join(mkdtempSync(join(tmpdir(), 'store-')), 'test.db');
}
