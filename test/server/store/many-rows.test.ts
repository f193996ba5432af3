import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chunks, evenChunks, keptInsert } from '../../../server/store/many-rows.js';
import { openStore } from '../../../server/store/store.js';

interface Event {
  readonly tenant: string;
  readonly event_id: string;
  readonly body_hash: string;
  readonly received_at: string;
}

const event = (at: number): Event => ({
  tenant: 'acme',
  event_id: `e${at}`,
  body_hash: `h${at}`,
  received_at: '2026-11-30T00:00:00.000Z',
});

describe('many rows at once', () => {
  const insert = keptInsert((db, rows: readonly Event[]) => db.insertInto('event_log').values(rows));
  const events = (from: number, count: number) => Array.from({ length: count }, (_, at) => event(from + at));

  it('inserts every row with its own values, however often and into whichever store', async () => {
    for (let store = 0; store < 2; store++) {
      const { db, close } = await openStore(':memory:');
      await insert(db, []);
      await insert(db, events(0, 47));
      await insert(db, events(47, 47));
      const rows = await db.selectFrom('event_log').selectAll().execute();
      const byNumber = rows.sort((a, b) => Number(a.event_id.slice(1)) - Number(b.event_id.slice(1)));
      assert.deepEqual(byNumber, events(0, 94));
      await close();
    }
  });

  it('refuses rows of which one lacks a column, before anything of its statement is written', async () => {
    const { db, close } = await openStore(':memory:');
    await insert(db, [event(0)]);
    const { body_hash: _left, ...short } = event(1);
    // @ts-expect-error: what types can't see at run time, such as a row from elsewhere.
    await assert.rejects(insert(db, [short]), /same columns/);
    assert.equal((await db.selectFrom('event_log').selectAll().execute()).length, 1);
    await close();
  });

  it('cuts lists into parts of few lengths, which hold all values and no others', () => {
    for (const count of [0, 1, 3, 21, 200, 201, 500, 1203]) {
      const values = Array.from({ length: count }, (_, at) => at);
      const parts = [...evenChunks(values)];
      assert.deepEqual([...new Set(parts.flat())], values);
      for (const { length } of parts) assert.ok([1, 2, 5, 10, 20, 50, 100, 200, 500].includes(length));
      assert.deepEqual([...chunks(values)].flat(), values);
    }
  });
});
