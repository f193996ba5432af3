/** The value below which a share (0–1) of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** Milliseconds that work takes. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How often per second work can be done: the median of several rounds of at least `ms` each, after one to warm up. */
export async function perSecond(
  work: () => Promise<unknown> | unknown,
  { rounds = 5, ms = 500 } = {},
): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    let count = 0;
    while (performance.now() - start < ms) {
      await work();
      count++;
    }
    if (round > 0) rates.push((count * 1000) / (performance.now() - start));
  }
  return median(rates);
}

/** Does `count` pieces of work with so many in flight. */
export async function inFlight(
  limit: number,
  count: number,
  work: (at: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: limit }, lane));
}
