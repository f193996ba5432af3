import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { CrmError } from '../../../server/crm/adapter.js';
import { faultOf } from '../../../server/crm/http.js';
import { takeLease } from '../../../server/sync/store.js';
import { pgBossCarrier } from '../../../server/sync/pg-boss-carrier.js';
import { event } from '../bookings/harness.js';
import { settingsFor, startStage, until, type Stage } from '../harness.js';
import { syncing } from '../sync/harness.js';
import { createLog } from '../../../server/http/log.js';
import { createServer } from '../../../server/server.js';
import { sharedClock } from '../../../server/store/shared-clock.js';
import { openStore } from '../../../server/store/store.js';
import { ownPostgresServer, type OwnPostgresServer } from './postgres-server.js';

let server: OwnPostgresServer;
let emulators: Emulators;
before(async () => {
  [server, emulators] = await Promise.all([ownPostgresServer(), startEmulators()]);
});
after(async () => {
  await emulators.close();
  await server.stop();
});

/** Two servers' sync on one database and one CRM, each with a clock of its own. */
async function twoServers() {
  const url = await server.database();
  const first = await syncing({ url });
  const second = await syncing({ url, crm: first.crm, reopened: true });
  return { first, second, close: () => Promise.all([first.store.close(), second.store.close()]) };
}

/** Holds a call to the CRM, done but not answered, until it is let go. */
function held(crm: Awaited<ReturnType<typeof syncing>>['crm']) {
  let letGo = () => undefined as void;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  const reached = new Promise<void>((resolve) => {
    crm.weather.after = async () => {
      crm.weather = {};
      resolve();
      await gone;
    };
  });
  return { reached, letGo };
}

describe('two servers that sync one connection', () => {
  it('take nothing from one whose lease ran out while it was still writing', async () => {
    const { first, second, close } = await twoServers();
    await first.post('/bookings', [event()]);
    const { reached, letGo } = held(first.crm);
    const writing = first.sync.settled();
    await reached;
    second.clock.advance(61_000);
    await second.sync.settled();
    // What was on its way of the person may come through late.
    second.clock.advance(31_000);
    await second.sync.settled();
    const item = () => first.store.db.selectFrom('sync_item').selectAll().executeTakeFirstOrThrow();
    const found = await item();
    assert.deepEqual([found.state, found.synced_version, found.lease_no], ['synced', 1, 3]);
    letGo();
    await writing;
    assert.deepEqual(await item(), found);
    assert.deepEqual([first.crm.people().length, first.crm.meetings().length], [1, 1]);
    await close();
  });

  it('send nothing while the CRM has asked one of them for a moment', async () => {
    const { first, second, close } = await twoServers();
    // A server that starts asks once for itself.
    await second.sync.settled();
    const retryAt = new Date(first.clock.now().getTime() + 90_000).toISOString();
    first.crm.weather.before = () => {
      throw new CrmError(faultOf('crm_unavailable', 'Busy.', { retryAt }));
    };
    await first.book({});
    first.crm.weather = {};
    const { length } = first.crm.calls;
    await second.book({ id: 'bkg_2' });
    assert.equal(first.crm.calls.length, length);
    second.clock.advance(91_000);
    await second.sync.settled();
    assert.deepEqual([(await first.state()).state, (await first.state('bkg_2')).state], ['synced', 'synced']);
    await close();
  });

  it('let somebody finish who has a booking locked, look again a moment later, and ask the database little', async () => {
    const { first, second, close } = await twoServers();
    await first.post('/bookings', [event()]);
    let looks = 0;
    const { nextDue } = first.worklist;
    first.worklist.nextDue = async (db, connection) => {
      looks += 1;
      // Else a server that asks without a pause would never end this test.
      return looks > 50 ? null : nextDue(db, connection);
    };
    let isLocked = () => {};
    let letGo = () => {};
    const locked = new Promise<void>((resolve) => (isLocked = resolve));
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    const changing = second.store.transaction(async (tx) => {
      await tx.selectFrom('sync_item').selectAll().forUpdate().execute();
      isLocked();
      await gone;
    });
    await locked;
    await first.sync.settled();
    assert.ok(looks < 10, `${looks} looks while the booking was locked`);
    letGo();
    await changing;
    assert.equal(first.crm.calls.length, 0);
    first.clock.advance(1000);
    await first.sync.settled();
    assert.equal((await first.state()).state, 'synced');
    await close();
  });

  it('leave what came during the last look of one to that one', async () => {
    const { first, second, close } = await twoServers();
    await first.post('/bookings', [event()]);
    const { nextDue } = first.worklist;
    first.worklist.nextDue = async (db, connection) => {
      const due = await nextDue(db, connection);
      const [{ lease_owner }] = (await first.store.db
        .selectFrom('connection')
        .select('lease_owner')
        .execute()) as [{ lease_owner: string | null }];
      if (due !== null || lease_owner === null) return due;
      // Nothing is left, the lease not given back: right now the other server takes a booking in.
      first.worklist.nextDue = nextDue;
      await second.post('/bookings', [
        event({ eventId: 'evt_2', id: 'bkg_2', contact: { email: 'bo@acme.com' } }),
      ]);
      await second.sync.settled();
      return due;
    };
    await first.sync.settled();
    assert.equal(first.worklist.nextDue, nextDue);
    assert.equal(first.crm.meetings().length, 2);
    await close();
  });

  it('need not wait for a lease that a server had to let go of itself', async () => {
    const { first, close } = await twoServers();
    const now = first.clock.now().toISOString();
    const until = new Date(first.clock.now().getTime() + 60_000).toISOString();
    const take = (owner: string) =>
      first.store.transaction((tx) =>
        takeLease(tx, { connection: 'con_1', owner, now, until, exclusive: false }),
      );
    assert.deepEqual(await take('one/0'), { number: 1, isNew: true });
    assert.deepEqual(await take('other/0'), { heldUntil: until });
    assert.deepEqual(await take('one/1'), { number: 2, isNew: true });
    await close();
  });

  it('write each of many bookings once while both take them in', async () => {
    const { first, second, close } = await twoServers();
    const one = (at: number) =>
      event({ eventId: `e${at}`, id: `b${at}`, contact: { email: `p${at % 40}@a.co` } });
    for (let at = 0; at < 120; at += 20) {
      const events = Array.from({ length: 10 }, (_, more) => one(at + more));
      const others = Array.from({ length: 10 }, (_, more) => one(at + 10 + more));
      await Promise.all([first.post('/bookings', events), second.post('/bookings', [...others, ...events])]);
      await Promise.all([first.sync.settled(), second.sync.settled()]);
    }
    assert.deepEqual([first.crm.people().length, first.crm.meetings().length], [40, 120]);
    await close();
  });
});

