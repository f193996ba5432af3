import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isUnavailable } from '../../../server/store/errors.js';
import { openStore } from '../../../server/store/store.js';
import { startStage, until } from '../harness.js';
import { halfOpenLine } from './half-open.js';
import { postgresServer, type PostgresServer } from './postgres-server.js';

let server: PostgresServer;
before(async () => void (server = await postgresServer()));
after(() => server.stop());

describe('a line to PostgreSQL that falls silent without being closed', () => {
  it('is found out in time, inside a transaction as well, and left for another', async () => {
    const line = await halfOpenLine(await server.database());
    const store = await openStore(line.url, { poolSize: 2, statementMs: 500 });
    const look = () => store.db.selectFrom('connection').select('id').execute();
    await Promise.all([look(), look()]);
    line.silence();
    const begun = Date.now();
    const failed = await Promise.all(
      [look(), store.transaction((tx) => tx.selectFrom('connection').selectAll().execute())].map((work) =>
        work.then(
          () => assert.fail('it got an answer'),
          (error: unknown) => error,
        ),
      ),
    );
    assert.ok(failed.every(isUnavailable), failed.join());
    assert.ok(Date.now() - begun < 6_000, `${Date.now() - begun} ms`);
    line.speak();
    // Not one of the dead connections is used again.
    for (let at = 0; at < 4; at++) assert.deepEqual(await look(), []);
    await store.close();
    await line.close();
  });

  it('is answered 503, and everything goes on once there is a line again', async () => {
    const line = await halfOpenLine(await server.database());
    const stage = await startStage({ settings: { DATABASE_URL: line.url } });
    await stage.connect('hubspot');
    line.silence();
    const begun = Date.now();
    const { status, body } = await stage.api('member').get('/connections');
    assert.deepEqual([status, body.code], [503, 'store_unavailable']);
    assert.ok(Date.now() - begun < 20_000, `${Date.now() - begun} ms`);
    line.speak();
    await until(async () => (await stage.api('member').get('/connections')).status === 200);
    await stage.close();
    await line.close();
  });
});
