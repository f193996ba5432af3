/** A sign-in that was begun in this tab. */
export interface KeptAttempt {
  readonly attemptId: string;
  readonly authorizeUrl: string;
}

/** Remembers the sign-in that is under way, so that a page that is reloaded goes on waiting for it; undefined forgets it. */
export function keepAttempt(server: string, provider: string, attempt: KeptAttempt | undefined): void {
  try {
    if (attempt) sessionStorage.setItem(keyOf(server, provider), JSON.stringify(attempt));
    else sessionStorage.removeItem(keyOf(server, provider));
  } catch {
    // No storage in this frame: a reload then begins anew.
  }
}

/** The sign-in that was under way before the page was reloaded. */
export function keptAttempt(server: string, provider: string): KeptAttempt | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(server, provider)) ?? 'null');
    return isAttempt(kept) ? kept : undefined;
  } catch {
    // No storage, or something else was written there: there is nothing to go on with.
    return undefined;
  }
}

function keyOf(server: string, provider: string): string {
  return `crm-connect sign-in ${server} ${provider}`;
}

function isAttempt(kept: unknown): kept is KeptAttempt {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'attemptId' in kept &&
    'authorizeUrl' in kept &&
    typeof kept.attemptId === 'string' &&
    typeof kept.authorizeUrl === 'string'
  );
}
