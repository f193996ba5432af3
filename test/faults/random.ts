/** Chance that can be repeated. */
export interface Chance {
  /** From 0 to 1. */
  next(): number;
  happens(share: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  oneOf<T>(all: readonly [T, ...T[]]): T;
  shuffled<T>(all: readonly T[]): T[];
  /** Another chance that takes nothing from this one, so that more draws there change nothing here. */
  fork(): Chance;
}

export function chanceOf(seed: number): Chance {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    between,
    happens: (share) => next() < share,
    oneOf: (all) => all[between(0, all.length - 1)] ?? all[0],
    shuffled(all) {
      const left = [...all];
      for (let at = left.length - 1; at > 0; at--) {
        const other = between(0, at);
        const [one, two] = [left[at], left[other]];
        if (one !== undefined && two !== undefined) [left[at], left[other]] = [two, one];
      }
      return left;
    },
    fork: () => chanceOf(between(1, 2 ** 31)),
  };
}
