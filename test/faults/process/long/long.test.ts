/** The whole of what ../kill-store.test.ts and ../line.test.ts try a share of. */
import { describe, it } from 'node:test';
import { minute } from '../../world.js';
import { onSite } from '../on-site.js';
import { randomKills } from '../random-kills.js';
import { slowReplies } from '../slow-replies.js';

const kills = Number(process.env['PROCESS_KILLS'] ?? 200);
const bookings = Number(process.env['PROCESS_BOOKINGS'] ?? 10_000);
const seed = Number(process.env['PROCESS_SEED'] ?? 1);

describe('a real server process, at length', () => {
  const on = onSite();
  const provider = seed % 2 === 0 ? 'salesforce' : 'hubspot';

  it(`${kills} random kills over ${bookings} bookings, seed ${seed}`, { timeout: 60 * minute }, () =>
    on.connected(provider, async (site) => {
      await randomKills(site, provider, { bookings, kills, seed });
      await site.keepsItsPromise();
    }),
  );

  it('25 s replies × 30: each commits and is lost, and nothing is doubled', { timeout: 60 * minute }, () =>
    on.connected('hubspot', (site) => slowReplies(site, 'hubspot', 30)),
  );
});
