import { sql } from 'kysely';
import type { Clock } from '../contract/model/index.js';
import type { Store } from './store.js';

/** How long what has served its purpose is kept. */
export interface Retention {
  /** Ids of events, by which a repeated one is known; an older repeat changes nothing either, for the booking is newer. */
  readonly eventsMs: number;
  /** Creates whose outcome is known, for whoever looks into a fault. */
  readonly operationsMs: number;
}

const day = 24 * 60 * 60_000;

export const retention: Retention = { eventsMs: 30 * day, operationsMs: 7 * day };

/** Rows per transaction, so that nobody who writes meanwhile waits long. */
const rowsPerStep = 500;
/** Most steps of one run; the next one goes on. */
const stepsPerRun = 200;

/** Clears away event ids and finished operations past their time; gives how many rows went. */
export async function cleanUp(
  { store, now }: { readonly store: Store; readonly now: Clock },
  keep: Retention = retention,
): Promise<{ events: number; operations: number }> {
  const before = (milliseconds: number) => new Date(now().getTime() - milliseconds).toISOString();
  return {
    events: await inSteps(store, (limit) => {
      const old = sql`select tenant, event_id from event_log where received_at < ${before(keep.eventsMs)} limit ${limit}`;
      return sql`delete from event_log where (tenant, event_id) in (${old})`;
    }),
    operations: await inSteps(store, (limit) => {
      const old = sql`select id from operation where state = 'done' and started_at < ${before(keep.operationsMs)} limit ${limit}`;
      return sql`delete from operation where id in (${old})`;
    }),
  };
}

async function inSteps(store: Store, statement: (limit: number) => ReturnType<typeof sql>): Promise<number> {
  let gone = 0;
  for (let step = 0; step < stepsPerRun; step++) {
    const { numAffectedRows } = await statement(rowsPerStep).execute(store.db);
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsPerStep) break;
    // SQLite works without a turn of the event loop; requests get theirs in between.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return gone;
}
