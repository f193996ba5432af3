import { chanceOf } from '../random.js';
import { until } from '../machines/patience.js';
import { minute, second, type Provider } from '../world.js';
import type { Fate } from './proxy.js';
import { isApi, type Point, type Site } from './site.js';

/** How much is to happen. */
export interface Kills {
  readonly bookings: number;
  readonly kills: number;
  readonly seed: number;
}

const moments = [
  '^insert into "event_log"',
  // Taken by a new process, and renewed with every claim and every result.
  '^update "connection" set "lease_',
  '^insert into "operation"',
  '^update "operation"',
  '^insert into "sync_item"',
] as const;

/** Bookings come in all the time, some are moved, and the server is killed at one random moment after the other. */
export async function randomKills(
  site: Site,
  provider: Provider,
  { bookings, kills, seed }: Kills,
): Promise<void> {
  const chance = chanceOf(seed);
  const line = site.lines[provider];
  const size = Math.ceil(bookings / kills);
  for (let turn = 0; turn < kills; turn++) {
    const names = Array.from({ length: size }, (_, at) => `b${turn * size + at}`);
    const moved = names.filter(() => turn > 0 && chance.happens(0.2)).map((name) => earlier(name, size));
    const events = [
      ...names.map((id) => site.event(id)),
      ...moved.map((id) => site.event(id, { status: 'rescheduled', ageMs: 0, startsInMs: turn * minute })),
    ];
    let killed: Promise<void>;
    if (chance.happens(0.5)) {
      let due = chance.between(1, 2);
      const fate = chance.oneOf<Fate>([
        { kind: 'silence' },
        { kind: 'lateReply', milliseconds: 60 * second },
        { kind: 'lateRequest', milliseconds: site.time.real(chance.between(1, 25) * second) },
      ]);
      const fits = ({ method, url }: { method: string; url: URL }) =>
        method === 'POST' && isApi(url) && --due === 0;
      killed = line.harm(fits, fate).happened.then(() => site.server.kill());
    } else {
      const point: Point = { since: chance.oneOf(moments), at: '^commit', done: chance.happens(0.5) };
      site.standStillAt(point);
      killed = site.killStandingStill();
    }
    const delivered = until(async () => (await site.send(events)) !== null);
    await killed;
    line.calm();
    await site.server.start();
    await delivered;
  }
  await site.settle(20 * minute);
}

/** The booking at the same place of the turn before. */
function earlier(name: string, size: number): string {
  return `b${Number(name.slice(1)) - size}`;
}