describe('a server whose tables are being brought up to date', () => {
  it('lives, and is not ready until that is done', async () => {
    const url = await server.database();
    const migrating = new pg.Client({ connectionString: url });
    await migrating.connect();
    await migrating.query('select pg_advisory_lock(4201975)');
    const settings = { ...settingsFor(emulators, 'http://localhost:4000'), DATABASE_URL: url };
    const starting = createServer(settings, { log: createLog('silent') });
    const probe = async (path: string) =>
      (await starting.fetch(new Request(`http://localhost:4000${path}`))).status;
    const begun = starting.start();
    assert.deepEqual([await probe('/healthz'), await probe('/readyz')], [200, 503]);
    await migrating.end();
    await begun;
    assert.deepEqual([await probe('/healthz'), await probe('/readyz')], [200, 200]);
    await starting.close();
    assert.deepEqual([await probe('/healthz'), await probe('/readyz')], [200, 503]);
  });
});

describe('the clock that servers share', () => {
  it('is the database’s, however wrong their own are', async () => {
    const store = await openStore(await server.database());
    const minutes = (count: number) => () => new Date(Date.now() + count * 60_000);
    const clocks = await Promise.all([0, 5, -90].map((count) => sharedClock(store, minutes(count))));
    const times = clocks.map(({ now }) => now().getTime());
    assert.ok(Math.max(...times) - Math.min(...times) < 30_000, times.join());
    await store.close();
  });

  it('is the server’s own with a file', async () => {
    const store = await openStore(':memory:');
    const own = new Date('2030-01-01T00:00:00Z');
    assert.deepEqual((await sharedClock(store, () => own)).now(), own);
    await store.close();
  });
});

