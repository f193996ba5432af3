import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Store } from '../../../server/store/store.js';
import { endOperations, intendOperations, openOperations } from '../../../server/sync/operation-store.js';
import { personLinks, putPersonLinks } from '../../../server/sync/store.js';

/** What every database must do for the server; `open` gives an empty one. */
export function storeConformance(name: string, open: () => Promise<Store>): void {
  describe(`store on ${name}`, () => {
    let store: Store;
    before(async () => void (store = await open()));
    after(() => store.close());

    it('keeps what a transaction wrote', async () => {
      await store.transaction((tx) => tx.insertInto('question').values(question('q1')).execute());
      assert.equal((await store.db.selectFrom('question').selectAll().execute()).length, 1);
    });

    it('keeps nothing of a transaction that throws', async () => {
      const failed = store.transaction(async (tx) => {
        await tx.insertInto('question').values(question('q2')).execute();
        throw new Error('no');
      });
      await assert.rejects(failed, /no/);
      assert.equal(await count('q2'), 0);
    });

    it('keeps the rest when one savepoint is rolled back', async () => {
      await store.transaction(async (tx) => {
        await tx.insertInto('question').values(question('q3')).execute();
        await sql`savepoint one`.execute(tx);
        await tx.insertInto('question').values(question('q4')).execute();
        await sql`rollback to savepoint one`.execute(tx);
        await sql`release savepoint one`.execute(tx);
      });
      assert.equal(await count('q3'), 1);
      assert.equal(await count('q4'), 0);
    });

    it('counts in numbers, not in text', async () => {
      const { n } = await store.db
        .selectFrom('question')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      assert.equal(typeof n, 'number');
    });

    it('locks a row where that means something and reads it either way', async () => {
      const row = await store.transaction((tx) =>
        tx.selectFrom('question').selectAll().where('id', '=', 'q1').forUpdate().executeTakeFirst(),
      );
      assert.equal(row?.id, 'q1');
    });

    it('numbers operations by itself', async () => {
      const operation = {
        connection: 'c',
        kind: 'booking',
        booking: 'b',
        object: 'o',
        payload_hash: 'h',
        marker: 'm',
      };
      const insert = () =>
        store.db
          .insertInto('operation')
          .values({ ...operation, state: 'intended', started_at: 't' })
          .returning('id')
          .executeTakeFirstOrThrow();
      assert.ok((await insert()).id < (await insert()).id);
    });

    it('says so when the store is queried inside a transaction', async () => {
      const mistaken = store.transaction(() => store.db.selectFrom('question').selectAll().execute());
      await assert.rejects(mistaken, /transaction that was handed in/);
    });

    it('takes a person who is told twice at once, and more people than one statement can name', async () => {
      const link = (email: string, id: string) => ({ email, object: 'Lead', id, sent: {}, saidAt: '' });
      const at = '2026-11-30T00:00:00.000Z';
      const many = Array.from({ length: 9000 }, (_, n) => `p${n}@acme.example`);
      const late = many.map((booking) => ({ kind: 'person', booking, object: '', write: null, hash: '' }));
      await store.transaction(async (tx) => {
        await putPersonLinks(tx, 'c', [link('ana@acme.example', '1'), link('ana@acme.example', '2')], at);
        await intendOperations(tx, 'c', late, at);
        await intendOperations(tx, 'c', late, at);
      });
      assert.equal((await personLinks(store.db, 'c', ['ana@acme.example'])).get('ana@acme.example')?.id, '2');
      assert.equal((await openOperations(store.db, 'c', many)).length, many.length);
      await store.transaction((tx) => endOperations(tx, 'c', late));
      assert.equal((await openOperations(store.db, 'c', many)).length, 0);
    });

    it('lets another store be used inside a transaction, and still says so of its own', async () => {
      const other = await open();
      const mistaken = store.transaction(() =>
        other.transaction(async (tx) => {
          await tx.selectFrom('question').selectAll().execute();
          await store.db.selectFrom('question').selectAll().execute();
        }),
      );
      await assert.rejects(mistaken, /transaction that was handed in/);
      await other.close();
    });

    it('lets work go on that a transaction only started', async () => {
      let later: Promise<unknown> = Promise.resolve();
      let open = () => undefined as void;
      const gate = new Promise<void>((resolve) => (open = resolve));
      await store.transaction(async () => {
        later = gate.then(() => store.db.selectFrom('question').selectAll().execute());
      });
      open();
      await later;
    });

    it('takes the same migrations twice', async () => {
      await store.migrate();
      assert.equal(await count('q1'), 1);
    });

    it('runs transactions that come at once one after the other', async () => {
      await store.db
        .insertInto('question')
        .values({ ...question('counter'), position: 0 })
        .execute();
      const add = () =>
        store.transaction(async (tx) => {
          const query = tx.selectFrom('question').select('position').where('id', '=', 'counter').forUpdate();
          const { position } = await query.executeTakeFirstOrThrow();
          await tx
            .updateTable('question')
            .set({ position: position + 1 })
            .where('id', '=', 'counter')
            .execute();
        });
      await Promise.all(Array.from({ length: 20 }, add));
      const row = await store.db
        .selectFrom('question')
        .select('position')
        .where('id', '=', 'counter')
        .executeTakeFirst();
      assert.equal(row?.position, 20);
    });

    async function count(id: string): Promise<number> {
      return (await store.db.selectFrom('question').selectAll().where('id', '=', id).execute()).length;
    }
  });
}

function question(id: string) {
  return { tenant: 't', id, position: 1, question_json: '{}' };
}
