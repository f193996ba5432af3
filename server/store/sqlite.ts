import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { type Dialect, type SelectModifierNode, SqliteDialect, SqliteQueryCompiler } from 'kysely';
import { StoreRefused } from './refused.js';

/**
 * One file that belongs to one process. Every commit is on the disk before it is acknowledged (WAL with
 * `synchronous=FULL`); the lock goes with the process, however it ends.
 */
export function openSqlite(url: string): Dialect {
  const database = open(path(url));
  const dialect = new SqliteDialect({
    database: { prepare: (sql) => database.prepare(sql), close: () => close(database) },
  });
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => new SingleWriterCompiler(),
  };
}

/** Row locks are for databases with several writers; here the transaction itself is the lock. */
class SingleWriterCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (!['ForUpdate', 'SkipLocked'].includes(node.modifier ?? '')) super.visitSelectModifier(node);
  }
}

function open(file: string): Database.Database {
  let database: Database.Database | null = null;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    database = new Database(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec('PRAGMA temp_store = MEMORY');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    return database;
  } catch (error) {
    database?.close();
    throw refusal(file, error);
  }
}

/** Gives the lock back: statements that are not collected yet would keep the closed file locked. */
function close(database: Database.Database): void {
  try {
    database.exec('PRAGMA journal_mode = DELETE');
    database.exec('PRAGMA locking_mode = NORMAL');
    database.exec('SELECT count(*) FROM sqlite_master');
  } finally {
    database.close();
  }
}

function refusal(file: string, error: unknown): StoreRefused {
  const said = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(said)) {
    return new StoreRefused(
      `Another process is using the database ${file}; stop it first, or set DATABASE_URL to a PostgreSQL server to run several.`,
      { cause: error },
    );
  }
  return new StoreRefused(`The database ${file} can't be opened (${said}); check DATABASE_URL.`, {
    cause: error,
  });
}

function path(url: string): string {
  if (url === ':memory:' || url === 'file::memory:') return ':memory:';
  if (url.startsWith('file://')) return fileURLToPath(url);
  return resolve(url.replace(/^file:/, ''));
}
