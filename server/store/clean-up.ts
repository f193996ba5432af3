import { sql } from 'kysely';
import type { Clock } from '../contract/model/index.js';
import type { Store } from './store.js';

/** How long what has served its purpose is kept. */
export interface Retention {
  /** Ids of events, by which a repeated one is known; an older repeat changes nothing either, for the booking is newer. */
  readonly eventsMs: number;
  /** Creates whose outcome is known, for whoever looks into a fault; what people were to be told counts for minutes. */
  readonly operationsMs: number;
  /** Sign-ins that ended one way or the other. */
  readonly attemptsMs: number;
  /** Calls of a pool that rolls over a day. */
  readonly callsMs: number;
}

const hourMs = 60 * 60_000;
const day = 24 * hourMs;

export const retention: Retention = {
  eventsMs: 30 * day,
  operationsMs: 7 * day,
  attemptsMs: 7 * day,
  callsMs: 2 * day,
};

/** Rows per transaction, so that nobody who writes meanwhile waits long. */
const rowsPerStep = 500;
/** Most steps of one run; the next one goes on. */
const stepsPerRun = 200;

/** Pages of a SQLite file given back per step. */
const pagesPerStep = 500;

/** Clears away what is past its time, and gives its space back; tells how many rows went. */
export async function cleanUp(
  { store, now }: { readonly store: Store; readonly now: Clock },
  keep: Retention = retention,
): Promise<{ events: number; operations: number; attempts: number }> {
  const before = (milliseconds: number) => new Date(now().getTime() - milliseconds).toISOString();
  const gone = {
    events: await inSteps(store, (limit) => {
      const old = sql`select tenant, event_id from event_log where received_at < ${before(keep.eventsMs)} limit ${limit}`;
      return sql`delete from event_log where (tenant, event_id) in (${old})`;
    }),
    operations: await inSteps(store, (limit) => {
      const old = sql`select id from operation where (state = 'done' or kind = 'person') and started_at < ${before(keep.operationsMs)} limit ${limit}`;
      return sql`delete from operation where id in (${old})`;
    }),
    attempts: await inSteps(store, (limit) => {
      const old = sql`select id from attempt where expires_at < ${before(keep.attemptsMs)} limit ${limit}`;
      return sql`delete from attempt where id in (${old})`;
    }),
  };
  const hour = Math.floor((now().getTime() - keep.callsMs) / hourMs);
  await sql`delete from spent_calls where hour < ${hour}`.execute(store.db);
  if (store.kind === 'sqlite') await shrink(store);
  return gone;
}

/** PostgreSQL reuses the space by itself; a SQLite file keeps its size until it is told otherwise. */
async function shrink({ db }: Store): Promise<void> {
  for (let step = 0; step < stepsPerRun; step++) {
    const { rows } = await sql<{ freelist_count: number }>`pragma freelist_count`.execute(db);
    if ((rows[0]?.freelist_count ?? 0) === 0) break;
    await sql`pragma incremental_vacuum(${sql.lit(pagesPerStep)})`.execute(db);
    await aTurn();
  }
}

async function inSteps(store: Store, statement: (limit: number) => ReturnType<typeof sql>): Promise<number> {
  let gone = 0;
  for (let step = 0; step < stepsPerRun; step++) {
    const { numAffectedRows } = await statement(rowsPerStep).execute(store.db);
    gone += Number(numAffectedRows ?? 0);
    if (Number(numAffectedRows ?? 0) < rowsPerStep) break;
    await aTurn();
  }
  return gone;
}

/** SQLite works without a turn of the event loop; requests get theirs in between. */
function aTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
