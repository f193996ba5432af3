import type { Clock } from '../contract/model/index.js';
import type { Log } from '../http/log.js';

/**
 * Carries wake-ups and repeated tasks. The truth is in the tables: a wake-up that gets lost costs latency until the
 * next sweep, never a booking.
 */
export interface Scheduler {
  /** What a wake-up does; set once, before {@link Scheduler.start}. */
  onWake(handler: (key: string) => Promise<void>): void;
  /** Wakes a key, at once or at a time. One that is queued already is not queued twice. */
  wake(key: string, at?: Date): void;
  /** Runs a task again and again; one at a time, and on one server at a time where several share a scheduler. */
  every(name: string, task: Task): void;
  start(): Promise<void>;
  /** Nothing starts any more; resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** What is done again and again. */
export interface Task {
  readonly milliseconds: number;
  /** Does it once more on every server that starts, however short ago it was done. */
  readonly atStart?: boolean;
  readonly run: () => Promise<void>;
}

/** A scheduler for one process, whose tasks may also be run by name. */
export interface LocalScheduler extends Scheduler {
  /** Runs a task of {@link Scheduler.every} now, unless it is running. */
  run(name: string): void;
}

/** What a scheduler on this process's own timers works with. */
export interface LocalOptions {
  readonly now: Clock;
  readonly log?: Pick<Log, 'error'>;
  /** Decides what the time for a task means; by default the task runs. */
  readonly onTime?: (name: string, milliseconds: number) => void;
}

/** Longer timers overflow; the key is then woken early and finds nothing due. */
const longestMs = 24 * 60 * 60_000;

/** A scheduler for one process, on its own timers. */
export function localScheduler({ now, log, onTime }: LocalOptions): LocalScheduler {
  const timers = new Map<string, { at: number; timer: ReturnType<typeof setTimeout> }>();
  const running = new Set<Promise<void>>();
  const tasks = new Map<string, Task>();
  const busy = new Set<string>();
  const intervals: ReturnType<typeof setInterval>[] = [];
  let handler: (key: string) => Promise<void> = async () => undefined;
  let state: 'new' | 'started' | 'stopped' = 'new';

  const track = (work: Promise<void>) => {
    const settled = work.catch((error: unknown) =>
      log?.error({ err: error }, 'a scheduled task failed; the next sweep makes up for it'),
    );
    running.add(settled);
    void settled.then(() => running.delete(settled));
  };

  function run(name: string): void {
    const found = tasks.get(name);
    if (!found || busy.has(name) || state !== 'started') return;
    busy.add(name);
    track(found.run().finally(() => busy.delete(name)));
  }

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
    every: (name, task) => void tasks.set(name, task),
    run,
    async start() {
      state = 'started';
      for (const [name, { milliseconds, atStart }] of tasks) {
        const onTick = () => (onTime ? onTime(name, milliseconds) : run(name));
        intervals.push(setInterval(onTick, milliseconds));
        if (atStart) run(name);
        else if (onTime) onTick();
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
