import type { Table } from './report.js';
import { backlogRows } from './sync-backlog.js';
import { callRows } from './sync-calls.js';
import { intakeRows } from './sync-intake.js';
import { syncSizes } from './sync-sizes.js';
import { storedRows } from './sync-stored.js';

const providers = ['hubspot', 'salesforce'] as const;

/**
 * Calls as the emulators count them, how fast a backlog drains, and what intake and memory come to; server and
 * emulators each in a process of its own.
 */
export async function syncBench(): Promise<readonly Table[]> {
  const sizes = syncSizes(process.argv);
  const calls: Table['rows'][number][] = [];
  const backlog: Table['rows'][number][] = [];
  for (const provider of providers) {
    calls.push(...(await callRows(provider, sizes)));
    backlog.push(...(await backlogRows(provider, sizes)));
  }
  return [
    {
      title: 'CRM calls per booking',
      note: `Counted by the emulator, fields and users read before. Baseline: a client that searches, creates and associates one booking at a time, ${sizes.plain} of them, without the CRM’s rate limits.`,
      rows: calls,
    },
    {
      title: `A backlog of ${sizes.bookings.toLocaleString('en')} with answers after 100 ms, while live bookings come in`,
      note: 'Allowed: what 110 requests in 10 seconds come to with 100 rows each; Salesforce has no such limit. “Of the limit” counts the calls for live bookings too. Live: from the 202 until the server has recorded the CRM’s answer, milliseconds. Baseline: the plain client, one booking at a time.',
      rows: backlog,
    },
    {
      title: 'Durable intake of single events, a SQLite file, over HTTP',
      note: 'A connected CRM that is paused, so that each event also makes an item to sync. Processor time is the server’s alone, all threads. Baseline: one insert and commit at a time, in process.',
      rows: await intakeRows(sizes),
    },
    {
      title: `With ${sizes.stored.toLocaleString('en')} bookings stored`,
      note: 'Intake in arrays of 500 and syncing without latency, at the start and after so many; processor time does not depend on who else uses the machine.',
      rows: await storedRows(sizes),
    },
  ];
}
