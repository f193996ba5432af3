import type { Clock } from '../contract/model/index.js';
import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import { releaseFuture } from './clock-store.js';

/** So much is a clock put right, not put back. */
const toleranceMs = 60_000;

/** Notices a clock that was put back, at the start too, and lets nothing wait for the time that it showed before. */
export interface ClockWatch {
  /** Compares the clock with the time that was seen last. */
  look(): Promise<void>;
  /** Remembers the time that work goes by, which may be past again at the next look. */
  see(): void;
}

/** A watch that has seen nothing yet. */
export function createClockWatch({
  store,
  connections,
  now,
  log,
}: {
  readonly store: Store;
  readonly connections: { resume(id: string): Promise<void> };
  readonly now: Clock;
  readonly log: Pick<Log, 'warn'>;
}): ClockWatch {
  let seen: number | null = null;
  async function look(): Promise<void> {
    const before = seen;
    const at = now().getTime();
    if (before === null || before - at >= toleranceMs) {
      const waiting = await releaseFuture(store, now());
      if (before !== null) {
        log.warn(
          { seconds: Math.round((before - at) / 1000) },
          'the clock was put back; what waits is tried now',
        );
        // One try now: a CRM that still asks for patience says so again.
        for (const id of waiting) await connections.resume(id);
      }
    }
    // Only now: a database that is away for a moment must not have it forgotten.
    seen = at;
  }

  return {
    look,
    see() {
      if (seen !== null) seen = Math.max(seen, now().getTime());
    },
  };
}
