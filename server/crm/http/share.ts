/** How many of an account's pooled calls are ours, so that other integrations of the same account keep theirs. */
export interface Share {
  /** Counts one call of ours. */
  spend(): void;
  /** Takes over how many calls the account has in a rolling day. */
  learn(pool: number): void;
  /** What we have spent when that is all that we may; null while there is some left. */
  spent(): Spent | null;
}

/** Our part of a pool, used up. */
export interface Spent {
  readonly used: number;
  /** Most that we use. */
  readonly cap: number;
  /** What the account has in all. */
  readonly pool: number;
  /** When the first of our calls leave the rolling day (ISO). */
  readonly until: string;
}

/** Counts by the hour, for a day. A restart begins anew. */
export function createShare(now: () => Date): Share {
  const hours = new Map<number, number>();
  let pool = 0;
  const hourOf = () => Math.floor(now().getTime() / hourMs);
  const forget = () => {
    // A clock that jumped back leaves hours that are yet to come.
    for (const hour of hours.keys()) if (Math.abs(hourOf() - hour) > 24) hours.delete(hour);
  };
  return {
    spend() {
      const hour = hourOf();
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
      forget();
    },
    learn: (size) => void (pool = size),
    spent() {
      forget();
      const cap = Math.floor(pool * share);
      const used = [...hours.values()].reduce((sum, count) => sum + count, 0);
      if (pool === 0 || used < cap) return null;
      const first = Math.min(...hours.keys());
      return { used, cap, pool, until: new Date((first + 25) * hourMs).toISOString() };
    },
  };
}

const hourMs = 60 * 60_000;
/** Part of the pool that is ours. */
const share = 0.2;
