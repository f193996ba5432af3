import type { Insertable, Selectable } from 'kysely';
import type { LinkedWrite } from '../crm/adapter.js';
import { fromJsonOrNull } from '../store/json.js';
import { evenChunks, keptInsert } from '../store/many-rows.js';
import type { OperationTable } from '../store/schema.js';
import type { Db } from '../store/store.js';

const operationKinds = ['booking', 'submission', 'person'];

/** A create that was begun and of which nobody knows how it ended. */
export interface OpenOperation {
  readonly kind: string;
  readonly booking: string;
  readonly object: string;
  readonly startedAt: string;
  /** Null for a person, who is found by e-mail. */
  readonly write: BegunWrite | null;
}

/** A meeting or case as it was to be sent. */
export interface BegunWrite extends LinkedWrite {
  /** The record of its person, if there was one before: phone or owner may have told, and need not tell it again. */
  readonly personThere?: { readonly object: string; readonly id: string };
}

/** Creates of these bookings and people that were begun and not ended. */
export async function openOperations(
  db: Db,
  connection: string,
  bookings: readonly string[],
): Promise<OpenOperation[]> {
  return (await openRows(db, connection, bookings)).map((row) => ({
    kind: row.kind,
    booking: row.booking,
    object: row.object,
    startedAt: row.started_at,
    write: fromJsonOrNull<BegunWrite>(row.write_json),
  }));
}

/** Notes creates that are about to be sent. */
export async function intendOperations(
  tx: Db,
  connection: string,
  operations: readonly (Omit<OpenOperation, 'startedAt'> & { readonly hash: string })[],
  at: string,
): Promise<void> {
  if (operations.length === 0) return;
  await endOperations(tx, connection, operations);
  await addOperations(
    tx,
    operations.map(({ kind, booking, object, write, hash }) => ({
      connection,
      kind,
      booking,
      object,
      payload_hash: hash,
      marker: write?.marker ?? '',
      write_json: write && JSON.stringify(write),
      state: 'intended',
      started_at: at,
    })),
  );
}

const addOperations = keptInsert((tx, rows: readonly Insertable<OperationTable>[]) =>
  tx.insertInto('operation').values(rows),
);

/** The outcome of these creates is known. */
export async function endOperations(
  tx: Db,
  connection: string,
  operations: readonly Pick<OpenOperation, 'kind' | 'booking' | 'object'>[],
): Promise<void> {
  const keys = new Set(operations.map(({ kind, booking, object }) => `${kind}/${object}/${booking}`));
  if (keys.size === 0) return;
  const open = await openRows(
    tx,
    connection,
    operations.map(({ booking }) => booking),
  );
  const ids = open
    .filter(({ kind, booking, object }) => keys.has(`${kind}/${object}/${booking}`))
    .map(({ id }) => id);
  for (const part of evenChunks(ids))
    await tx.updateTable('operation').set({ state: 'done' }).where('id', 'in', part).execute();
}

async function openRows(
  db: Db,
  connection: string,
  bookings: readonly string[],
): Promise<Selectable<OperationTable>[]> {
  const rows: Selectable<OperationTable>[] = [];
  for (const part of evenChunks([...new Set(bookings)])) {
    const some = await db
      .selectFrom('operation')
      .selectAll()
      .where('connection', '=', connection)
      // Named so that the index serves, however many operations have ended.
      .where('kind', 'in', operationKinds)
      .where('booking', 'in', part)
      .where('state', '!=', 'done')
      .execute();
    rows.push(...some);
  }
  return rows;
}
