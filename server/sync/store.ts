import type { Db } from '../store/store.js';
import { fromJson, fromJsonOrNull } from '../store/json.js';
import type { LinkedWrite } from '../crm/adapter.js';

/** The record of a person in one CRM. */
export interface PersonLink {
  readonly email: string;
  readonly object: string;
  readonly id: string;
  /** Hashes of the values that were last sent, by field. */
  readonly sent: Readonly<Record<string, string>>;
  /** When the booking happened that said it (ISO); empty when no booking has said anything. */
  readonly saidAt: string;
}

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

/** Clocks of several servers may differ by as much. */
const clockSlackMs = 5 * 60_000;

/** Takes or renews the lease of a connection. A new holder gets a new number; null while somebody else holds it. */
export async function takeLease(
  tx: Db,
  lease: { connection: string; owner: string; now: string; until: string; exclusive: boolean },
): Promise<{ number: number; isNew: boolean } | { heldUntil: string } | null> {
  const row = await tx
    .selectFrom('connection')
    .select(['lease_owner', 'lease_no', 'lease_until'])
    .where('id', '=', lease.connection)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const isMine = row.lease_owner === lease.owner;
  // One that lasts longer than any can was taken by a clock that was put back since.
  const longest = new Date(Date.parse(lease.until) + clockSlackMs).toISOString();
  const isHeld = row.lease_until !== null && row.lease_until > lease.now && row.lease_until <= longest;
  // An earlier one of this server was renounced, with nothing under way any more.
  const isOurs = isMine || serverOf(row.lease_owner) === serverOf(lease.owner);
  // With one process per database, another owner is one that died.
  if (!isOurs && isHeld && !lease.exclusive && row.lease_until !== null)
    return { heldUntil: row.lease_until };
  const number = isMine ? row.lease_no : row.lease_no + 1;
  await tx
    .updateTable('connection')
    .set({ lease_owner: lease.owner, lease_no: number, lease_until: lease.until })
    .where('id', '=', lease.connection)
    .execute();
  return { number, isNew: !isMine };
}

/** The server that a lease is named after. */
function serverOf(owner: string | null): string | undefined {
  return owner?.split('/')[0];
}

/** Extends a lease in the transaction of a result; false when it was lost, and then nothing may be written. */
export async function renewLease(
  tx: Db,
  lease: { connection: string; owner: string; number: number; until: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('connection')
    .set({ lease_until: lease.until })
    .where('id', '=', lease.connection)
    .where('lease_owner', '=', lease.owner)
    .where('lease_no', '=', lease.number)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Gives leases back, so that another server need not wait for their end; false when there was none. */
export async function dropLeases(db: Db, ownerPrefix: string, connection?: string): Promise<boolean> {
  let query = db
    .updateTable('connection')
    .set({ lease_owner: null, lease_until: null })
    .where('lease_owner', 'like', `${ownerPrefix}%`);
  if (connection !== undefined) query = query.where('id', '=', connection);
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Known people by e-mail. */
export async function personLinks(
  db: Db,
  connection: string,
  emails: readonly string[],
): Promise<Map<string, PersonLink>> {
  if (emails.length === 0) return new Map();
  const rows = await db
    .selectFrom('person_link')
    .selectAll()
    .where('connection', '=', connection)
    .where('email_key', 'in', [...emails])
    .execute();
  return new Map(
    rows.map((row) => [
      row.email_key,
      {
        email: row.email_key,
        object: row.object,
        id: row.record_id,
        sent: fromJson<Record<string, string>>(row.sent_json),
        saidAt: row.said_at,
      },
    ]),
  );
}

export async function putPersonLinks(
  tx: Db,
  connection: string,
  links: readonly PersonLink[],
  at: string,
): Promise<void> {
  if (links.length === 0) return;
  await tx
    .insertInto('person_link')
    .values(
      links.map(({ email, object, id, sent, saidAt }) => ({
        connection,
        email_key: email,
        object,
        record_id: id,
        sent_json: JSON.stringify(sent),
        verified_at: at,
        said_at: saidAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['connection', 'email_key']).doUpdateSet((eb) => ({
        object: eb.ref('excluded.object'),
        record_id: eb.ref('excluded.record_id'),
        sent_json: eb.ref('excluded.sent_json'),
        verified_at: eb.ref('excluded.verified_at'),
        said_at: eb.ref('excluded.said_at'),
      })),
    )
    .execute();
}

/** Forgets people whose records are gone. */
export async function forgetPeople(tx: Db, connection: string, emails: readonly string[]): Promise<void> {
  if (emails.length === 0) return;
  await tx
    .deleteFrom('person_link')
    .where('connection', '=', connection)
    .where('email_key', 'in', [...emails])
    .execute();
}

/** Creates of these bookings and people that were begun and not ended. */
export async function openOperations(
  db: Db,
  connection: string,
  bookings: readonly string[],
): Promise<OpenOperation[]> {
  if (bookings.length === 0) return [];
  const rows = await db
    .selectFrom('operation')
    .selectAll()
    .where('connection', '=', connection)
    // Named so that the index serves, however many operations have ended.
    .where('kind', 'in', operationKinds)
    .where('booking', 'in', [...bookings])
    .where('state', '!=', 'done')
    .execute();
  return rows.map((row) => ({
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
  await tx
    .insertInto('operation')
    .values(
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
    )
    .execute();
}

/** The outcome of these creates is known. */
export async function endOperations(
  tx: Db,
  connection: string,
  operations: readonly Pick<OpenOperation, 'kind' | 'booking' | 'object'>[],
): Promise<void> {
  const keys = new Set(operations.map(({ kind, booking, object }) => `${kind}/${object}/${booking}`));
  if (keys.size === 0) return;
  const open = await tx
    .selectFrom('operation')
    .select(['id', 'kind', 'booking', 'object'])
    .where('connection', '=', connection)
    .where('kind', 'in', operationKinds)
    .where('booking', 'in', [...new Set(operations.map(({ booking }) => booking))])
    .where('state', '!=', 'done')
    .execute();
  const ids = open
    .filter(({ kind, booking, object }) => keys.has(`${kind}/${object}/${booking}`))
    .map(({ id }) => id);
  if (ids.length > 0)
    await tx.updateTable('operation').set({ state: 'done' }).where('id', 'in', ids).execute();
}
