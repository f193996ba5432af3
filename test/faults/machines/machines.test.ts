import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ownPostgresServer, type OwnPostgresServer } from '../../server/store/postgres-server.js';
import { bookings, Fleet } from './fleet.js';

/** More with `MACHINES_BOOKINGS=10000`. */
const count = Number(process.env['MACHINES_BOOKINGS'] ?? 150);
const seed = Number(process.env['MACHINES_SEED'] ?? 1);

describe(`three servers on one PostgreSQL, ${count} bookings, seed ${seed}`, () => {
  let postgres: OwnPostgresServer;
  let fleet: Fleet;
  before(async () => {
    postgres = await ownPostgresServer();
    fleet = await Fleet.start({ machines: 3, databaseUrl: await postgres.database(), seed });
  });
  after(async () => {
    await fleet.close();
    await postgres.stop();
  });

  it('bring each booking to both CRMs once while one after the other is killed', async () => {
    const events = bookings(count, seed, 'killed');
    const every = Math.max(60, Math.round(events.length / 6));
    let kills = 0;
    let restarting: Promise<void> = Promise.resolve();
    await fleet.deliver(events, (acknowledged) => {
      if (acknowledged % every !== 0) return;
      const victim = fleet.machines[kills++ % 3];
      restarting = restarting.then(async () => {
        await victim?.kill();
        await victim?.start();
      });
    });
    await restarting;
    await fleet.settle();
    await fleet.promised();
  });

  it('lose nothing and go on by themselves when PostgreSQL is restarted under load', async () => {
    const events = bookings(count, seed + 1, 'restarted');
    let acknowledged = 0;
    let restarting: Promise<void> = Promise.resolve();
    await fleet.deliver(events, () => {
      acknowledged += 1;
      if (acknowledged === Math.round(events.length / 4) || acknowledged === Math.round(events.length / 2))
        restarting = restarting.then(() => postgres.restart());
    });
    await restarting;
    await fleet.settle();
    await fleet.promised();
  });

  it('stop one after the other without leaving anything undone', async () => {
    const events = bookings(Math.round(count / 4), seed + 2, 'stopped');
    let stopping: Promise<void> = Promise.resolve();
    let stops = 0;
    await fleet.deliver(events, () => {
      const victim = stops++ % 20 === 0 ? fleet.machines[((stops / 20) % 3) | 0] : undefined;
      if (!victim) return;
      stopping = stopping.then(async () => {
        assert.equal(await victim.stop(), 0);
        await victim.start();
      });
    });
    await stopping;
    await fleet.settle();
    await fleet.promised();
  });
});
