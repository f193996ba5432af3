import { lines } from './lines.js';

/** Longer than a sign-in and the renewals before it take. */
const lockMs = 120_000;
/** The database asks a silent holder after 10 s, and gives up on it after half a minute. */
const deadHolders =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4';

/** Lets one server at a time do something that has a name. */
export interface Locks {
  /** Runs `work` while nobody else, here or on another server, runs theirs of that kind under the same name. */
  alone<T>(kind: LockKind, name: string, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What is done alone. Who signs in may renew a token on the way, so neither may take the other's seats. */
export type LockKind = 'renewal' | 'sign-in';

/** Locks that are held at a time; whoever comes later waits. */
const atATime: Readonly<Record<LockKind, number>> = { renewal: 8, 'sign-in': 4 };

/**
 * Locks of a PostgreSQL server, on connections of their own: work that waits for a CRM must not keep a connection, or
 * a transaction, from those who only want to write. A lock goes with the connection, should its server die.
 */
export function postgresLocks(url: string): Locks {
  const seats = { renewal: seatsFor('renewal'), 'sign-in': seatsFor('sign-in') };
  let pool: ReturnType<typeof open> | undefined;
  return {
    alone: (kind, name, work) =>
      seats[kind](async () => {
        const client = await (await (pool ??= open(url))).connect();
        try {
          await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`${kind} ${name}`]);
          return await work();
        } finally {
          // Ends the connection and so the lock, whatever has become of either.
          client.release(true);
        }
      }),
    close: async () => (await pool)?.end(),
  };
}

/** Runs work as soon as one of the seats is free. */
function seatsFor(kind: LockKind): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let held = 0;
  return async (work) => {
    if (held < atATime[kind]) held += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else held -= 1;
    }
  };
}

/** One process needs no more than its own turns. */
export const noLocks: Locks = { alone: (_kind, _name, work) => work(), close: async () => undefined };

async function open(url: string) {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'crm-connect-locks',
    max: atATime.renewal + atATime['sign-in'],
    ...lines,
    // Whoever is before us may need a while; a server that is gone keeps nobody for longer.
    lock_timeout: lockMs,
    query_timeout: lockMs + 5_000,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    // A lock whose holder is gone without a word is to be free soon; where that can't be set it is free later.
    client.query(deadHolders).catch(() => undefined);
  });
  return pool;
}
