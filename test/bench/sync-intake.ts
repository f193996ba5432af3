import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signToken } from '../server/tokens.js';
import { benchTenant } from './apart.js';
import { newBookings } from './bookings.js';
import { plainCommits, postJson } from './intake.js';
import type { Table } from './report.js';
import { connected, pause } from './sync-calls.js';
import type { SyncSizes } from './sync-sizes.js';
import { inFlight, timed } from './timing.js';

/** Single events per second, with what they cost the server. */
export async function intakeRows({ events }: SyncSizes): Promise<Table['rows']> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-connect-bench-'));
  const commits = await plainCommits(`file:${join(folder, 'plain.db')}`, 1500);
  rmSync(folder, { recursive: true, force: true });
  const apart = await connected('hubspot');
  await pause(apart, 'hubspot', true);
  const agent = new Agent({ keepAlive: true });
  const authorization = `Bearer ${signToken({ tenant: benchTenant, role: 'service', sub: 'bench' })}`;
  const rows: Table['rows'][number][] = [
    { what: 'baseline: one insert and commit at a time', 'events/s': commits, ratio: 1 },
  ];
  for (const limit of [1, 100]) {
    const count = limit === 1 ? Math.ceil(events / 10) : events;
    const bodies = newBookings(count).map((one) => JSON.stringify(one));
    const send = (at: number) =>
      postJson(`${apart.url}/v1/bookings`, agent, { authorization }, bodies[at] ?? '');
    const before = await apart.usage();
    const rate = (count * 1000) / (await timed(() => inFlight(limit, count, send)));
    const after = await apart.usage();
    rows.push({
      what: `${limit} in flight`,
      'events/s': rate,
      ratio: rate / commits,
      'CPU ms/event': (after.cpuMs - before.cpuMs) / count,
    });
  }
  agent.destroy();
  await apart.close();
  return rows;
}
