import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { emulated } from './emulated.js';

const minute = 60_000;

it('an account whose time zone was not kept yet is asked for it once its day’s limit was met, and not again', async () => {
  const hubspot = await emulated('hubspot');
  try {
    const { clock, connections, connection, sync, emulator, state } = hubspot;
    assert.equal(connection.timeZone, null);
    const ana = { email: 'ana@acme.com', lastName: 'López' };
    for (const id of ['first', 'second']) {
      // Meets the booking: the fields may still be read again behind the one before.
      await emulator('faults', 'POST', [{ path: '/crm/objects', times: 1, then: { rateLimit: 'daily' } }]);
      await hubspot.book({ id, contact: ana });
      assert.equal((await state(id)).fault.code, 'limit_daily');
      const { byRoute } = await hubspot.calls(async () => {
        clock.advance(25 * 60 * minute);
        await sync.settled();
      });
      assert.equal((await state(id)).state, 'synced');
      assert.ok((await connections.byId(connection.id))?.timeZone);
      const asked = Object.keys(byRoute).filter((route) => route.includes('account-info'));
      assert.equal(asked.length, id === 'first' ? 1 : 0, JSON.stringify(byRoute));
    }
  } finally {
    await hubspot.close();
  }
});

let crm: Awaited<ReturnType<typeof emulated>>;
before(async () => void (crm = await emulated('salesforce')));
after(() => crm.close());

it('waits for Salesforce’s pool with figures, asks /limits alone every 5 to 30 minutes, and goes on', async () => {
  const { clock, connections, connection, sync, emulator, state } = crm;
  await emulator('org', 'PATCH', { limits: { DailyApiRequests: { Max: 15_000, Remaining: 0 } } });
  await crm.book({ contact: { email: 'ana@acme.com', lastName: 'López', company: 'Acme' } });
  const held = await state();
  assert.deepEqual([held.state, held.fault.code], ['paused', 'limit_daily']);
  assert.equal(held.fault.sentence, 'Salesforce allows 15,000 calls in 24 hours; 15,000 are used.');
  assert.deepEqual(
    [held.fault.params.used, held.fault.params.max, held.fault.params.remaining],
    [15_000, 15_000, 0],
  );
  const first = await connections.byId(connection.id);
  const wait = Date.parse(first?.pausedUntil ?? '') - clock.now().getTime();
  assert.ok(wait >= 5 * minute && wait <= 30 * minute, `${wait} ms`);
  assert.equal(held.nextAttemptAt, first?.pausedUntil);

  const { byRoute } = await crm.calls(async () => {
    for (let asked = 0; asked < 3; asked += 1) {
      clock.advance(30 * minute);
      await sync.settled();
    }
  });
  assert.deepEqual(byRoute, { 'GET /services/data/v67.0/limits': 3 });
  assert.equal((await connections.byId(connection.id))?.status, 'waiting');

  await emulator('org', 'PATCH', { limits: { DailyApiRequests: { Max: 15_000, Remaining: 500 } } });
  clock.advance(30 * minute);
  await sync.settled();
  assert.equal((await state()).state, 'synced');
  assert.equal((await connections.byId(connection.id))?.status, 'active');
});
