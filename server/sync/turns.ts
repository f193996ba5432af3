/**
 * Lets others have their turn. A SQLite file answers at once, so that a batch would else go from its reply to its next
 * request without a break, and what somebody waits for would stand behind it at every step of its own way.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Rows that are worked through without a break: few milliseconds of work. */
const rowsPerTurn = 25;

/** There is one thread for all of them. */
let underWay: Promise<unknown> = Promise.resolve();

/**
 * Does something with each value in order, with a turn for others before every few of them. Long lists go one after the
 * other, as all would be through late if they took turns with each other; short ones wait for none of them.
 */
export async function inTurns<T>(values: readonly T[], each: (value: T) => void): Promise<void> {
  if (values.length <= rowsPerTurn) return values.forEach((value) => each(value));
  const work = underWay.then(async () => {
    for (let at = 0; at < values.length; at += rowsPerTurn) {
      await turn();
      values.slice(at, at + rowsPerTurn).forEach((value) => each(value));
    }
  });
  // Whose work fails hears of it; the next goes on all the same.
  underWay = work.catch(() => undefined);
  await work;
}
