/** Lets one server at a time do something that has a name. */
export interface Locks {
  /** Runs `work` while nobody else, here or on another server, runs theirs under the same name. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Locks that are held at a time; whoever comes later waits. */
const atATime = 8;

/**
 * Locks of a PostgreSQL server, on connections of their own: work that waits for a CRM must not keep a connection, or
 * a transaction, from those who only want to write. A lock goes with the connection, should its server die.
 */
export function postgresLocks(url: string): Locks {
  const waiting: (() => void)[] = [];
  let held = 0;
  let pool: ReturnType<typeof open> | undefined;

  async function seat(): Promise<void> {
    if (held < atATime) held += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else held -= 1;
  }

  return {
    async alone(name, work) {
      await seat();
      try {
        const client = await (await (pool ??= open(url))).connect();
        try {
          await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
          return await work();
        } finally {
          // Ends the connection and so the lock, whatever has become of either.
          client.release(true);
        }
      } finally {
        leave();
      }
    },
    close: async () => (await pool)?.end(),
  };
}

/** One process needs no more than its own turns. */
export const noLocks: Locks = { alone: (_name, work) => work(), close: async () => undefined };

async function open(url: string) {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'crm-connect-locks',
    max: atATime,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
