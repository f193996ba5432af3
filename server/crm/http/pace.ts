import type { Limits } from '../adapter.js';

/** Keeps one connection's requests below a rolling limit. Shared by all clients of the connection. */
export interface Pace {
  /** Resolves when a request may go out, and counts it; rejects with the signal's reason. */
  turn(signal: AbortSignal): Promise<void>;
  /** Takes over what a reply said about the limit. */
  learn(limits: Limits): void;
}

/** Waits that long, or rejects with the signal's reason. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/**
 * A window that is sized by the replies: until one tells a limit, everything goes out at once. Requests that the
 * account counts and that are not ours (another machine with the same app) take their share.
 */
export function createPace(now: () => Date, wait: Wait = waitFor): Pace {
  const sent: number[] = [];
  let window = 0;
  let room = Number.POSITIVE_INFINITY;
  let foreign = { count: 0, until: 0 };

  const forget = (instant: number) => {
    while (sent[0] !== undefined && sent[0] <= instant - window) sent.shift();
  };

  return {
    async turn(signal) {
      for (;;) {
        signal.throwIfAborted();
        const instant = now().getTime();
        forget(instant);
        const others = instant < foreign.until ? foreign.count : 0;
        const oldest = sent[0];
        if (oldest === undefined || sent.length + others < room) {
          // Without a limit there is nothing to remember.
          if (Number.isFinite(room)) sent.push(instant);
          return;
        }
        await wait(Math.max(1, oldest + window - instant), signal);
      }
    },
    learn({ used, max, windowMs }) {
      if (windowMs === null || max <= 0) return;
      const instant = now().getTime();
      window = windowMs + slackMs;
      room = Math.max(1, Math.floor(max * headroom));
      forget(instant);
      foreign = { count: Math.max(0, used - sent.length), until: instant + window };
    },
  };
}

/** Share of a limit that we use: what arrives late counts in the next window. */
const headroom = 0.95;
const slackMs = 250;

/** Waits on a timer. */
function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
