/** A clock on which hours pass in milliseconds, for everything that runs inside {@link VirtualClock.within}. */
import { AsyncLocalStorage } from 'node:async_hooks';

interface Timer {
  readonly owner: Life;
  readonly run: () => void;
  /** Milliseconds between two runs; null for once. */
  readonly every: number | null;
  readonly number: number;
  at: number;
}

/** Whoever sets timers: they go when it ends, as those of a process that was killed. */
export interface Life {
  ended: boolean;
}

/**
 * Time stands still while anything is under way, and jumps to the next timer when all is quiet. Timers of a
 * {@link Life} run here, all others, such as those of the sockets, in real time.
 */
export class VirtualClock {
  private readonly timers = new Set<Timer>();
  private readonly underWay = new Set<Promise<unknown>>();
  private activity = 0;
  private numbered = 0;

  constructor(private instant: number) {
    patchTimers();
  }

  readonly now = (): Date => new Date(this.instant);

  get milliseconds(): number {
    return this.instant;
  }

  /** Runs work whose timers, and those of all that it starts, belong to this clock and that life. */
  within<T>(life: Life, work: () => T): T {
    return lives.run({ clock: this, life }, work);
  }

  /** Something real that the clock waits for, such as a request on its way through a socket. */
  track<T>(work: Promise<T>): Promise<T> {
    this.activity++;
    const settled: Promise<unknown> = work.then(
      () => undefined,
      () => undefined,
    );
    this.underWay.add(settled);
    void settled.then(() => {
      this.activity++;
      this.underWay.delete(settled);
    });
    return work;
  }

  /** Resolves after that many virtual milliseconds. */
  pause(milliseconds: number, life: Life): Promise<void> {
    return new Promise((resolve) => void this.set(life, resolve, milliseconds, null));
  }

  /** Lets time pass, timer by timer; ends early when `enough` says so. */
  async pass(milliseconds: number, enough: () => boolean = () => false): Promise<void> {
    const end = this.instant + milliseconds;
    for (;;) {
      await this.quiet();
      if (enough()) return;
      const next = this.next();
      if (!next || next.at > end) break;
      this.instant = Math.max(this.instant, next.at);
      if (next.every === null) this.timers.delete(next);
      else next.at = this.instant + next.every;
      this.activity++;
      this.within(next.owner, next.run);
    }
    this.instant = Math.max(this.instant, end);
    await this.quiet();
  }

  /** Sets the clock; a jump back is a fault that machines know. */
  jump(milliseconds: number): void {
    this.instant += milliseconds;
  }

  /** Resolves when nothing moves but by time. */
  async quiet(): Promise<void> {
    let seen = -1;
    while (seen !== this.activity || this.underWay.size > 0) {
      seen = this.activity;
      if (this.underWay.size > 0) await Promise.race(this.underWay);
      for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => immediately(resolve));
    }
  }

  set(owner: Life, run: () => void, milliseconds: number, every: number | null): Timer {
    const at = this.instant + Math.max(0, milliseconds);
    const timer: Timer = { owner, run, every, at, number: this.numbered++ };
    this.activity++;
    if (!owner.ended) this.timers.add(timer);
    return timer;
  }

  clear(timer: Timer): void {
    this.timers.delete(timer);
  }

  private next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) {
      if (timer.owner.ended) this.timers.delete(timer);
      else if (!first || timer.at < first.at || (timer.at === first.at && timer.number < first.number))
        first = timer;
    }
    return first;
  }
}

interface Inside {
  readonly clock: VirtualClock;
  readonly life: Life;
}

const immediately = globalThis.setImmediate;
const lives = new AsyncLocalStorage<Inside>();
const handles = new WeakMap<object, { clock: VirtualClock; timer: Timer }>();
let isPatched = false;

/** Runs work outside of every virtual clock: what it starts lives in real time. */
export function outside<T>(work: () => T): T {
  return lives.exit(work);
}

function patchTimers(): void {
  if (isPatched) return;
  isPatched = true;
  const real = {
    setTimeout: globalThis.setTimeout,
    setInterval: globalThis.setInterval,
    clearTimeout: globalThis.clearTimeout,
    timeout: AbortSignal.timeout.bind(AbortSignal),
  };
  const virtual = (
    inside: Inside,
    run: () => void,
    milliseconds: number,
    every: number | null,
  ): { ref(): object; unref(): object; hasRef(): boolean } => {
    const handle = { ref: () => handle, unref: () => handle, hasRef: () => false };
    handles.set(handle, {
      clock: inside.clock,
      timer: inside.clock.set(inside.life, run, milliseconds, every),
    });
    return handle;
  };
  const clear = (handle: unknown) => {
    const known = typeof handle === 'object' && handle !== null ? handles.get(handle) : undefined;
    if (known) known.clock.clear(known.timer);
    else Reflect.apply(real.clearTimeout, globalThis, [handle]);
  };
  Object.assign(globalThis, {
    setTimeout: (run: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) => {
      const inside = lives.getStore();
      return inside
        ? virtual(inside, () => run(...args), milliseconds, null)
        : Reflect.apply(real.setTimeout, globalThis, [run, milliseconds, ...args]);
    },
    setInterval: (run: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) => {
      const inside = lives.getStore();
      return inside
        ? virtual(inside, () => run(...args), milliseconds, milliseconds)
        : Reflect.apply(real.setInterval, globalThis, [run, milliseconds, ...args]);
    },
    // A turn that is given to others is work that goes on.
    setImmediate: (run: (...args: unknown[]) => void, ...args: unknown[]) => {
      let done: () => void = () => undefined;
      lives.getStore()?.clock.track(new Promise<void>((resolve) => (done = resolve)));
      return immediately(() => {
        done();
        run(...args);
      });
    },
    clearTimeout: clear,
    clearInterval: clear,
  });
  AbortSignal.timeout = (milliseconds) => {
    const inside = lives.getStore();
    if (!inside) return real.timeout(milliseconds);
    const controller = new AbortController();
    const late = () => controller.abort(new DOMException('The operation timed out.', 'TimeoutError'));
    inside.clock.set(inside.life, late, milliseconds, null);
    return controller.signal;
  };
  trackCrypto();
}

/** Keys and digests are worked out on other threads: the clock waits for them as for a socket. */
function trackCrypto(): void {
  const subtle = globalThis.crypto.subtle;
  for (const name of ['digest', 'encrypt', 'decrypt', 'importKey', 'sign', 'verify'] as const) {
    const real: (...args: never[]) => Promise<unknown> = subtle[name];
    Object.defineProperty(subtle, name, {
      configurable: true,
      value: (...args: never[]) => {
        const work = Reflect.apply(real, subtle, args);
        return lives.getStore()?.clock.track(work) ?? work;
      },
    });
  }
}
