import {
  type BookingKind,
  type BookingStatus,
  bookingStatuses,
  type Question,
  type Snapshot,
  type SourceField,
} from '../contract/model/index.js';
import { fromJson } from '../store/json.js';
import { chunks, evenChunks, keptInsert } from '../store/many-rows.js';
import type { BookingTable, EventLogTable } from '../store/schema.js';
import type { Db } from '../store/store.js';
import type { ItemConnection } from '../worklist/view.js';
import type { StoredBooking } from './fold.js';

const bookingKinds: readonly BookingKind[] = ['booking', 'submission'];

/** Hash by event id, of those that were received before. */
export async function knownEvents(
  db: Db,
  tenant: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const part of evenChunks(ids)) {
    const rows = await db
      .selectFrom('event_log')
      .select(['event_id', 'body_hash'])
      .where('tenant', '=', tenant)
      .where('event_id', 'in', part)
      .execute();
    for (const row of rows) known.set(row.event_id, row.body_hash);
  }
  return known;
}

export async function insertEvents(
  db: Db,
  tenant: string,
  hashes: ReadonlyMap<string, string>,
  at: string,
): Promise<void> {
  const rows = [...hashes]
    .map(([event_id, body_hash]) => ({ tenant, event_id, body_hash, received_at: at }))
    .sort((one, other) => (one.event_id < other.event_id ? -1 : 1));
  await addEvents(db, rows);
}

const addEvents = keptInsert((db, rows: readonly EventLogTable[]) => db.insertInto('event_log').values(rows));

/** Bookings by `kind/id`, locked against other writers until the transaction ends. */
export async function lockBookings(
  tx: Db,
  tenant: string,
  ids: readonly string[],
): Promise<Map<string, StoredBooking>> {
  const found = new Map<string, StoredBooking>();
  for (const part of evenChunks([...new Set(ids)].sort())) {
    const rows = await tx
      .selectFrom('booking')
      .select(['kind', 'id', 'version', 'snapshot_json'])
      .where('tenant', '=', tenant)
      // Named so that the primary key serves.
      .where('kind', 'in', bookingKinds)
      .where('id', 'in', part)
      .orderBy('id')
      .forUpdate()
      .execute();
    for (const row of rows) found.set(`${row.kind}/${row.id}`, stored(row));
  }
  return found;
}

/** Writes bookings whole; a new one that another server has just inserted is a race. */
export async function putBookings(
  tx: Db,
  tenant: string,
  bookings: readonly { readonly stored: StoredBooking; readonly isNew: boolean }[],
  at: string,
): Promise<void> {
  const rows = (isNew: boolean) =>
    bookings.filter((one) => one.isNew === isNew).map(({ stored }) => row(tenant, stored, at));
  await addBookings(tx, rows(true));
  await replaceBookings(tx, rows(false));
}

const addBookings = keptInsert((tx, rows: readonly BookingTable[]) => tx.insertInto('booking').values(rows));

