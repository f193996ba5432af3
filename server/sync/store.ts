import type { Insertable } from 'kysely';
import { evenChunks, keptInsert } from '../store/many-rows.js';
import type { PersonLinkTable } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { fromJson } from '../store/json.js';

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
  const links = new Map<string, PersonLink>();
  for (const part of evenChunks(emails)) {
    const rows = await db
      .selectFrom('person_link')
      .selectAll()
      .where('connection', '=', connection)
      .where('email_key', 'in', part)
      .execute();
    for (const { email_key: email, object, record_id: id, sent_json, said_at: saidAt } of rows)
      links.set(email, { email, object, id, sent: fromJson<Record<string, string>>(sent_json), saidAt });
  }
  return links;
}

export async function putPersonLinks(
  tx: Db,
  connection: string,
  links: readonly PersonLink[],
  at: string,
): Promise<void> {
  // PostgreSQL takes no row twice in one statement.
  const byEmail = new Map(links.map((link) => [link.email, link]));
  const rows = [...byEmail.values()].map(({ email, object, id, sent, saidAt }) => ({
    connection,
    email_key: email,
    object,
    record_id: id,
    sent_json: JSON.stringify(sent),
    verified_at: at,
    said_at: saidAt,
  }));
  await putLinks(tx, rows);
}

const putLinks = keptInsert((tx, rows: readonly Insertable<PersonLinkTable>[]) =>
  tx
    .insertInto('person_link')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['connection', 'email_key']).doUpdateSet((eb) => ({
        object: eb.ref('excluded.object'),
        record_id: eb.ref('excluded.record_id'),
        sent_json: eb.ref('excluded.sent_json'),
        verified_at: eb.ref('excluded.verified_at'),
        said_at: eb.ref('excluded.said_at'),
      })),
    ),
);

/** Forgets people whose records are gone. */
export async function forgetPeople(tx: Db, connection: string, emails: readonly string[]): Promise<void> {
  for (const part of evenChunks(emails)) {
    await tx
      .deleteFrom('person_link')
      .where('connection', '=', connection)
      .where('email_key', 'in', part)
      .execute();
  }
}
