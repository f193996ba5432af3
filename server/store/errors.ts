/** Two servers wrote the same row at once: the transaction is to be run again. */
export function isRace(error: unknown): boolean {
  // PostgreSQL documentation, appendix A "Error Codes": unique violation, serialization failure, deadlock.
  return ['23505', '40001', '40P01'].includes(codeOf(error));
}

/** The database can't take a write right now: its disk is full or broken, or its server is gone. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  return (
    /^(SQLITE_(FULL|IOERR|BUSY|READONLY|CORRUPT)|ECONN|EPIPE|ETIMEDOUT|53|57|08)/.test(code) ||
    isSilent(error) ||
    unreachable(error)
  );
}

/** A statement that got no answer at all: the line to the server leads nowhere. */
export function isSilent(error: unknown): error is Error {
  // What pg 8 says without a code when its `query_timeout` is over.
  return error instanceof Error && error.message === 'Query read timeout';
}

function unreachable(error: unknown): boolean {
  return (
    error instanceof Error &&
    // What pg 8 says without a code; a rollback on a lost connection hides why it was lost.
    /Connection terminated|timeout exceeded when trying to connect|is not queryable|Connection ended/.test(
      error.message,
    )
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
