/** How long a line to PostgreSQL may be in coming, and how soon one is found out that leads nowhere. */
export const lines = {
  /** How long somebody waits for a connection before the database counts as not available. */
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  /** Left to itself the system asks after hours. */
  keepAliveInitialDelayMillis: 10_000,
} as const;

/** A statement that takes longer hangs; what steps of a migration take is another matter. */
export const statementMs = 15_000;

/** The server ends a statement by itself, so that one which does not even end has nobody at the other end of the line. */
export function statementLimits(milliseconds: number = statementMs) {
  return { statement_timeout: milliseconds, query_timeout: milliseconds + 2_000 };
}
