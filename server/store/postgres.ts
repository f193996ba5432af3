import { type Dialect, PostgresDialect } from 'kysely';
import { StoreRefused } from './refused.js';

const int8 = 20;

/** A pool of connections to a PostgreSQL server, which any number of our servers may share. */
export async function openPostgres(url: string, poolSize: number): Promise<Dialect> {
  const { default: pg } = await import('pg');
  const types = {
    // Counts and sums fit a double; as text they would differ from SQLite's.
    getTypeParser: (id: number, format?: 'text' | 'binary') =>
      id === int8 ? Number : pg.types.getTypeParser(id, format as 'text'),
  };
  const pool = new pg.Pool({ connectionString: url, max: poolSize, types });
  // An idle connection that breaks is replaced; the query that meets a broken one reports it.
  pool.on('error', () => undefined);
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    const said = error instanceof Error ? error.message : String(error);
    throw new StoreRefused(`The PostgreSQL server of DATABASE_URL can't be reached (${said}).`, {
      cause: error,
    });
  }
  return new PostgresDialect({ pool });
}
