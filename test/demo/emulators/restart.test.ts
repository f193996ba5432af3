import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startEmulators } from '../../../demo/emulators/index.js';
import { savedState } from '../../../demo/emulators/saved-state.js';

describe('the emulators’ saved state', () => {
  let dir = '';
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'saved-state-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  const begun = (rows: Record<string, unknown>, count = { n: 0 }) => {
    const state = savedState(dir, 'crm');
    state.begin({ snapshot: () => ({ rows, count: count.n }), head: () => [[['count'], count.n]] });
    return state;
  };
  const found = () => savedState(dir, 'crm').found as unknown;

  it('starts with nothing, and without a folder keeps nothing', () => {
    assert.equal(found(), undefined);
    const state = savedState(undefined, 'crm');
    state.wrote(['rows', 'a'], 1);
    state.close();
    assert.equal(state.found, undefined);
  });

  it('writes what changed, not what is there', () => {
    const rows = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`r${n}`, 'x'.repeat(100)]));
    const state = begun(rows);
    const before = readFileSync(join(dir, 'crm.json')).length;
    state.wrote(['rows', 'r5'], 'new');
    state.close();
    assert.equal(readFileSync(join(dir, 'crm.json')).length, before);
    assert.equal(readFileSync(join(dir, 'crm.journal'), 'utf8'), '[["rows","r5"],"new"]\n');
  });

  it('finds the newest of each record, and none that is gone', () => {
    const state = begun({ a: 1, b: 1, c: 1 });
    state.wrote(['rows', 'a'], 2);
    state.wrote(['rows', 'b'], undefined);
    state.wrote(['rows', 'a'], 3);
    state.wrote(['rows', 'd'], 1);
    state.close();
    assert.deepEqual(found(), { rows: { a: 3, c: 1, d: 1 }, count: 0 });
  });

  it('forgets all before a reset, keeps all after it', () => {
    const state = begun({ a: 1 });
    state.wrote(['rows', 'b'], 1);
    state.wrote(['rows'], {});
    state.wrote(['rows', 'b'], 2);
    state.close();
    assert.deepEqual(found(), { rows: { b: 2 }, count: 0 });
  });

  it('rewrites the small parts when one of them changed', () => {
    const count = { n: 0 };
    const state = begun({}, count);
    count.n = 7;
    state.changed();
    state.close();
    assert.deepEqual(found(), { rows: {}, count: 7 });
  });

  it('reads what an older version left, in lists', async () => {
    const start = () => startEmulators({ dataDir: dir });
    const added = { records: [{ email: 'kept@acme.example' }] };
    const first = await start();
    const records = (url: string) => `${url}/_emulator/records/contacts`;
    await fetch(records(first.hubspot.url), { method: 'POST', body: JSON.stringify(added) });
    await first.close();
    await (await start()).close();
    const file = join(dir, 'hubspot-emulator.json');
    const saved = JSON.parse(readFileSync(file, 'utf8'));
    const { tidy } = saved.orgs;
    tidy.records.contacts = Object.values(tidy.records.contacts);
    tidy.links = Object.values(tidy.links).flat();
    writeFileSync(file, JSON.stringify(saved));
    const second = await start();
    assert.match(await (await fetch(records(second.hubspot.url))).text(), /kept@acme\.example/);
    await second.close();
  });

  it('survives a kill in the middle of a line, and a snapshot that the journal overlaps', () => {
    const state = begun({ a: 1 });
    state.wrote(['rows', 'a'], 2);
    state.close();
    appendFileSync(join(dir, 'crm.journal'), '[["rows","a"],');
    assert.deepEqual(found(), { rows: { a: 2 }, count: 0 });
    const kept = join(dir, 'kept');
    cpSync(join(dir, 'crm.journal'), kept);
    begun({ a: 2 });
    cpSync(kept, join(dir, 'crm.journal'));
    assert.deepEqual(found(), { rows: { a: 2 }, count: 0 });
  });
});
