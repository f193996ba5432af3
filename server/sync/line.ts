import type { SyncConnection } from './neighbours.js';

/** What is remembered of a connection between batches; losing it costs a call or two. */
export interface Line {
  running: Promise<void> | null;
  again: boolean;
  /** Most bookings of the next batch: halved when a batch fails as a whole, doubled when one goes through. */
  limit: number;
  failures: number;
  /** True when the last look found work that somebody else had locked: it is looked for again a moment later. */
  isLocked: boolean;
  /** Nothing is tried before. */
  heldUntil: number;
  /** When that was decided. */
  heldAt: number;
  /** When the fields were last read again because of a refusal. */
  metadataReadAt: number;
}

/** A connection of which nothing is remembered. */
export function newLine(): Line {
  return {
    running: null,
    again: false,
    limit: Infinity,
    failures: 0,
    isLocked: false,
    heldUntil: 0,
    heldAt: 0,
    metadataReadAt: 0,
  };
}

/** When the connection may be used; null for one that waits for a person. */
export function runnableAt(
  { status, pausedUntil }: Pick<SyncConnection, 'status' | 'pausedUntil'>,
  line: Line,
  now: number,
): number | null {
  // A clock that was put back must not make a short wait long.
  const held = line.heldAt <= now ? line.heldUntil : 0;
  if (status !== 'active' && status !== 'waiting') return null;
  // What the CRM told another server counts as well.
  return Math.max(held, pausedUntil === null ? 0 : Date.parse(pausedUntil));
}
