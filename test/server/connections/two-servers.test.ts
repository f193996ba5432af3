import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { startEmulators, type Emulators } from '../../../demo/emulators/index.js';
import { openStore } from '../../../server/store/store.js';
import { consent, hostOrigin, startStage, type Stage } from '../harness.js';
import { postgresServer, type PostgresServer } from '../store/postgres-server.js';

let database: PostgresServer;
let emulators: Emulators;
let close: () => Promise<unknown> = async () => {};
afterEach(() => close());
before(async () => {
  [database, emulators] = await Promise.all([postgresServer(), startEmulators()]);
});
after(async () => {
  await emulators.close();
  await database.stop();
});

/** Two servers on one database. Each reads its account's fields only once the other does, if it gets there meanwhile. */
async function twoServers() {
  const url = await database.database();
  const [haveGrants, readFields] = [gate(2), gate(2)];
  let revocations = 0;
  const through = () => {
    let reads = 0;
    const watched: typeof fetch = async (input, init) => {
      const path = String(input instanceof Request ? input.url : input);
      if (path.includes('/properties') && reads++ === 0) {
        await Promise.race([readFields(), new Promise((resolve) => setTimeout(resolve, 1000))]);
      }
      if (path.includes('/revoke')) revocations += 1;
      const response = await fetch(input, init);
      if (path.includes('/token')) await haveGrants();
      return response;
    };
    return watched;
  };
  const settings = { DATABASE_URL: url };
  const first = await startStage({ emulators, settings, effects: { fetch: through() } });
  const second = await startStage({ emulators, settings, effects: { fetch: through() } });
  const rows = async () => {
    const store = await openStore(url);
    const found = await store.db.selectFrom('connection').selectAll().execute();
    const mappings = await store.db.selectFrom('mapping').select(['connection', 'version']).execute();
    await store.close();
    return { found, mappings };
  };
  const revoked = () => revocations;
  close = () => Promise.all([first.close(), second.close()]);
  return { url, first, second, rows, revoked };
}

/** Lets nobody through before `count` are there; once that happened, everybody. */
function gate(count: number): () => Promise<void> {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  let here = 0;
  return () => {
    here += 1;
    if (here === count) open();
    return opened;
  };
}

/** Begins a sign-in and brings it to where the CRM sends the pop-up back. */
async function allowed(stage: Stage, org: 'tidy' | 'awkward') {
  const { attemptId, authorizeUrl } = (
    await stage.api().post('/connections/hubspot/authorize', {}, { origin: hostOrigin })
  ).body;
  return { attemptId, back: (await consent(authorizeUrl, { org, decision: 'allow' })) ?? '' };
}

/** As if both had been begun in the same moment, so that neither cancelled the other. */
async function pending(url: string, attemptId: string) {
  const store = await openStore(url);
  await store.db.updateTable('attempt').set({ status: 'pending' }).where('id', '=', attemptId).execute();
  await store.close();
}

describe('two servers that connect one CRM for one tenant at the same moment', () => {
  for (const [title, orgs] of [
    ['the same account', ['tidy', 'tidy']],
    ['two accounts', ['tidy', 'awkward']],
  ] as const) {
    it(`end with one connection: ${title}`, async () => {
      const { url, first, second, rows, revoked } = await twoServers();
      const one = await allowed(first, orgs[0]);
      const other = await allowed(second, orgs[1]);
      await pending(url, one.attemptId);
      await Promise.all([one.back, other.back].map(async (back) => (await fetch(back)).text()));
      const ends = await Promise.all(
        [one, other].map(
          async ({ attemptId }) => (await second.api().get(`/connections/attempts/${attemptId}`)).body,
        ),
      );
      assert.deepEqual(
        ends.map(({ status }) => status),
        ['connected', 'connected'],
      );
      // The second one finds what the first has made, instead of taking it for something that a crash left.
      assert.equal(ends.filter(({ accountChanged }) => accountChanged).length, orgs[0] === orgs[1] ? 0 : 1);
      assert.equal(revoked(), orgs[0] === orgs[1] ? 0 : 1);
      const { found, mappings } = await rows();
      assert.deepEqual(
        found.map(({ status, former_json }) => [status, former_json]),
        [['active', null]],
      );
      assert.ok(mappings.every(({ connection }) => connection === found[0]?.id));
      for (const stage of [first, second]) {
        const fields = await stage.api().get('/providers/hubspot/objects/contacts/fields?refresh=true');
        assert.equal(fields.status, 200, 'the account can be reached');
      }
    });
  }
});

describe('a sign-in that has lost its lock while it was under way', () => {
  for (const [title, isConnectedBefore] of [
    ['the first of its tenant', false],
    ['one that takes the place of another account', true],
  ] as const) {
    it(`leaves alone what another server has connected since: ${title}`, async () => {
      const url = await database.database();
      let isHeldUp = !isConnectedBefore;
      let reads = () => {};
      let goOn = () => {};
      const reading = new Promise<void>((resolve) => (reads = resolve));
      const released = new Promise<void>((resolve) => (goOn = resolve));
      const heldUp: typeof fetch = async (input, init) => {
        const path = String(input instanceof Request ? input.url : input);
        if (isHeldUp && path.includes('/properties')) {
          reads();
          await released;
        }
        return fetch(input, init);
      };
      const settings = { DATABASE_URL: url };
      const first = await startStage({ emulators, settings, effects: { fetch: heldUp } });
      const second = await startStage({ emulators, settings });
      close = () => Promise.all([first.close(), second.close()]);
      if (isConnectedBefore) await first.connect('hubspot', { org: 'tidy' });

      isHeldUp = true;
      const slow = await allowed(first, 'awkward');
      const answered = fetch(slow.back).then((response) => response.text());
      await reading;
      const store = await openStore(url);
      const locks =
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'crm-connect-locks'";
      await sql.raw(locks).execute(store.db);
      await second.connect('hubspot', { org: 'tidy' });
      const connected = await store.db.selectFrom('connection').selectAll().executeTakeFirstOrThrow();
      goOn();
      await answered;

      const { account_id, status, grant_sealed } = await store.db
        .selectFrom('connection')
        .selectAll()
        .executeTakeFirstOrThrow();
      await store.close();
      assert.deepEqual([account_id, status], [connected.account_id, 'active']);
      assert.ok(grant_sealed === connected.grant_sealed, 'its access stays');
      const fields = await second.api().get('/providers/hubspot/objects/contacts/fields?refresh=true');
      assert.equal(fields.status, 200, 'the account can be reached');
    });
  }
});
