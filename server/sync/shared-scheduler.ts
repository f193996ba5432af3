import type { Clock } from '../contract/model/index.js';
import type { Log } from '../http/log.js';
import { localScheduler, type Scheduler } from './scheduler.js';

/** A queue that several servers share. Everything may throw: what it holds is a hint, never the only copy. */
export interface Carrier {
  /** Prepares the queue; safe when several servers do it at once, and again after a failure. */
  start(): Promise<void>;
  /** Queues a wake-up per key; one that waits already is enough. */
  announce(keys: readonly string[]): Promise<void>;
  /** Queues a task, at most once per `milliseconds` whoever asks. */
  schedule(task: string, milliseconds: number): Promise<void>;
  /** Takes what waits, so that no other server gets it. */
  take(): Promise<{ readonly keys: readonly string[]; readonly tasks: readonly string[] }>;
  stop(): Promise<void>;
}

/** What a scheduler that servers share works with. */
export interface SharedOptions {
  readonly carrier: Carrier;
  readonly now: Clock;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** Told when servers begin or cease to share their work. */
  readonly onShared?: (isShared: boolean) => void;
  /** How often the queue is looked at. */
  readonly pollMs?: number;
  /** How often a queue that failed is tried again. */
  readonly mendMs?: number;
}

/**
 * One scheduler for all servers. Who takes in work tries it at once, and the lease decides who writes; the queue tells
 * the others, should that server be gone by then, and has each task run by one server. While the queue fails, every
 * server is on its own: it wakes itself and runs every task.
 */
export function sharedScheduler(options: SharedOptions): Scheduler {
  const { carrier, now, log, onShared, pollMs = 1_000, mendMs = 15_000 } = options;
  const local = localScheduler({ now, log, onTime });
  const announced = new Set<string>();
  const underWay = new Set<Promise<void>>();
  let state: 'alone' | 'shared' | 'stopped' = 'alone';
  let isTold = false;
  let announcing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function onTime(task: string, milliseconds: number): void {
    if (state === 'stopped') return;
    if (state === 'alone') return local.run(task);
    void attempt(async () => {
      try {
        await carrier.schedule(task, milliseconds);
      } catch (error) {
        local.run(task);
        throw error;
      }
    });
  }

  function announce(): void {
    if (announcing || state !== 'shared') return;
    announcing = true;
    void attempt(async () => {
      try {
        while (announced.size > 0) {
          const keys = [...announced];
          announced.clear();
          await carrier.announce(keys);
        }
      } finally {
        announcing = false;
      }
    });
  }

  async function look(): Promise<void> {
    const { keys, tasks } = await carrier.take();
    for (const key of keys) local.wake(key);
    for (const task of tasks) local.run(task);
  }

  async function begin(): Promise<void> {
    try {
      await carrier.start();
      if (state === 'stopped') return;
      state = 'shared';
      onShared?.(true);
      if (isTold) log.info('wake-ups and schedules are shared between servers again');
      isTold = false;
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    if (state === 'stopped') return;
    state = 'alone';
    announced.clear();
    onShared?.(false);
    if (isTold) return;
    isTold = true;
    log.error(
      { err: error },
      'the queue for wake-ups fails, so this server syncs on its own and tries the queue again',
    );
  }

  function attempt(work: () => Promise<void>): Promise<void> {
    const settled = work().catch(fail);
    underWay.add(settled);
    return settled.then(() => void underWay.delete(settled));
  }

  /** Looks at the queue, or mends it, and comes again. */
  function later(): void {
    if (state === 'stopped') return;
    const next = state === 'shared' ? look : begin;
    timer = setTimeout(() => void attempt(next).then(later), state === 'shared' ? pollMs : mendMs);
  }

  return {
    onWake: (handler) => local.onWake(handler),
    wake(key, at) {
      local.wake(key, at);
      if (at || state !== 'shared') return;
      announced.add(key);
      announce();
    },
    every: (name, task) => local.every(name, task),
    async start() {
      await begin();
      await local.start();
      later();
    },
    async stop() {
      state = 'stopped';
      clearTimeout(timer);
      await Promise.allSettled(underWay);
      await Promise.all([local.stop(), carrier.stop()]);
    },
  };
}
