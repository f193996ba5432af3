import { Kysely, type Transaction } from 'kysely';
import type { Clock } from '../contract/model/index.js';
import { noLocks, postgresLocks, type LockKind } from './locks.js';
import { migrate } from './migrate.js';
import { openPostgres } from './postgres.js';
import type { Schema } from './schema.js';
import { openSqlite } from './sqlite.js';
import { guard } from './transaction-guard.js';

/** A place to query: the store itself, or the transaction that is under way. */
export type Db = Kysely<Schema> | Transaction<Schema>;

/** Which database the store speaks to; the same queries run on both. */
export type StoreKind = 'sqlite' | 'postgres';

/** The database: durable once a transaction resolves. */
export interface Store {
  readonly kind: StoreKind;
  /** For single statements; inside a transaction use what it hands in, or the query throws. */
  readonly db: Kysely<Schema>;
  /** All of `work` or nothing. Nests nowhere. */
  transaction<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T>;
  /**
   * Runs `work` while nobody else on another server runs theirs of that kind under the same name; outside a
   * transaction. Within one process whoever needs turns takes them.
   */
  alone<T>(kind: LockKind, name: string, work: () => Promise<T>): Promise<T>;
  /** Brings the tables up to date; safe to run twice and from several servers at once. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** What a caller may set beside the URL. */
export interface StoreOptions {
  readonly now?: Clock;
  /** Connections of one server to PostgreSQL; default 10. */
  readonly poolSize?: number;
  /** What whoever starts this gave the URL as, for sentences; default `DATABASE_URL`. */
  readonly setting?: string;
  /** Milliseconds that a statement on PostgreSQL may take; 15 s by default. */
  readonly statementMs?: number;
}

/**
 * Opens `file:./path.db`, `:memory:` or `postgres://…` and brings its tables up to date. Throws
 * {@link StoreRefused}, whose message is one sentence for whoever starts the server.
 */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const kind: StoreKind = /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite';
  const { poolSize: size = 10, setting = 'DATABASE_URL' } = options;
  const scope = guard();
  const dialect =
    kind === 'postgres'
      ? await openPostgres(url, {
          ...{ size, setting },
          ...(options.statementMs !== undefined && { statementMs: options.statementMs }),
        })
      : openSqlite(url, setting);
  const db = new Kysely<Schema>({ dialect: scope.dialect(dialect) });
  const locks = kind === 'postgres' ? postgresLocks(url) : noLocks;
  const now = options.now ?? (() => new Date());
  const store: Store = {
    kind,
    db,
    transaction: (work) => scope.run(() => db.transaction().execute(work)),
    migrate: () =>
      kind === 'postgres' ? migratePatiently(url, now) : scope.run(() => migrate(db, kind, now)),
    alone: locks.alone,
    async close() {
      await Promise.all([db.destroy(), locks.close()]);
    },
  };
  try {
    await store.migrate();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** A step may take longer than a request may wait. */
async function migratePatiently(url: string, now: Clock): Promise<void> {
  const db = new Kysely<Schema>({ dialect: await openPostgres(url, { size: 1, isPatient: true }) });
  try {
    await migrate(db, 'postgres', now);
  } finally {
    await db.destroy();
  }
}
