/** sync.md § 10, Quota: limits of the CRM make everything wait as long as they last, and cost nothing else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { event, type Watched } from './arrange.js';
import { both, stage } from './stage.js';
import { hour, minute, second } from './world.js';

describe('when a CRM limits us', () => {
  const inWorld = stage();
  const some = ({ world }: Watched, count: number) =>
    Array.from({ length: count }, (_, at) => event(world, `b${at}`));

  for (const provider of both) {
    it(`rolling 429 of ${provider}: all waits a moment, and no try is counted`, () =>
      inWorld(provider, async (watched) => {
        const { world } = watched;
        await world.crm(provider).faults([{ times: 12, then: { rateLimit: 'rolling' } }]);
        watched.forgetCalls();
        await watched.book(...some(watched, 20));
        const [sync] = (await watched.told('b0')).syncs;
        assert.equal(sync?.state, 'paused');
        assert.ok(sync?.fault && sync.nextAttemptAt, JSON.stringify(sync));
        await watched.settle();
        await watched.promised({ budget: 40 });
      }));
  }

  it('a rolling limit of HubSpot, 110 per 10 s, is never run into by our own doing', () =>
    inWorld('hubspot', async (watched) => {
      const { world } = watched;
      await world.crm('hubspot').patch({ limits: { tenSecondly: 12 } });
      for (let at = 0; at < 30; at++) {
        await watched.send([event(world, `b${at}`)]);
        await world.pass(300);
      }
      await watched.settle();
      await watched.promised();
      const refused = watched.calls('hubspot').filter(({ status }) => status === 429);
      assert.ok(refused.length <= 2, `${refused.length} calls met the limit`);
    }));

  // New York sets its clocks back on the first of November, at two in the morning.
  for (const [night, from, midnight] of [
    ['before', '2026-10-31T20:30:00Z', '2026-11-01T04:00:00Z'],
    ['after', '2026-11-01T09:30:00Z', '2026-11-02T05:00:00Z'],
  ] as const) {
    it(`daily 429 of a private app until the account’s midnight (virtual clock, the midnight ${night} a DST change)`, () =>
      inWorld(
        'hubspot',
        async (watched) => {
          const { world } = watched;
          const asked = () =>
            watched.calls('hubspot').filter(({ url }) => url.pathname.includes('/objects/'));
          await world.crm('hubspot').patch({ limits: { daily: 1 } });
          watched.forgetCalls();
          await watched.book(...some(watched, 30));
          await world.pass(Date.parse(midnight) - world.clock.milliseconds - second);
          const [sync] = (await watched.told('b0')).syncs;
          assert.equal(sync?.state, 'paused');
          assert.match(sync?.fault?.sentence ?? '', /calls a day/);
          assert.equal(sync?.nextAttemptAt, new Date(midnight).toISOString());
          assert.ok(asked().length <= 2, `${asked().length} calls while there was nothing to be had`);
          await world.crm('hubspot').patch({ limits: { daily: 1000 } });
          await world.pass(minute);
          await watched.promised();
        },
        { from: new Date(from) },
      ));
  }

  it('REQUEST_LIMIT_EXCEEDED: waits for the pool, asks rarely, goes on by itself', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await watched.book(event(world, 'before'));
      await world.crm('salesforce').patch({ limits: { DailyApiRequests: { Max: 15_000, Remaining: 0 } } });
      watched.forgetCalls();
      await watched.book(...some(watched, 20));
      await world.pass(3 * hour);
      const [sync] = (await watched.told('b0')).syncs;
      assert.equal(sync?.state, 'paused');
      assert.ok(sync?.fault && sync.nextAttemptAt, JSON.stringify(sync));
      assert.ok(watched.calls('salesforce').length < 40);
      await world.crm('salesforce').patch({ limits: { DailyApiRequests: { Max: 15_000, Remaining: 9000 } } });
      await watched.settle();
      await watched.promised();
    }));

  it('soft cap under a backlog (a share of 50,000): we use a fifth of the pool, and say so', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      await world.crm('salesforce').patch({ limits: { DailyApiRequests: { Max: 200, Remaining: 200 } } });
      watched.forgetCalls();
      for (let at = 0; at < 60; at++) {
        await watched.send([event(world, `b${at}`)]);
        await world.pass(second);
      }
      await world.pass(hour);
      const used = watched.calls('salesforce').length;
      assert.ok(used <= 46, `${used} of 200 calls are ours`);
      const [sync] = (await watched.told('b59')).syncs;
      assert.equal(sync?.state, 'paused');
      assert.ok(sync?.fault && sync.nextAttemptAt, JSON.stringify(sync));
      await world
        .crm('salesforce')
        .patch({ limits: { DailyApiRequests: { Max: 15_000, Remaining: 15_000 } } });
      await watched.settle(30 * hour);
      await watched.promised();
    }));

  it('soft cap under a backlog: it stops before the cap, and who books meanwhile still arrives', () =>
    inWorld('salesforce', async (watched) => {
      const { world } = watched;
      const pending = async () =>
        (await world.api('member', 'GET', '/connections')).body.connections[0].counts.pending;
      await world.crm('salesforce').patch({ limits: { DailyApiRequests: { Max: 300, Remaining: 300 } } });
      // Nobody waits for what was kept while the connection was paused.
      await world.api('admin', 'PATCH', '/connections/salesforce', { paused: true });
      await watched.book(...some(watched, 4200));
      watched.forgetCalls();
      await world.api('admin', 'PATCH', '/connections/salesforce', { paused: false });
      await world.pass(second);
      const left = await pending();
      assert.ok(left >= 200, `${left} of the backlog wait`);
      for (let at = 0; at < 2; at++) {
        await watched.book(event(world, `new${at}`));
        assert.equal((await watched.told(`new${at}`)).syncs[0]?.state, 'synced');
      }
      assert.equal(await pending(), left, 'the backlog still waits');
      assert.ok(watched.calls('salesforce').length <= 60, 'and a fifth of the pool is what all of it costs');
      await world
        .crm('salesforce')
        .patch({ limits: { DailyApiRequests: { Max: 15_000, Remaining: 15_000 } } });
      await watched.book(event(world, 'later'));
      await watched.settle(hour);
      assert.equal(await pending(), 0);
    }));

  for (const [status, wait] of [
    [423, 5],
    [477, 90],
  ] as const) {
    it(`${status} with Retry-After: nothing is tried before`, () =>
      inWorld('hubspot', async (watched) => {
        const { world } = watched;
        await world
          .crm('hubspot')
          .faults([{ times: 1, then: { status, headers: { 'retry-after': String(wait) } } }]);
        watched.forgetCalls();
        await watched.book(...some(watched, 3));
        const before = watched.calls('hubspot').length;
        await world.pass((wait - 2) * second);
        assert.equal(watched.calls('hubspot').length, before);
        await watched.settle();
        await watched.promised();
      }));
  }

  it('one of two connections throttled, the other not slowed', () =>
    inWorld(both, async (watched) => {
      const { world } = watched;
      await world.crm('hubspot').faults([{ then: { rateLimit: 'daily' } }]);
      await watched.book(...some(watched, 30));
      const { syncs } = await watched.told('b7');
      assert.equal(syncs.find(({ provider }) => provider === 'salesforce')?.state, 'synced');
      assert.equal(syncs.find(({ provider }) => provider === 'hubspot')?.state, 'paused');
      await world.crm('hubspot').faults([]);
      // HubSpot counts anew at the account's midnight.
      await watched.settle(18 * hour);
      await watched.promised();
    }));
});
