import { type Compilable, CompiledQuery } from 'kysely';
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
 * booking that costs as much as running them. All rows must have the same columns, each with a value.
 */
export function keptInsert<Row extends object>(
  make: (db: Db, rows: readonly Row[]) => Compilable,
): (db: Db, rows: readonly Row[]) => Promise<void> {
  // Of each store, for which its adapter stands. Texts only, so that nobody's values are kept.
  const kept = new WeakMap<object, Map<number, Statement>>();
  return async (db, rows) => {
    const { adapter } = db.getExecutor();
    const made = kept.get(adapter) ?? new Map<number, Statement>();
    kept.set(adapter, made);
    for (const part of chunks(rows, insertSize)) {
      const statement = made.get(part.length) ?? {
        sql: make(db, part).compile().sql,
        columns: Object.keys(part[0] ?? {}),
      };
      made.set(part.length, statement);
      const { sql, columns } = statement;
      await db.executeQuery(
        CompiledQuery.raw(
          sql,
          part.flatMap((row) => valuesIn(row, columns)),
        ),
      );
    }
  };
}

interface Statement {
  readonly sql: string;
  readonly columns: readonly string[];
}

function valuesIn(row: object, columns: readonly string[]): unknown[] {
  const values = columns.map((column): unknown => Reflect.get(row, column));
  if (values.includes(undefined) || Object.keys(row).length !== columns.length)
    throw new Error('The rows of an insert must all have the same columns, each with a value.');
  return values;
}
