/** sync.md § 10: 200 random kills over 10,000 bookings. */
import { describe, it } from 'node:test';
import { randomKills } from '../random-kills.js';
import { both, stage } from '../stage.js';

describe('200 random kills over 10,000 bookings', () => {
  const inWorld = stage();
  for (const provider of both) {
    it(provider, { timeout: 15 * 60_000 }, () =>
      randomKills(provider, inWorld, { bookings: 10_000, kills: 200, seed: 200 }),
    );
  }
});
