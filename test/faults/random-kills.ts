import assert from 'node:assert/strict';
import { event } from './arrange.js';
import { chanceOf } from './random.js';
import type { stage } from './stage.js';
import { minute, second, type Provider } from './world.js';

/** Kills the server at random moments and requests while bookings come in. */
export async function randomKills(
  provider: Provider,
  inWorld: ReturnType<typeof stage>,
  { bookings, kills, seed }: { bookings: number; kills: number; seed: number },
): Promise<void> {
  const chance = chanceOf(seed);
  await inWorld(provider, async (watched) => {
    const { world } = watched;
    let left = kills;
    let due = 3;
    world.wire.judge = () => {
      // A server whose end is on its way can't be killed once more.
      const isDying = kills - left > world.restarts;
      if (isDying || left === 0 || --due > 0) return { kind: 'passes' };
      left--;
      due = chance.between(1, 6);
      return { kind: chance.oneOf(['crashBefore', 'crashAfter']) };
    };
    const size = Math.ceil(bookings / (kills + 1));
    for (let start = 0; start < bookings; start += size) {
      const events = Array.from({ length: Math.min(size, bookings - start) }, (_, at) =>
        event(world, `b${start + at}`),
      );
      while (!(await watched.send(events))) await world.restart();
      await world.pass(chance.between(0, 40) * second);
      if (world.isCrashed) await world.restart();
    }
    await watched.settle();
    while (left > 0) {
      await watched.send([
        event(world, 'b0', { status: 'rescheduled', ageMs: left, startsInMs: left * minute }),
      ]);
      await watched.settle();
    }
    assert.equal(world.restarts, kills, `seed ${seed}`);
    await watched.promised();
  });
}
