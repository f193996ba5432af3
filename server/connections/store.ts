import { type Insertable, type Selectable, type Updateable } from 'kysely';
import type { AttemptTable, ConnectionTable } from '../store/schema.js';
import type { Db, Store } from '../store/store.js';
import { leaveAccount } from '../worklist/other-account.js';

/** A connection as it is stored. */
export type ConnectionRow = Selectable<ConnectionTable>;

/** The row of a connection, whatever its status. */
export async function connectionById(db: Db, id: string): Promise<ConnectionRow | undefined> {
  return db.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, locked for the transaction. */
export async function lockedConnection(tx: Db, id: string): Promise<ConnectionRow | undefined> {
  return tx.selectFrom('connection').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The row of a tenant's connection to one CRM, whatever its status. */
export async function connectionOf(
  db: Db,
  tenant: string,
  provider: string,
): Promise<ConnectionRow | undefined> {
  return db
    .selectFrom('connection')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('provider', '=', provider)
    .executeTakeFirst();
}

/** All connections of a tenant. */
export async function connectionsOf(db: Db, tenant: string): Promise<ConnectionRow[]> {
  return db
    .selectFrom('connection')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('connected_at')
    .execute();
}

/** All connections that hold a grant. */
export async function grantedConnections(db: Db): Promise<ConnectionRow[]> {
  return db
    .selectFrom('connection')
    .selectAll()
    .where('grant_sealed', 'is not', null)
    .orderBy('id')
    .execute();
}

/** Connections whose sign-in began before `instant` and has not come to its end. */
export async function unfinishedConnections(db: Db, instant: string): Promise<ConnectionRow[]> {
  return db
    .selectFrom('connection')
    .selectAll()
    .where('status', '=', 'connecting')
    .where('connected_at', '<=', instant)
    .execute();
}

/**
 * Inserts a connection, or replaces the row that it is meant to follow; its lease is taken away from whoever works with
 * the old grant. False when the row is another by now.
 */
export async function putConnection(
  tx: Db,
  row: Insertable<ConnectionTable>,
  before: ConnectionRow | undefined,
): Promise<boolean> {
  const { id, lease_no, lease_owner, lease_until, ...columns } = row;
  if (before === undefined) {
    const inserted = await tx
      .insertInto('connection')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  if (!(await isStill(tx, before))) return false;
  await updateConnection(tx, id, columns);
  await dropLease(tx, id);
  return true;
}

/**
 * Locks a connection for the transaction; false when somebody has signed in or disconnected since `row` was read. A
 * sign-in holds a lock on its way, but a lock goes with its line to the database.
 */
export async function isStill(
  tx: Db,
  { id, status, connected_at }: Pick<ConnectionRow, 'id' | 'status' | 'connected_at'>,
): Promise<boolean> {
  const row = await tx
    .selectFrom('connection')
    .select(['status', 'connected_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.connected_at === connected_at && standing(row.status) === standing(status);
}

/** Live statuses come and go by themselves. */
function standing(status: string): string {
  return status === 'connecting' || status === 'disconnected' ? status : 'live';
}

/** Changes columns of one connection. */
export async function updateConnection(
  db: Db,
  id: string,
  columns: Updateable<ConnectionTable>,
): Promise<void> {
  await db.updateTable('connection').set(columns).where('id', '=', id).execute();
}

/** Changes columns of one connection as long as its status is one of `statuses`. */
export async function updateWhile(
  db: Db,
  id: string,
  statuses: readonly string[],
  columns: Updateable<ConnectionTable>,
): Promise<void> {
  await db
    .updateTable('connection')
    .set(columns)
    .where('id', '=', id)
    .where('status', 'in', [...statuses])
    .execute();
}

/** Whoever holds the lease loses the right to write results. */
export async function dropLease(db: Db, id: string): Promise<void> {
  await db
    .updateTable('connection')
    .set((eb) => ({ lease_no: eb('lease_no', '+', 1), lease_owner: null, lease_until: null }))
    .where('id', '=', id)
    .execute();
}

/** Replaces a grant if it is still the one of `version`; false when somebody else was first. */
export async function replaceGrant(
  db: Db,
  id: string,
  version: number,
  next: { readonly sealed: string; readonly apiUrl: string; readonly scopes: readonly string[] },
): Promise<boolean> {
  const done = await db
    .updateTable('connection')
    .set((eb) => ({
      grant_sealed: next.sealed,
      grant_version: version + 1,
      api_url: next.apiUrl,
      // Where links to records lead to the same address, they move with it.
      ui_url: eb.case().when('ui_url', '=', eb.ref('api_url')).then(next.apiUrl).else(eb.ref('ui_url')).end(),
      scopes_json: JSON.stringify(next.scopes),
    }))
    .where('id', '=', id)
    .where('grant_version', '=', version)
    .where('grant_sealed', 'is not', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Writes the same grant under another key, unless it was replaced meanwhile. */
export async function replaceSeal(db: Db, id: string, before: string, after: string): Promise<void> {
  await db
    .updateTable('connection')
    .set({ grant_sealed: after })
    .where('id', '=', id)
    .where('grant_sealed', '=', before)
    .execute();
}

/** Runs `work` while no other server refreshes this connection. */
export async function alone<T>(store: Store, id: string, work: (db: Db) => Promise<T>): Promise<T> {
  return store.alone('renewal', id, () => work(store.db));
}

/** Records of the account that a connection had before mean nothing in another account. */
export async function forgetAccount(db: Db, id: string, at: string): Promise<void> {
  await db.deleteFrom('person_link').where('connection', '=', id).execute();
  await db.deleteFrom('operation').where('connection', '=', id).execute();
  await db.deleteFrom('learned_rule').where('connection', '=', id).execute();
  await db.deleteFrom('permission_report').where('connection', '=', id).execute();
  await leaveAccount(db, id, at);
}

/** What was read from an account that the connection does not lead to is of no use. */
export async function forgetCatalog(db: Db, id: string): Promise<void> {
  await db.deleteFrom('catalog').where('connection', '=', id).execute();
  await db.deleteFrom('crm_user_list').where('connection', '=', id).execute();
}

/** Removes a connection that never came to life. */
export async function deleteConnection(db: Db, id: string): Promise<void> {
  await forgetCatalog(db, id);
  await db.deleteFrom('permission_report').where('connection', '=', id).execute();
  await db.deleteFrom('sync_item').where('connection', '=', id).execute();
  await db.deleteFrom('connection').where('id', '=', id).execute();
}

/** A sign-in by its id, if it is this tenant's. */
export async function attemptOf(db: Db, tenant: string, id: string) {
  return db
    .selectFrom('attempt')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The sign-in that a callback's `state` belongs to. */
export async function attemptByState(db: Db, stateHash: string) {
  return db.selectFrom('attempt').selectAll().where('state_hash', '=', stateHash).executeTakeFirst();
}

/** Starts a sign-in; the tenant's pending one for that CRM ends as cancelled. */
export async function startAttempt(db: Db, attempt: Insertable<AttemptTable>): Promise<void> {
  await db
    .updateTable('attempt')
    .set({ status: 'cancelled' })
    .where('tenant', '=', attempt.tenant)
    .where('provider', '=', attempt.provider)
    .where('status', '=', 'pending')
    .execute();
  await db.insertInto('attempt').values(attempt).execute();
}

/**
 * Makes a state useless for a second callback; false when it was used already. From here on the sign-in is in our
 * hands: it has until `expiresAt`, so that one whose server died does not stay pending.
 */
export async function consumeState(
  db: Db,
  id: string,
  stateHash: string,
  expiresAt: string,
): Promise<boolean> {
  const done = await db
    .updateTable('attempt')
    .set({ state_hash: `${usedState}${id}`, expires_at: expiresAt })
    .where('id', '=', id)
    .where('state_hash', '=', stateHash)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

const usedState = 'used:';

/** Sign-ins that the CRM has answered and that nobody has brought to their end. */
export async function begunAttempts(db: Db): Promise<{ id: string; provider: string }[]> {
  return db
    .selectFrom('attempt')
    .select(['id', 'provider'])
    .where('status', '=', 'pending')
    .where('state_hash', 'like', `${usedState}%`)
    .execute();
}

/** True once the CRM has answered a sign-in, well or not. */
export function isBegun({ state_hash }: { readonly state_hash: string }): boolean {
  return state_hash.startsWith(usedState);
}

/** Ends a pending sign-in; false when it has ended already, for example because it was cancelled. */
export async function endAttempt(db: Db, id: string, end: Updateable<AttemptTable>): Promise<boolean> {
  const done = await db
    .updateTable('attempt')
    .set(end)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Old sign-ins are of no use to anybody. */
export async function deleteAttemptsBefore(db: Db, instant: string): Promise<void> {
  await db.deleteFrom('attempt').where('created_at', '<', instant).execute();
}
