import type { CrmField, CrmObject, CrmUser } from '../contract/model/index.js';
import type { LearnedRuleTable } from '../store/schema.js';
import type { Db } from '../store/store.js';

/** What is known about one object of one account. */
export interface CatalogEntry {
  readonly object: CrmObject;
  /** As read, without learned requirements. */
  readonly fields: readonly CrmField[];
  readonly fetchedAt: string;
  readonly etag: string | null;
  readonly fingerprint: string;
}

/** Every cached object of a connection. */
export async function readEntries(db: Db, connection: string): Promise<CatalogEntry[]> {
  const rows = await db.selectFrom('catalog').selectAll().where('connection', '=', connection).execute();
  return rows.map((row) => ({
    object: JSON.parse(row.object_json),
    fields: JSON.parse(row.fields_json),
    fetchedAt: row.fetched_at,
    etag: row.etag,
    fingerprint: row.fingerprint,
  }));
}

/** Objects of which a reading has told that began later: what it found is newer. */
export async function readSince(
  db: Db,
  connection: string,
  began: string,
  now: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('catalog')
    .select('object')
    .where('connection', '=', connection)
    .where('fetched_at', '>', began)
    .where('fetched_at', '<=', now)
    .execute();
  return new Set(rows.map(({ object }) => object));
}

/** The account that a connection leads to; null when it is gone. */
export async function accountOf(db: Db, connection: string): Promise<string | null> {
  const row = await db
    .selectFrom('connection')
    .select('account_id')
    .where('id', '=', connection)
    .executeTakeFirst();
  return row?.account_id ?? null;
}

/** When one object was read last and by which ETag the CRM knows that reading. */
export async function writeEntry(db: Db, connection: string, entry: CatalogEntry): Promise<void> {
  const columns = {
    fetched_at: entry.fetchedAt,
    etag: entry.etag,
    fingerprint: entry.fingerprint,
    object_json: JSON.stringify(entry.object),
    fields_json: JSON.stringify(entry.fields),
  };
  await db
    .insertInto('catalog')
    .values({ connection, object: entry.object.name, ...columns })
    .onConflict((conflict) => conflict.columns(['connection', 'object']).doUpdateSet(columns))
    .execute();
}

/** Objects that the account does not show any more are dropped. */
export async function dropEntriesBut(db: Db, connection: string, objects: readonly string[]): Promise<void> {
  let query = db.deleteFrom('catalog').where('connection', '=', connection);
  if (objects.length > 0) query = query.where('object', 'not in', [...objects]);
  await query.execute();
}

/** The cached users who can own records. */
export async function readUsers(
  db: Db,
  connection: string,
): Promise<{ users: readonly CrmUser[]; fetchedAt: string } | null> {
  const row = await db
    .selectFrom('crm_user_list')
    .selectAll()
    .where('connection', '=', connection)
    .executeTakeFirst();
  return row ? { users: JSON.parse(row.users_json), fetchedAt: row.fetched_at } : null;
}

export async function writeUsers(
  db: Db,
  connection: string,
  users: readonly CrmUser[],
  fetchedAt: string,
): Promise<void> {
  const columns = { users_json: JSON.stringify(users), fetched_at: fetchedAt };
  await db
    .insertInto('crm_user_list')
    .values({ connection, ...columns })
    .onConflict((conflict) => conflict.column('connection').doUpdateSet(columns))
    .execute();
}

/** Fields that the CRM refused a write without. */
export async function readLearned(
  db: Db,
  connection: string,
): Promise<{ object: string; field: string; reason: string }[]> {
  return db
    .selectFrom('learned_rule')
    .select(['object', 'field', 'reason'])
    .where('connection', '=', connection)
    .orderBy('object')
    .orderBy('field')
    .execute();
}

/** Keeps the first reason. */
export async function writeLearned(db: Db, rule: LearnedRuleTable): Promise<void> {
  const known = await db
    .selectFrom('learned_rule')
    .select('reason')
    .where('connection', '=', rule.connection)
    .where('object', '=', rule.object)
    .where('field', '=', rule.field)
    .executeTakeFirst();
  if (known) return;
  // Two that learn the same at once may both keep it, which does no harm.
  await db
    .insertInto('learned_rule')
    .values(rule)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Everything that was cached about the account, for a connection that now leads to another one. */
export async function forget(db: Db, connection: string): Promise<void> {
  await db.deleteFrom('catalog').where('connection', '=', connection).execute();
  await db.deleteFrom('crm_user_list').where('connection', '=', connection).execute();
  await db.deleteFrom('learned_rule').where('connection', '=', connection).execute();
}
