import type { MappingVersion, NotedFields } from '../contract/model/index.js';
import { fromJson } from '../store/json.js';
import type { Db } from '../store/store.js';

/** The version that is live; null before the first. */
export async function latestVersion(db: Db, connection: string): Promise<MappingVersion | null> {
  const row = await db
    .selectFrom('mapping')
    .selectAll()
    .where('connection', '=', connection)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? versionOf(row) : null;
}

/** One version of a mapping. */
export async function readVersion(
  db: Db,
  connection: string,
  version: number,
): Promise<MappingVersion | null> {
  const row = await db
    .selectFrom('mapping')
    .selectAll()
    .where('connection', '=', connection)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? versionOf(row) : null;
}

/** Every version, newest first. */
export async function allVersions(db: Db, connection: string): Promise<readonly MappingVersion[]> {
  const rows = await db
    .selectFrom('mapping')
    .selectAll()
    .where('connection', '=', connection)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(versionOf);
}

/** Fails when that version is there already, so that of two who save at once one learns of the other. */
export async function insertVersion(db: Db, connection: string, version: MappingVersion): Promise<void> {
  await db
    .insertInto('mapping')
    .values({
      connection,
      version: version.version,
      document_json: JSON.stringify(version.mapping),
      author: version.author,
      created_at: version.createdAt,
    })
    .execute();
}

/** What mapped fields were; null for a mapping of before they were noted. */
export async function readNoted(db: Db, connection: string): Promise<NotedFields | null> {
  const row = await db
    .selectFrom('noted_fields')
    .select('fields_json')
    .where('connection', '=', connection)
    .executeTakeFirst();
  return row ? fromJson(row.fields_json) : null;
}

export async function writeNoted(db: Db, connection: string, noted: NotedFields): Promise<void> {
  const columns = { fields_json: JSON.stringify(noted) };
  await db
    .insertInto('noted_fields')
    .values({ connection, ...columns })
    .onConflict((conflict) => conflict.column('connection').doUpdateSet(columns))
    .execute();
}

/** Deletes all versions, when the admin disconnects and does not want to keep them. */
export async function deleteVersions(db: Db, connection: string): Promise<void> {
  await db.deleteFrom('mapping').where('connection', '=', connection).execute();
  await db.deleteFrom('noted_fields').where('connection', '=', connection).execute();
}

interface VersionRow {
  readonly version: number;
  readonly document_json: string;
  readonly author: string;
  readonly created_at: string;
}

function versionOf({ version, document_json, author, created_at }: VersionRow): MappingVersion {
  return { version, author, createdAt: created_at, mapping: fromJson(document_json) };
}
