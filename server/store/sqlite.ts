import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import {
  type Dialect,
  type Driver,
  type SelectModifierNode,
  SqliteDialect,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { privateFile, privateFolder } from './private-files.js';
import { StoreRefused } from './refused.js';

/**
 * One file that belongs to one process. Every commit is on the disk before it is acknowledged (WAL with
 * `synchronous=FULL`); the lock goes with the process, however it ends.
 */
export function openSqlite(url: string, setting = 'DATABASE_URL'): Dialect {
  const database = open(path(url), setting);
  const dialect = new SqliteDialect({
    database: { prepare: keptStatements(database), close: () => close(database) },
  });
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => forgiving(dialect.createDriver(), database),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => new SingleWriterCompiler(),
  };
}

/** Statements of one text are prepared once: for the small ones of every booking that costs as much as running them. */
function keptStatements(database: Database.Database): (sql: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>();
  return (sql) => {
    if (sql.startsWith('pragma incremental_vacuum')) return toTheEnd(database, sql);
    const known = kept.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    // Lists of every length make statements of their own.
    if (kept.size >= mostKept) kept.clear();
    kept.set(sql, statement);
    return statement;
  };
}

const mostKept = 500;

/** This pragma frees a page per step; one that is begun and left would keep every later transaction from committing. */
function toTheEnd(database: Database.Database, sql: string): SqliteStatement {
  return {
    reader: false,
    all: () => [],
    iterate: () => [][Symbol.iterator](),
    run: () => {
      database.exec(sql);
      return { changes: 0, lastInsertRowid: 0 };
    },
  };
}

/** The write-ahead log is cut back to this once what it holds is in the file. */
const journalBytes = 32 * 1024 * 1024;

/** A full disk ends the transaction by itself; rolling it back once more would hide why. */
function forgiving(driver: Driver, database: Database.Database): Driver {
  const rollback = driver.rollbackTransaction.bind(driver);
  driver.rollbackTransaction = async (connection) => {
    if (database.inTransaction) await rollback(connection);
  };
  return driver;
}

/** Row locks are for databases with several writers; here the transaction itself is the lock. */
class SingleWriterCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (!['ForUpdate', 'SkipLocked'].includes(node.modifier ?? '')) super.visitSelectModifier(node);
  }
}

function open(file: string, setting: string): Database.Database {
  let database: Database.Database | null = null;
  try {
    if (file !== ':memory:') {
      privateFolder(dirname(file));
      privateFile(file);
    }
    database = new Database(file);
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Counts for a new file only; an older one is rewritten below.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec('PRAGMA temp_store = MEMORY');
    database.exec(`PRAGMA journal_size_limit = ${journalBytes}`);
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    if (!givesSpaceBack(database)) database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
    return database;
  } catch (error) {
    database?.close();
    throw refusal(file, setting, error);
  }
}

/** Whether pages that a clean-up empties can be taken out of the file; only a rewrite changes that. */
function givesSpaceBack(database: Database.Database): boolean {
  const said: unknown = database.prepare('PRAGMA auto_vacuum').get();
  return typeof said === 'object' && said !== null && 'auto_vacuum' in said && said.auto_vacuum === 2;
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

function refusal(file: string, setting: string, error: unknown): StoreRefused {
  const said = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(said)) {
    return new StoreRefused(
      `Another process is using the database ${file}; stop it first${setting === '--from' ? '' : ', or set DATABASE_URL to a PostgreSQL server to run several'}.`,
      { cause: error },
    );
  }
  return new StoreRefused(`The database ${file} can't be opened (${said}); check ${setting}.`, {
    cause: error,
  });
}

function path(url: string): string {
  if (url === ':memory:' || url === 'file::memory:') return ':memory:';
  if (url.startsWith('file://')) return fileURLToPath(url);
  return resolve(url.replace(/^file:/, ''));
}