describe('a lock that servers share', () => {
  it('lets one at a time do what has a name, and keeps nobody else from the database', async () => {
    const url = await server.database();
    const [one, other] = await Promise.all([openStore(url, { poolSize: 2 }), openStore(url)]);
    const seen: string[] = [];
    let letGo = () => undefined as void;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const refreshes = Array.from({ length: 20 }, (_, at) =>
      (at % 2 ? one : other).alone('renewal', `con_${at % 10}`, async () => {
        seen.push(`+${at % 10}`);
        await gate;
        seen.push(`-${at % 10}`);
      }),
    );
    // More refreshes wait for a CRM than the server has connections, and it still writes.
    const question = { tenant: 't', id: 'q', position: 1, question_json: '{}' };
    await one.transaction((tx) => tx.insertInto('question').values(question).execute());
    letGo();
    await Promise.all(refreshes);
    for (let name = 0; name < 10; name++)
      assert.deepEqual(
        seen.filter((each) => each.endsWith(String(name))),
        [`+${name}`, `-${name}`, `+${name}`, `-${name}`],
      );
    await Promise.all([one.close(), other.close()]);
  });

  it('is free again when its work failed', async () => {
    const store = await openStore(await server.database());
    await assert.rejects(
      store.alone('renewal', 'con_1', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await store.alone('renewal', 'con_1', async () => 'yes'), 'yes');
    await store.close();
  });
});

describe('pg-boss as the queue for wake-ups', () => {
  it('is set up by three servers at once, queues a wake-up once and a task once in its time', async () => {
    const url = await server.database();
    const carriers = [1, 2, 3].map(() => pgBossCarrier({ url }));
    await Promise.all(carriers.map((carrier) => carrier.start()));
    await Promise.all(carriers.map((carrier) => carrier.announce(['con_1', 'con_2'])));
    await Promise.all(carriers.map((carrier) => carrier.schedule('clean-up', 3_600_000)));
    const taken = await Promise.all(carriers.map((carrier) => carrier.take()));
    assert.deepEqual(taken.flatMap(({ keys }) => keys).sort(), ['con_1', 'con_2']);
    assert.deepEqual(
      taken.flatMap(({ tasks }) => tasks),
      ['clean-up'],
    );
    await carriers[0]!.schedule('clean-up', 3_600_000);
    await carriers[1]!.announce(['con_1']);
    assert.deepEqual(await carriers[2]!.take(), { keys: ['con_1'], tasks: [] });
    await Promise.all(carriers.map((carrier) => carrier.stop()));
  });

  const booking = (id: string) => ({
    ...event({ eventId: `evt-${id}`, id, contact: { email: `${id}@acme.example`, lastName: 'Ruiz' } }),
    occurredAt: new Date().toISOString(),
  });
  const synced = (stage: Stage, id: string) =>
    until(async () => (await stage.api('member').get(`/bookings/${id}`)).body.syncs?.[0]?.state === 'synced');
  const metricsOf = async (stage: Stage) => {
    const reply = await fetch(`${stage.url}/metrics`);
    assert.equal(reply.status, 200);
    return reply.text();
  };
  const isShared = async (stage: Stage) =>
    /^crm_connect_wake_ups_shared (\d)/m.exec(await metricsOf(stage))?.[1] === '1';
  const stageOn = async (url: string) => {
    const told: string[] = [];
    const log = {
      debug() {},
      info() {},
      warn: (...said: unknown[]) => {},
      error: (...said: unknown[]) => {
        told.push(String(said[1]));
      },
    };
    const stage = await startStage({ emulators, settings: { DATABASE_URL: url }, effects: { log } });
    return { stage, told };
  };
  const run = async (url: string, statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };

  it('costs nothing but its name in the log when it can’t be set up', async () => {
    const url = await server.database();
    await run(url, 'create schema pgboss; create table pgboss.version (wrong text)');
    const { stage, told } = await stageOn(url);
    assert.equal(told.filter((one) => /^the queue for wake-ups fails/.test(one)).length, 1);
    assert.equal(await isShared(stage), false);
    assert.equal((await fetch(`${stage.url}/readyz`)).status, 200);
    await stage.connect('hubspot');
    await stage.api('service').post('/bookings', booking('alone-1'));
    await synced(stage, 'alone-1');
    await stage.close();
  });

  it('costs nothing when it is lost on the way', async () => {
    const url = await server.database();
    const { stage, told } = await stageOn(url);
    await stage.connect('hubspot');
    assert.equal(await isShared(stage), true);
    await run(url, 'drop schema pgboss cascade');
    await stage.api('service').post('/bookings', booking('alone-2'));
    await synced(stage, 'alone-2');
    await until(async () => !(await isShared(stage)));
    assert.ok(
      told.some((one) => /^the queue for wake-ups fails/.test(one)),
      told.join(),
    );
    await stage.close();
  });

  it('is not needed for anything while the database is away: what is refused is told, what was taken stays', async () => {
    const { stage } = await stageOn(await server.database());
    await stage.connect('hubspot');
    assert.equal((await stage.api('service').post('/bookings', booking('before'))).status, 202);
    await synced(stage, 'before');
    await server.pause();
    const refused = await stage.api('service').post('/bookings', booking('during'));
    assert.deepEqual([refused.status, refused.body.code], [503, 'store_unavailable']);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    const looked = await stage.api('member').get('/bookings/before');
    assert.deepEqual([looked.status, looked.body.code], [503, 'store_unavailable']);
    assert.equal((await fetch(`${stage.url}/readyz`)).status, 503);
    await until(async () => /^crm_connect_database_up 0$/m.test(await metricsOf(stage)));
    assert.match(await metricsOf(stage), /^crm_connect_events_total\{outcome="accepted"\} 1$/m);
    assert.doesNotMatch(
      await metricsOf(stage),
      /^crm_connect_(waiting_bookings|connections|leases_held)[ {]/m,
    );
    await server.resume();
    await until(async () => (await fetch(`${stage.url}/readyz`)).status === 200);
    assert.equal((await stage.api('service').post('/bookings', booking('during'))).status, 202);
    await until(async () => /^crm_connect_connections\{.*\} 1$/m.test(await metricsOf(stage)));
    assert.match(await metricsOf(stage), /^crm_connect_database_up 1$/m);
    await synced(stage, 'during');
    assert.equal((await stage.api('member').get('/bookings/before')).body.syncs[0].state, 'synced');
    await stage.close();
  });
});
