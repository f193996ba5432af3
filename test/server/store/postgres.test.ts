import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStore } from '../../../server/store/store.js';
import { connect, event, intake } from '../bookings/harness.js';
import { syncing } from '../sync/harness.js';
import { storeConformance } from './conformance.js';
import { postgresServer } from './postgres-server.js';

let server: Awaited<ReturnType<typeof postgresServer>>;
before(async () => void (server = await postgresServer()));
after(() => server.stop());

storeConformance('PostgreSQL', async () => openStore(await server.database()));

describe('several servers on one PostgreSQL', () => {
  it('start at once and bring the tables up to date once', async () => {
    const url = await server.database();
    const stores = await Promise.all([openStore(url), openStore(url), openStore(url)]);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('take the same events at once as one', async () => {
    const url = await server.database();
    const servers = await Promise.all([intake({ url }), intake({ url }), intake({ url })]);
    await connect(servers[0]!.store);
    const events = Array.from({ length: 30 }, (_, at) => event({ eventId: `e${at}`, id: `b${at % 7}` }));
    const replies = await Promise.all(
      [...servers, ...servers].flatMap(({ post }) => [
        post('/bookings', events),
        post('/bookings', [...events].reverse()),
      ]),
    );
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([202]));
    assert.equal(
      replies.reduce((sum, { body }) => sum + body.accepted, 0),
      30,
    );
    await Promise.all(servers.map(({ store }) => store.close()));
  });

  it('write each booking once', async () => {
    const url = await server.database();
    const first = await syncing({ url });
    const second = await syncing({ url, crm: first.crm, reopened: true });
    const events = Array.from({ length: 60 }, (_, at) =>
      event({ eventId: `e${at}`, id: `b${at}`, contact: { email: `p${at}@a.co` } }),
    );
    await first.post('/bookings', events);
    await Promise.all([first.sync.settled(), second.sync.settled()]);
    await first.sync.settled();
    assert.deepEqual([first.crm.people().length, first.crm.meetings().length], [60, 60]);
    await first.store.close();
    await second.store.close();
  });
});

it('says in one sentence that a PostgreSQL server can’t be reached', async () => {
  await assert.rejects(openStore('postgres://nobody@127.0.0.1:1/none'), {
    name: 'StoreRefused',
    message: /^The PostgreSQL server of DATABASE_URL can't be reached/,
  });
});
