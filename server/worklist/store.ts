import type { Db } from '../store/store.js';
import { type ItemKey, itemOf, type ItemState, rowOf, type SyncItem } from './item.js';

/** Statements take few enough parameters for every database. */
const chunkSize = 500;
/** Rows per insert: with more, binding their values costs SQLite more than it saves. */
const insertSize = 20;

/** States that may be taken up once they are due. */
const claimable: readonly ItemState[] = ['dirty', 'unknown', 'attention'];

/** Connections of a tenant that bookings are kept for: all but disconnected ones. */
export async function liveConnections(
  db: Db,
  tenants: readonly string[],
): Promise<{ id: string; tenant: string }[]> {
  return db
    .selectFrom('connection')
    .select(['id', 'tenant'])
    .where('tenant', 'in', [...tenants])
    .where('status', '!=', 'disconnected')
    .execute();
}

/** The items of these bookings, locked against other writers until the transaction ends. */
export async function lockItems(
  tx: Db,
  connections: readonly string[],
  bookings: readonly string[],
): Promise<SyncItem[]> {
  const found: SyncItem[] = [];
  for (const part of chunks([...new Set(bookings)].sort())) {
    const rows = await tx
      .selectFrom('sync_item')
      .selectAll()
      .where('connection', 'in', [...connections])
      .where('booking', 'in', part)
      .orderBy('connection')
      .orderBy('booking')
      .forUpdate()
      .execute();
    found.push(...rows.map(itemOf));
  }
  return found;
}

/** Writes items whole, new or not. */
export async function putItems(tx: Db, items: readonly SyncItem[]): Promise<void> {
  for (const part of chunks(items.map(rowOf), insertSize)) {
    await tx
      .insertInto('sync_item')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['connection', 'kind', 'booking']).doUpdateSet((eb) => ({
          desired_version: eb.ref('excluded.desired_version'),
          synced_version: eb.ref('excluded.synced_version'),
          reached_json: eb.ref('excluded.reached_json'),
          sent_json: eb.ref('excluded.sent_json'),
          mapping_version: eb.ref('excluded.mapping_version'),
          state: eb.ref('excluded.state'),
          next_at: eb.ref('excluded.next_at'),
          attempts: eb.ref('excluded.attempts'),
          records_json: eb.ref('excluded.records_json'),
          fault_json: eb.ref('excluded.fault_json'),
          cause: eb.ref('excluded.cause'),
          omitted_json: eb.ref('excluded.omitted_json'),
          lease_no: eb.ref('excluded.lease_no'),
          live: eb.ref('excluded.live'),
          updated_at: eb.ref('excluded.updated_at'),
        })),
      )
      .execute();
  }
}

/** The next items to work on: live before backlog, the longest due first. */
export async function dueItems(tx: Db, connection: string, now: string, limit: number): Promise<SyncItem[]> {
  const rows = await tx
    .selectFrom('sync_item')
    .selectAll()
    .where('connection', '=', connection)
    .where('state', 'in', [...claimable])
    .where('next_at', '<=', now)
    .orderBy('live', 'desc')
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(itemOf);
}

/** When the next item of a connection is due; null when none will be. */
export async function nextDue(db: Db, connection: string): Promise<string | null> {
  const row = await db
    .selectFrom('sync_item')
    .select((eb) => eb.fn.min('next_at').as('at'))
    .where('connection', '=', connection)
    .where('state', 'in', [...claimable])
    .where('next_at', 'is not', null)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** True when items were claimed and not given back. */
export async function hasBusy(db: Db, connection: string): Promise<boolean> {
  const row = await db
    .selectFrom('sync_item')
    .select('booking')
    .where('connection', '=', connection)
    .where('state', '=', 'busy')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Items of a connection in some states, all or those of one cause or of some bookings. */
export async function itemsIn(
  db: Db,
  connection: string,
  states: readonly ItemState[],
  only: { readonly cause?: string; readonly bookings?: readonly string[] } = {},
): Promise<SyncItem[]> {
  let query = db
    .selectFrom('sync_item')
    .selectAll()
    .where('connection', '=', connection)
    .where('state', 'in', [...states]);
  if (only.cause !== undefined) query = query.where('cause', '=', only.cause);
  if (only.bookings) query = query.where('booking', 'in', [...only.bookings]);
  return (await query.forUpdate().execute()).map(itemOf);
}

/** How many items a connection has in each state. */
export async function countStates(db: Db, connection: string): Promise<ReadonlyMap<ItemState, number>> {
  const rows = await db
    .selectFrom('sync_item')
    .select((eb) => ['state' as const, eb.fn.countAll<number>().as('n')])
    .where('connection', '=', connection)
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, n }) => [state as ItemState, Number(n)]));
}

/** Every item of one booking. */
export async function itemsOf(
  db: Db,
  tenant: string,
  key: Pick<ItemKey, 'kind' | 'booking'>,
): Promise<SyncItem[]> {
  const rows = await db
    .selectFrom('sync_item')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('kind', '=', key.kind)
    .where('booking', '=', key.booking)
    .execute();
  return rows.map(itemOf);
}

function* chunks<T>(values: readonly T[], size = chunkSize): Generator<T[]> {
  for (let at = 0; at < values.length; at += size) yield values.slice(at, at + size);
}