const replaceBookings = keptInsert((tx, rows: readonly BookingTable[]) =>
  tx
    .insertInto('booking')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'kind', 'id']).doUpdateSet((eb) => ({
        version: eb.ref('excluded.version'),
        status: eb.ref('excluded.status'),
        occurred_at: eb.ref('excluded.occurred_at'),
        starts_at: eb.ref('excluded.starts_at'),
        snapshot_json: eb.ref('excluded.snapshot_json'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    ),
);

/** Bookings by `kind/id`. */
export async function readBookings(
  db: Db,
  tenant: string,
  kind: BookingKind,
  ids: readonly string[],
): Promise<Map<string, StoredBooking>> {
  const found = new Map<string, StoredBooking>();
  for (const part of evenChunks(ids)) {
    const rows = await db
      .selectFrom('booking')
      .select(['kind', 'id', 'version', 'snapshot_json'])
      .where('tenant', '=', tenant)
      .where('kind', '=', kind)
      .where('id', 'in', part)
      .execute();
    for (const row of rows) found.set(`${row.kind}/${row.id}`, stored(row));
  }
  return found;
}

/** The bookings that changed last, newest first. */
export async function recentBookings(db: Db, tenant: string, limit: number): Promise<StoredBooking[]> {
  const rows = await db
    .selectFrom('booking')
    .select(['version', 'snapshot_json'])
    .where('tenant', '=', tenant)
    .where('kind', '=', 'booking')
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(stored);
}

/** A booking by the start of its meeting, without what it says. */
export interface StartingBooking {
  readonly kind: 'booking';
  readonly id: string;
  readonly version: number;
  readonly status: BookingStatus;
  readonly startsAt: string;
}

const pageSize = 500;

/** A page of the bookings that start at or after an instant, the next first. */
export async function bookingsFrom(
  db: Db,
  tenant: string,
  from: string,
  after?: Pick<StartingBooking, 'startsAt' | 'id'>,
): Promise<StartingBooking[]> {
  let query = db
    .selectFrom('booking')
    .select(['id', 'version', 'status', 'starts_at'])
    .where('tenant', '=', tenant)
    .where('kind', '=', 'booking')
    // Test bookings are for the account they were sent to.
    .where((eb) => eb.not(eb.and([eb('id', 'like', 'test-%'), eb('snapshot_json', 'like', '%"test":true%')])))
    .where('starts_at', '>=', after?.startsAt ?? from);
  if (after)
    query = query.where((eb) => eb.or([eb('starts_at', '>', after.startsAt), eb('id', '>', after.id)]));
  const rows = await query.orderBy('starts_at').orderBy('id').limit(pageSize).execute();
  return rows.flatMap(({ id, version, status, starts_at }) => {
    const known = bookingStatuses.find((one) => one === status);
    return known === undefined || starts_at === null
      ? []
      : [{ kind: 'booking' as const, id, version, status: known, startsAt: starts_at }];
  });
}

/** The host's own fields, in its order. */
export async function hostFields(db: Db, tenant: string): Promise<SourceField[]> {
  const rows = await db
    .selectFrom('source_field')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('position')
    .execute();
  return rows.map((row) => fromJson<SourceField>(row.field_json));
}

export async function replaceFields(tx: Db, tenant: string, fields: readonly SourceField[]): Promise<void> {
  await tx.deleteFrom('source_field').where('tenant', '=', tenant).execute();
  const rows = fields.map((field, position) => ({
    tenant,
    key: field.key,
    position,
    field_json: JSON.stringify(field),
  }));
  for (const part of chunks(rows)) await tx.insertInto('source_field').values(part).execute();
}

export async function hostQuestions(db: Db, tenant: string): Promise<Question[]> {
  const rows = await db
    .selectFrom('question')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('position')
    .execute();
  return rows.map((row) => fromJson<Question>(row.question_json));
}

export async function replaceQuestions(
  tx: Db,
  tenant: string,
  questions: readonly Question[],
): Promise<void> {
  await tx.deleteFrom('question').where('tenant', '=', tenant).execute();
  const rows = questions.map((question, position) => ({
    tenant,
    id: question.id,
    position,
    question_json: JSON.stringify(question),
  }));
  for (const part of chunks(rows)) await tx.insertInto('question').values(part).execute();
}

/** What a line about a connection needs: its CRM and whether it runs. */
export async function connectionStates(db: Db, tenant: string): Promise<Map<string, ItemConnection>> {
  const rows = await db
    .selectFrom('connection')
    .select(['id', 'provider', 'status', 'paused_until', 'reason_json'])
    .where('tenant', '=', tenant)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        provider: row.provider,
        status: row.status,
        pausedUntil: row.paused_until,
        reason: row.reason_json,
      },
    ]),
  );
}

function row(tenant: string, { version, snapshot }: StoredBooking, at: string): BookingTable {
  return {
    tenant,
    kind: snapshot.kind,
    id: snapshot.id,
    version,
    status: snapshot.status,
    occurred_at: instant(snapshot.occurredAt) ?? snapshot.occurredAt,
    starts_at: instant(snapshot.booking.start),
    snapshot_json: JSON.stringify(snapshot),
    updated_at: at,
  };
}

function stored(row: { version: number; snapshot_json: string }): StoredBooking {
  return { version: row.version, snapshot: fromJson<Snapshot>(row.snapshot_json) };
}

function instant(value: unknown): string | null {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
