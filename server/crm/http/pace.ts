import type { Limits } from '../adapter.js';
import { createShare, type ShareBook, type Spent, type Work } from './share.js';

/** Keeps one connection's requests below a rolling limit. Shared by all clients of the connection. */
export interface Pace {
  /**
   * Resolves when a request may go out, and counts it; rejects with the signal's reason. For `work` it gives what we
   * have used of a day's pool instead, when nothing is left at that very moment, and counts nothing.
   */
  turn(signal: AbortSignal, work?: Work | null): Promise<Spent | null>;
  /** Takes over what a reply said about the limit. */
  learn(limits: Limits): void;
  /** What we have used of a day's pool when that is all that such work may; null while there is some left. */
  spent(work: Work): Promise<Spent | null>;
  /** Writes down at once what was counted of a day's pool. */
  close(): Promise<void>;
}

/** How a pace waits and remembers; both may be left out. */
export interface PaceEffects {
  readonly wait?: Wait;
  /** Where the calls of a day's pool are counted for all servers. */
  readonly book?: ShareBook;
}

/** Waits that long, or rejects with the signal's reason. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/**
 * A window that is sized by the replies: until one tells a limit, everything goes out at once. Requests that the
 * account counts and that are not ours (another machine with the same app) take their share. The first half of the
 * window goes out at once, the rest evenly: else a backlog would use it up, and whatever comes next would wait for
 * the window to move on.
 */
export function createPace(now: () => Date, { wait = waitFor, book }: PaceEffects = {}): Pace {
  const sent: number[] = [];
  const share = createShare(now, book);
  let window = 0;
  let room = Number.POSITIVE_INFINITY;
  let foreign = { count: 0, until: 0 };

  const forget = (instant: number) => {
    // A clock that was set back must not keep everybody waiting until it is there again.
    if ((sent.at(-1) ?? 0) > instant) sent.length = 0;
    while (sent[0] !== undefined && sent[0] <= instant - window) sent.shift();
  };

  /** When the next request may go out. */
  const nextPlace = (instant: number): number => {
    const oldest = sent[0];
    const last = sent.at(-1);
    const used = sent.length + (instant < foreign.until ? foreign.count : 0);
    if (oldest === undefined || last === undefined || used < room * atOnce) return instant;
    const freed = oldest + window;
    if (used >= room) return freed;
    return last + Math.max((window / room) * catchUp, (freed - last) / (room - used + 1));
  };

  return {
    async turn(signal, work = null) {
      if (work !== null) await share.settle();
      let waited = 0;
      for (;;) {
        signal.throwIfAborted();
        const instant = now().getTime();
        forget(instant);
        const next = nextPlace(instant);
        // Who has waited its time goes, even if the clock was put back, or stands, meanwhile.
        if (next <= instant || waited >= next - instant) {
          // Together with the counting: between the two somebody else could take the last one.
          const spent = work === null ? null : share.spent(work);
          if (spent !== null) return spent;
          // Without a limit there is nothing to remember.
          if (Number.isFinite(room)) sent.push(instant);
          share.spend();
          return null;
        }
        const delay = Math.max(1, Math.ceil(next - instant));
        await wait(delay, signal);
        waited += now().getTime() > instant ? 0 : delay;
      }
    },
    learn({ used, max, windowMs }) {
      if (windowMs === null) share.learn(max);
      if (windowMs === null || max <= 0) return;
      const instant = now().getTime();
      window = windowMs + slackMs;
      room = Math.max(1, Math.floor(max * headroom));
      forget(instant);
      foreign = { count: Math.max(0, used - sent.length), until: instant + window };
    },
    async spent(work) {
      await share.settle();
      return share.spent(work);
    },
    close: () => share.settle(true),
  };
}

/** Share of a limit that we use. */
const headroom = 0.99;
/** How much longer than the CRM we count a request: what is delayed on its way must not meet a window that is full. */
const slackMs = 250;
/** Share of the window that goes out without spacing. */
const atOnce = 0.5;
/** Less than even spacing, so that turns that came late are made up for. */
const catchUp = 0.8;

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
