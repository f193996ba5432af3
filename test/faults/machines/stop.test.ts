import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { ownPostgresServer, type OwnPostgresServer } from '../../server/store/postgres-server.js';
import { bookings, Fleet } from './fleet.js';
import { until } from './patience.js';

describe('a server that is told to stop', () => {
  let postgres: OwnPostgresServer;
  let fleet: Fleet;
  let database: pg.Client;
  before(async () => {
    postgres = await ownPostgresServer();
    const databaseUrl = await postgres.database();
    fleet = await Fleet.start({ machines: 1, databaseUrl, seed: 1, crmTimeoutSeconds: 20 });
    database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
  });
  after(async () => {
    await database.end();
    await fleet.close();
    await postgres.stop();
  });
  const one = async (query: string) => (await database.query(query)).rows[0];
  const [only] = [() => fleet.machines[0]!];

  it('answers the request under way, refuses others meanwhile, and ends well', async () => {
    await fleet.spoil('salesforce', [{ then: { delayMs: 1500 } }]);
    const calls = await fleet.calls('salesforce');
    const slow = fleet.request(only(), '/providers/salesforce/objects/Lead/fields?refresh=true', 'admin');
    await until(async () => (await fleet.calls('salesforce')) > calls);
    const stopped = only().stop();
    await until(async () => (await fetch(`${only().url}/readyz`)).status === 503);
    const refused = await fleet.request(only(), '/connections', 'admin');
    assert.equal(refused?.status, 503, refused?.text);
    assert.ok(refused.headers.get('retry-after'));
    assert.equal((await slow)?.status, 200);
    assert.equal(await stopped, 0);
    await fleet.spoil('salesforce', []);
    await only().start();
  });

  it('leaves a call that hangs to whoever goes on, and its lease with it', async () => {
    await fleet.spoil('hubspot', [{ method: 'POST', then: { delayMs: 15_000 } }]);
    const calls = await fleet.calls('hubspot');
    await fleet.deliver(bookings(3, 1, 'hangs'), () => undefined);
    await until(async () => (await fleet.calls('hubspot')) > calls);
    assert.equal((await one(`select count(*) from sync_item where state = 'busy'`)).count > 0, true);
    assert.equal(await only().stop(), 0);
    assert.equal(
      (await one('select count(*)::int as held from connection where lease_owner is not null')).held,
      0,
    );
    await fleet.spoil('hubspot', []);
    await only().start();
    await fleet.settle();
    await fleet.promised();
  });
});
