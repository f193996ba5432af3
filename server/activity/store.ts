import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { Snapshot } from '../contract/model/index.js';
import { fromJson } from '../store/json.js';
import type { Schema } from '../store/schema.js';
import type { Db, StoreKind } from '../store/store.js';
import { itemOf, type ItemState, type SyncItem } from '../worklist/item.js';

/** A connection whose activity is shown. */
export interface ShownConnection {
  readonly id: string;
  readonly provider: string;
  readonly status: string;
  readonly pausedUntil: string | null;
  readonly reason: string | null;
}

/** Place in the list, after which the next page begins. */
export interface Place {
  readonly at: string;
  readonly connection: string;
  readonly kind: string;
  readonly booking: string;
}

/** Bookings of one cause that need attention, or those of it that wait for their turn. */
export interface CauseRow {
  readonly connection: string;
  readonly cause: string;
  readonly isAttention: boolean;
  readonly count: number;
  readonly since: string | null;
  readonly last: string;
  readonly nextAt: string | null;
  readonly fault: string;
  /** How many ways there are in which they say it. */
  readonly sentences: number;
}

export async function tenantConnections(
  db: Db,
  tenant: string,
  provider?: string,
): Promise<ShownConnection[]> {
  let query = db
    .selectFrom('connection')
    .select(['id', 'provider', 'status', 'paused_until', 'reason_json'])
    .where('tenant', '=', tenant);
  if (provider !== undefined) query = query.where('provider', '=', provider);
  return (await query.execute()).map((row) => ({
    id: row.id,
    provider: row.provider,
    status: row.status,
    pausedUntil: row.paused_until,
    reason: row.reason_json,
  }));
}

/** One page of items with the bookings behind them, last changed first. */
export async function activityPage(
  db: Db,
  page: {
    readonly connections: readonly string[];
    readonly states: readonly ItemState[];
    readonly after: Place | null;
    readonly limit: number;
  },
): Promise<{ item: SyncItem; snapshot: Snapshot }[]> {
  if (page.connections.length === 0) return [];
  let query = db
    .selectFrom('sync_item')
    .innerJoin('booking', (join) =>
      join
        .onRef('booking.tenant', '=', 'sync_item.tenant')
        .onRef('booking.kind', '=', 'sync_item.kind')
        .onRef('booking.id', '=', 'sync_item.booking'),
    )
    .selectAll('sync_item')
    .select('booking.snapshot_json')
    .where('sync_item.connection', 'in', [...page.connections])
    .where('sync_item.state', 'in', [...page.states]);
  const { after } = page;
  if (after) query = query.where((eb) => isAfter(eb, after));
  const rows = await query
    .orderBy('sync_item.updated_at', 'desc')
    .orderBy('sync_item.connection')
    .orderBy('sync_item.kind')
    .orderBy('sync_item.booking')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({ item: itemOf(row), snapshot: fromJson<Snapshot>(row.snapshot_json) }));
}

/** What waits or needs attention, by reason; a booking is in one row. */
export async function causeRows(
  db: Db,
  kind: StoreKind,
  connections: readonly string[],
): Promise<CauseRow[]> {
  if (connections.length === 0) return [];
  const told = (name: string) =>
    kind === 'postgres'
      ? sql`fault_json::json->>${sql.lit(name)}`
      : sql`json_extract(fault_json, ${sql.lit(`$.${name}`)})`;
  const attention = sql<number>`case when state = 'attention' then 1 else 0 end`;
  const rows = await db
    .selectFrom('sync_item')
    .select((eb) => [
      'connection' as const,
      'cause' as const,
      attention.as('attention'),
      eb.fn.countAll<number>().as('count'),
      sql<string | null>`min(${told('since')})`.as('since'),
      sql<number>`count(distinct ${told('sentence')})`.as('sentences'),
      eb.fn.max('updated_at').as('last'),
      eb.fn.min('next_at').as('nextAt'),
      eb.fn.max('fault_json').as('fault'),
    ])
    .where('connection', 'in', [...connections])
    .where('cause', 'is not', null)
    .where('state', 'in', ['attention', 'dirty', 'unknown', 'busy'])
    .groupBy(['connection', 'cause', attention])
    .execute();
  return rows.flatMap(({ cause, fault, attention: n, ...row }) =>
    cause === null || fault === null ? [] : [{ ...row, cause, fault, isAttention: Number(n) === 1 }],
  );
}

/** How many bookings are due by then, and have nothing against them themselves. */
export async function heldCount(db: Db, connection: string, until: string): Promise<number> {
  const { count } = await db
    .selectFrom('sync_item')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('connection', '=', connection)
    .where('state', '=', 'dirty')
    .where('next_at', '<=', until)
    .where('cause', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function isAfter(eb: ExpressionBuilder<Schema, 'sync_item'>, after: Place): Expression<SqlBool> {
  const same = (column: 'updated_at' | 'connection' | 'kind', value: string) =>
    eb(`sync_item.${column}`, '=', value);
  return eb.or([
    eb('sync_item.updated_at', '<', after.at),
    eb.and([same('updated_at', after.at), eb('sync_item.connection', '>', after.connection)]),
    eb.and([
      same('updated_at', after.at),
      same('connection', after.connection),
      eb('sync_item.kind', '>', after.kind),
    ]),
    eb.and([
      same('updated_at', after.at),
      same('connection', after.connection),
      same('kind', after.kind),
      eb('sync_item.booking', '>', after.booking),
    ]),
  ]);
}
