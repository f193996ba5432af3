import type { PermissionCheck, SyncFault, SyncRecord } from '../contract/model/index.js';
import { fromJson, fromJsonOrNull } from '../store/json.js';
import type { Db } from '../store/store.js';
import type { SeenOn, Sighting } from './seen.js';

/** What the CRM told last, and for what it was asked. What writes have shown is no part of it. */
export interface Report {
  readonly key: string;
  readonly checks: readonly PermissionCheck[];
  readonly checkedAt: string;
  /** Until when refusals no longer count, by `object.right`. */
  readonly settled: Readonly<Record<string, string>>;
}

export async function readReport(db: Db, connection: string): Promise<Report | null> {
  const row = await db
    .selectFrom('permission_report')
    .selectAll()
    .where('connection', '=', connection)
    .executeTakeFirst();
  if (!row) return null;
  const {
    key,
    checks,
    settled = {},
  }: Pick<Report, 'key' | 'checks'> & Partial<Report> = fromJson(row.checks_json);
  return { key, checks, checkedAt: row.checked_at, settled };
}

/** What is known is not to be believed; what was told last is kept, to compare it with. */
export async function spoilReport(db: Db, connection: string): Promise<void> {
  const report = await readReport(db, connection);
  if (report) await writeReport(db, connection, { ...report, key: '' });
}

export async function writeReport(
  db: Db,
  connection: string,
  { checkedAt, ...report }: Report,
): Promise<void> {
  const columns = { checked_at: checkedAt, checks_json: JSON.stringify(report) };
  await db
    .insertInto('permission_report')
    .values({ connection, ...columns })
    .onConflict((conflict) => conflict.column('connection').doUpdateSet(columns))
    .execute();
}

/** The newest writes since somebody signed in that went through or were refused for want of a permission, by object. */
export async function readSeen(
  db: Db,
  { id, connectedAt }: { readonly id: string; readonly connectedAt: string },
): Promise<SeenOn> {
  const rows = await db
    .selectFrom('sync_item')
    .select(['state', 'records_json', 'fault_json', 'updated_at'])
    .where('connection', '=', id)
    .where('updated_at', '>=', connectedAt)
    .orderBy('updated_at', 'desc')
    .limit(recently)
    .execute();
  const seen: Record<string, Sighting[]> = {};
  /** Newest first, so what is noted already is newer. */
  const note = (object: string, sighting: Sighting) => {
    const known = (seen[object] ??= []);
    if (!known.some(({ right }) => right === sighting.right)) known.push(sighting);
  };
  for (const { state, records_json, fault_json, updated_at: at } of rows) {
    const records: readonly SyncRecord[] = fromJson(records_json);
    for (const { object, action } of state === 'synced' ? records : []) {
      if (action !== 'unchanged')
        note(object, { right: action === 'created' ? 'create' : 'edit', by: 'write', at, isSure: true });
    }
    const fault: SyncFault | null = fromJsonOrNull(fault_json);
    if (fault?.class !== 'permission' || fault.object === null) continue;
    // A field that may not be written says nothing of the others.
    if (fault.code === 'field_not_writable') continue;
    const right = records.some(({ object }) => object === fault.object) ? 'edit' : 'create';
    // A single record may be closed to a user who may edit the others.
    note(fault.object, { right, by: 'refusal', at, isSure: fault.code === 'scope_missing' });
  }
  return seen;
}

/** So many of the newest writes are looked at. */
const recently = 100;
