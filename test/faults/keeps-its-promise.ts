import assert from 'node:assert/strict';
import { runSeed } from './run-seed.js';
import { startStandIns } from './world.js';

/** Runs seeds of chaos and prints them; fails with the command that runs the first broken one again. */
export async function keepsItsPromise({
  seeds,
  bookings,
}: {
  seeds: readonly number[];
  bookings: number;
}): Promise<void> {
  const standIns = await startStandIns();
  try {
    for (const seed of seeds) {
      const { findings, faults, restarts, calls } = await runSeed({
        ...{ seed, bookings, standIns },
        providers: ['hubspot', 'salesforce'],
      });
      console.log(
        `seed ${seed}: ${bookings} bookings, ${faults} faults, ${restarts} restarts, ${calls} calls`,
      );
      assert.deepEqual(findings, [], `npm run chaos -- --seeds ${seed} --bookings ${bookings} --verbose`);
    }
  } finally {
    await standIns.close();
  }
}
