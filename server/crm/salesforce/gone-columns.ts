import { CrmError } from '../adapter.js';

/** Fields to read, by object. */
export type Columns = Readonly<Record<string, readonly string[]>>;

/**
 * Reads without the columns that Salesforce does not know any more: one that is gone fails the whole query, but no
 * booking should wait for a field that nobody can read.
 */
export async function withoutGone<T>(columns: Columns, read: (columns: Columns) => Promise<T>): Promise<T> {
  for (let left = columns; ;) {
    try {
      return await read(left);
    } catch (error) {
      const gone = error instanceof CrmError && error.fault.code === 'field_gone' ? error.fault : null;
      const object = gone?.object ?? '';
      if (gone === null || gone.field === null || !left[object]?.includes(gone.field)) throw error;
      left = { ...left, [object]: left[object].filter((name) => name !== gone.field) };
    }
  }
}
