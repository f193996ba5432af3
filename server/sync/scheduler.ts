import type { Clock } from '../contract/model/index.js';

/**
 * Carries wake-ups and repeated tasks. The truth is in the tables: a wake-up that gets lost costs latency until the
 * next sweep, never a booking.
 */
export interface Scheduler {
  /** What a wake-up does; set once, before {@link Scheduler.start}. */
  onWake(handler: (key: string) => Promise<void>): void;
  /** Wakes a key, at once or at a time. One that is queued already is not queued twice. */
  wake(key: string, at?: Date): void;
  /** Runs a task again and again; one at a time. */
  every(milliseconds: number, task: () => Promise<void>): void;
  start(): Promise<void>;
  /** Nothing starts any more; resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** Longer timers overflow; the key is then woken early and finds nothing due. */
const longestMs = 24 * 60 * 60_000;

/** A scheduler for one process, on its own timers. */
export function localScheduler({ now }: { readonly now: Clock }): Scheduler {
  const timers = new Map<string, { at: number; timer: ReturnType<typeof setTimeout> }>();
  const running = new Set<Promise<void>>();
  const tasks: { milliseconds: number; task: () => Promise<void> }[] = [];
  const intervals: ReturnType<typeof setInterval>[] = [];
  let handler: (key: string) => Promise<void> = async () => undefined;
  let state: 'new' | 'started' | 'stopped' = 'new';

  const track = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };

  return {
    onWake: (next) => void (handler = next),
    wake(key, when) {
      if (state !== 'started') return;
      const at = when?.getTime() ?? 0;
      const queued = timers.get(key);
      if (queued && queued.at <= at) return;
      if (queued) clearTimeout(queued.timer);
      const delay = Math.min(longestMs, Math.max(0, at - now().getTime()));
      const timer = setTimeout(() => {
        timers.delete(key);
        track(handler(key));
      }, delay);
      timers.set(key, { at, timer });
    },
    every: (milliseconds, task) => void tasks.push({ milliseconds, task }),
    async start() {
      state = 'started';
      for (const { milliseconds, task } of tasks) {
        let busy = false;
        const run = () => {
          if (busy) return;
          busy = true;
          track(task().finally(() => (busy = false)));
        };
        intervals.push(setInterval(run, milliseconds));
        run();
      }
    },
    async stop() {
      state = 'stopped';
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
      for (const interval of intervals) clearInterval(interval);
      await Promise.allSettled(running);
    },
  };
}
