import {
  type Dialect,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import type { PoolClient } from 'pg';
import { isSilent } from './errors.js';
import { lines, statementLimits } from './lines.js';
import { StoreRefused } from './refused.js';

const int8 = 20;
/** Ends transactions whose server vanished, so that their locks hold nobody up; a renewed grant needs up to 20 s. */
const idleInTransactionMs = 60_000;

/** What a pool is for. */
export interface PoolOptions {
  /** Connections at most. */
  readonly size: number;
  /** True for work that may take as long as it takes. */
  readonly isPatient?: boolean;
  /** What the address was given as. */
  readonly setting?: string;
  /** Milliseconds that a statement may take; 15 s by default. */
  readonly statementMs?: number;
}

/** A pool of connections to a PostgreSQL server, which any number of our servers may share. */
export async function openPostgres(
  url: string,
  { size, isPatient = false, setting = 'DATABASE_URL', statementMs }: PoolOptions,
): Promise<Dialect> {
  const { default: pg } = await import('pg');
  const types = {
    // Counts and sums fit a double; as text they would differ from SQLite's.
    getTypeParser: (id: number, format?: 'text' | 'binary') =>
      id === int8 ? Number : pg.types.getTypeParser(id, format as 'text'),
  };
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'crm-connect',
    max: size,
    types,
    ...lines,
    ...(!isPatient && {
      ...statementLimits(statementMs),
      idle_in_transaction_session_timeout: idleInTransactionMs,
    }),
  });
  // An idle connection that breaks is replaced; the query that meets a broken one reports it.
  pool.on('error', () => undefined);
  // The same for one that breaks between the statements of a transaction: unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    const said = error instanceof Error ? error.message : String(error);
    throw new StoreRefused(`The PostgreSQL server of ${setting} can't be reached (${said}).`, {
      cause: error,
    });
  }
  return new PostgresDialect({
    pool: { connect: async () => leavable(await pool.connect()), end: () => pool.end() },
  });
}

/** A connection whose other end has fallen silent is not used again, not even to roll back. */
function leavable(client: PoolClient): PostgresPoolClient {
  const inner: PostgresPoolClient = client;
  let silence: Error | null = null;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(sql: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    if (typeof sql !== 'string') return inner.query(sql);
    if (silence) return Promise.reject(silence);
    return inner.query<R>(sql, parameters).catch((error: unknown) => {
      if (isSilent(error)) silence = error;
      throw error;
    });
  }
  return { query, release: () => client.release(silence ?? undefined) };
}
