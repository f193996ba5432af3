/** How many of an account's pooled calls are ours, so that other integrations of the same account keep theirs. */
export interface Share {
  /** Counts one call of ours. */
  spend(): void;
  /** Takes over how many calls the account has in a rolling day. */
  learn(pool: number): void;
  /** What we have spent when that is all that such work may; null while there is some left. */
  spent(work: Work): Spent | null;
  /** Writes down what was counted since, and takes over what other servers did; unless that is due, only `atOnce`. */
  settle(atOnce?: boolean): Promise<void>;
}

/** Somebody waits for a booking that has just come in; `backlog` leaves the last part of our share to those. */
export type Work = 'live' | 'backlog';

/** Our part of a pool, used up. */
export interface Spent {
  readonly work: Work;
  readonly used: number;
  /** Most that such work uses. */
  readonly cap: number;
  /** What the account has in all. */
  readonly pool: number;
  /** When the first of our calls leave the rolling day (ISO). */
  readonly until: string;
}

/** Calls of one hour of the account, of all servers. */
export interface HourOfCalls {
  /** Hours since 1970. */
  readonly hour: number;
  readonly calls: number;
  /** What the account had in all as it was last told. */
  readonly pool: number;
}

/** Where counts outlive the server. */
export interface ShareBook {
  /** Adds to what is written, and gives what then is, from an hour on. */
  add(calls: readonly HourOfCalls[], from: number): Promise<readonly HourOfCalls[]>;
}

/**
 * Counts by the hour, for a day. With a book it is written down twice a minute at most, and only while there are
 * calls: a crash loses the calls of half a minute, and servers know that late of each other's.
 */
export function createShare(now: () => Date, book?: ShareBook): Share {
  let written = new Map<number, number>();
  const counted = new Map<number, number>();
  let pool = 0;
  let settledAt: number | null = null;
  let settling: Promise<void> | null = null;

  const hourOf = () => Math.floor(now().getTime() / hourMs);
  // A clock that jumped back leaves hours that are yet to come.
  const isOver = (hour: number) => Math.abs(hourOf() - hour) > 24;
  const forget = () => {
    for (const hours of [written, counted])
      for (const hour of hours.keys()) if (isOver(hour)) hours.delete(hour);
  };
  const isSettled = () =>
    settledAt !== null && (pool === 0 || Math.abs(now().getTime() - settledAt) < settleEveryMs);

  async function writeDown(into: ShareBook): Promise<void> {
    forget();
    // An account without a pool has nothing to share.
    const added = pool === 0 ? [] : [...counted].map(([hour, calls]) => ({ hour, calls, pool }));
    const told = await into.add(added, hourOf() - 24);
    for (const { hour, calls } of added) {
      const since = (counted.get(hour) ?? 0) - calls;
      if (since > 0) counted.set(hour, since);
      else counted.delete(hour);
    }
    written = new Map(told.map(({ hour, calls }) => [hour, calls]));
    if (pool === 0) pool = [...told].sort((one, other) => other.hour - one.hour)[0]?.pool ?? 0;
    settledAt = now().getTime();
  }

  return {
    spend() {
      const hour = hourOf();
      counted.set(hour, (counted.get(hour) ?? 0) + 1);
      forget();
    },
    learn: (size) => void (pool = size),
    spent(work) {
      forget();
      const cap = Math.floor(pool * share * partOf[work]);
      const hours = [...written, ...counted];
      const used = hours.reduce((sum, [, count]) => sum + count, 0);
      if (pool === 0 || used < cap) return null;
      const first = Math.min(...hours.map(([hour]) => hour));
      return { work, used, cap, pool, until: new Date((first + 25) * hourMs).toISOString() };
    },
    async settle(atOnce = false) {
      const isDue = atOnce ? pool > 0 && counted.size > 0 : !isSettled();
      if (book === undefined || (!isDue && settling === null)) return;
      await (settling ??= writeDown(book).finally(() => (settling = null)));
    },
  };
}

const hourMs = 60 * 60_000;
const settleEveryMs = 30_000;
/** Part of the pool that is ours. */
const share = 0.2;
/** Part of our share that work may use up. */
const partOf: Readonly<Record<Work, number>> = { live: 1, backlog: 0.8 };
