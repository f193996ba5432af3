import { sql } from 'kysely';
import type { BookingKind } from '../contract/model/index.js';
import { chunks, evenChunks, keptInsert } from '../store/many-rows.js';
import type { SyncItemRow } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { type ItemKey, itemOf, type ItemState, rowOf, type SyncItem } from './item.js';

const bookingKinds: readonly BookingKind[] = ['booking', 'submission'];

/** Which items are meant: some bookings, all with one cause, or all that wait behind the connection. */
export type Selection =
  | { readonly bookings: readonly string[] }
  | { readonly cause: string; readonly waiting?: true }
  | { readonly waiting: true };

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
  for (const part of evenChunks([...new Set(bookings)].sort())) {
    const rows = await tx
      .selectFrom('sync_item')
      .selectAll()
      .where('connection', 'in', [...connections])
      // Named so that the primary key serves.
      .where('kind', 'in', bookingKinds)
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
  await putRows(tx, items.map(rowOf));
}

const putRows = keptInsert((tx, rows: readonly SyncItemRow[]) =>
  tx
    .insertInto('sync_item')
    .values(rows)
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
    ),
);

/** Share of a claim that goes to the newest live work, so that a burst keeps nobody waiting who comes after it. */
const newestShare = 0.75;

/** Which of what is due is meant. */
export type DueKinds = 'all' | 'live' | 'backlog';

/** The next items to work on: the newest live work, then what has waited longest, live before backlog. */
export async function dueItems(
  tx: Db,
  connection: string,
  now: string,
  limit: number,
  kinds: DueKinds = 'all',
): Promise<SyncItem[]> {
  const ranks = ranksOf[kinds];
  // Read from the index, a few rows of each kind, however many are due.
  const next = (rank: number, state: ItemState) => {
    const due = tx
      .selectFrom('sync_item')
      .select(['kind', 'booking', 'next_at', sql<number>`${sql.lit(rank)}`.as('rank')])
      .where('connection', '=', connection)
      .where('state', '=', state)
      .where('live', '=', rank === backlog ? 0 : 1)
      .where('next_at', '<=', now)
      .orderBy('next_at', rank === newest ? 'desc' : 'asc')
      .limit(rank === newest ? Math.ceil(limit * newestShare) : limit);
    return tx.selectFrom(due.as('due')).select(['kind', 'booking', 'next_at', 'rank']);
  };
  const [first, ...others] = claimable.flatMap((state) => ranks.map((rank) => next(rank, state)));
  if (!first) return [];
  const all = await tx
    .selectFrom(others.reduce((some, one) => some.unionAll(one), first).as('next'))
    .select(['kind', 'booking'])
    .orderBy('rank')
    .orderBy('next_at')
    .execute();
  const order = new Map<string, number>();
  const keys = all.filter((key) => {
    const name = `${key.kind}/${key.booking}`;
    const isNext = order.size < limit && !order.has(name);
    if (isNext) order.set(name, order.size);
    return isNext;
  });
  const found: SyncItem[] = [];
  for (const part of evenChunks(keys)) {
    const rows = await tx
      .selectFrom('sync_item')
      .selectAll()
      .where('connection', '=', connection)
      .where('kind', 'in', [...new Set(part.map(({ kind }) => kind))])
      .where(
        'booking',
        'in',
        part.map(({ booking }) => booking),
      )
      .where('state', 'in', [...claimable])
      .where('next_at', '<=', now)
      .forUpdate()
      .skipLocked()
      .execute();
    found.push(...rows.map(itemOf));
  }
  const place = (item: SyncItem) => order.get(`${item.kind}/${item.booking}`) ?? Infinity;
  return found.filter((item) => place(item) < Infinity).sort((one, other) => place(one) - place(other));
}

/** Kinds of due work, in the order in which they are taken. */
const newest = 0;
const oldest = 1;
const backlog = 2;

const ranksOf: Readonly<Record<DueKinds, readonly number[]>> = {
  all: [newest, oldest, backlog],
  live: [newest, oldest],
  backlog: [backlog],
};

/** When the next item of a connection is due, of live work (1) or backlog (0); null when none will be. */
export async function nextDue(
  db: Db,
  connection: string,
  ...kinds: readonly (0 | 1)[]
): Promise<string | null> {
  const [first, ...others] = claimable.flatMap((state) =>
    (kinds.length === 0 ? [1, 0] : kinds).map((live) =>
      db
        .selectFrom('sync_item')
        .select((eb) => eb.fn.min('next_at').as('at'))
        .where('connection', '=', connection)
        .where('state', '=', state)
        .where('live', '=', live)
        .where('next_at', 'is not', null),
    ),
  );
  if (!first) return null;
  const row = await db
    .selectFrom(others.reduce((all, one) => all.unionAll(one), first).as('next'))
    .select((eb) => eb.fn.min('at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Notes that somebody works on these items. */
export async function holdItems(
  tx: Db,
  connection: string,
  items: readonly ItemKey[],
  leaseNo: number,
): Promise<void> {
  for (const kind of new Set(items.map((item) => item.kind))) {
    const bookings = items.filter((item) => item.kind === kind).map(({ booking }) => booking);
    for (const part of evenChunks(bookings)) {
      await tx
        .updateTable('sync_item')
        .set({ state: 'busy', lease_no: leaseNo })
        .where('connection', '=', connection)
        .where('kind', '=', kind)
        .where('booking', 'in', part)
        .execute();
    }
  }
}

/** Removes items that somebody works on. */
export async function deleteHeld(
  tx: Db,
  connection: string,
  items: readonly ItemKey[],
  leaseNo: number,
): Promise<void> {
  for (const { kind, booking } of items) {
    await tx
      .deleteFrom('sync_item')
      .where('connection', '=', connection)
      .where('kind', '=', kind)
      .where('booking', '=', booking)
      .where('state', '=', 'busy')
      .where('lease_no', '=', leaseNo)
      .execute();
  }
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

/** Items of a connection in some states: all, those of one cause, or of some bookings. */
export async function itemsIn(
  db: Db,
  connection: string,
  states: readonly ItemState[],
  only: Selection = { waiting: true },
): Promise<SyncItem[]> {
  let query = db
    .selectFrom('sync_item')
    .selectAll()
    .where('connection', '=', connection)
    .where('state', 'in', [...states]);
  if ('cause' in only) query = query.where('cause', '=', only.cause);
  if ('bookings' in only) query = query.where('booking', 'in', [...only.bookings]);
  return (await query.orderBy('booking').forUpdate().execute()).map(itemOf);
}

/** Makes everything held for one cause wait until a time, but for the bookings that are tried for all of them. */
export async function postponeCause(
  tx: Db,
  connection: string,
  cause: string,
  at: string,
  but: readonly string[],
): Promise<void> {
  await tx
    .updateTable('sync_item')
    .set({ next_at: at })
    .where('connection', '=', connection)
    .where('cause', '=', cause)
    .where('state', '=', 'attention')
    .where('next_at', 'is not', null)
    .where('booking', 'not in', [...but])
    .execute();
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

/** Of these bookings those that a connection's CRM has been given. */
export async function syncedBookings(
  db: Db,
  connection: string,
  bookings: readonly string[],
): Promise<ReadonlySet<string>> {
  const synced = new Set<string>();
  for (const part of evenChunks(bookings)) {
    const rows = await db
      .selectFrom('sync_item')
      .select('booking')
      .where('connection', '=', connection)
      .where('kind', '=', 'booking')
      .where('booking', 'in', part)
      .where('synced_version', '>', 0)
      .execute();
    for (const { booking } of rows) synced.add(booking);
  }
  return synced;
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
