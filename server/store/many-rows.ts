import type { Compilable, CompiledQuery } from 'kysely';
import type { Db } from './store.js';

/** Statements take few enough parameters for every database. */
const listSize = 500;
/** Rows per insert: with more, binding their values costs SQLite more than it saves. */
const insertSize = 20;

/** A list in parts that a statement may take as values of an `in`. */
export function* chunks<T>(values: readonly T[], size = listSize): Generator<T[]> {
  for (let at = 0; at < values.length; at += size) yield values.slice(at, at + size);
}

/**
 * The same in parts of few different lengths, the last value repeated: a statement of each length is made and prepared
 * once, and then costs a fraction.
 */
export function* evenChunks<T>(values: readonly T[]): Generator<T[]> {
  for (const part of chunks(values)) {
    const [last] = part.slice(-1);
    const length = lengths.find((one) => one >= part.length) ?? listSize;
    yield last === undefined ? part : [...part, ...Array.from({ length: length - part.length }, () => last)];
  }
}

const lengths = [1, 2, 5, 10, 20, 50, 100, 200];

/**
 * An insert of any number of rows, a few at a time, whose statements are made once and kept: for the small rows of every
 * booking that costs as much as running them. All rows must have the same columns in the same order, and values only.
 */
export function keptInsert<Row extends object>(
  make: (db: Db, rows: readonly Row[]) => Compilable,
): (db: Db, rows: readonly Row[]) => Promise<void> {
  // By dialect, as an object of its own stands for each store.
  const kept = new WeakMap<object, Map<number, CompiledQuery>>();
  return async (db, rows) => {
    const { adapter } = db.getExecutor();
    const made = kept.get(adapter) ?? new Map<number, CompiledQuery>();
    kept.set(adapter, made);
    for (const part of chunks(rows, insertSize)) {
      const query = made.get(part.length) ?? make(db, part).compile();
      const parameters = part.flatMap((row) => Object.values(row));
      if (query.parameters.length !== parameters.length)
        throw new Error('The rows of an insert must all have the same columns, each with a value.');
      await db.executeQuery({ ...query, parameters });
      made.set(part.length, query);
    }
  };
}
