import type { CrmField, SourceField } from '../../contract/model/index.js';

/** Fields by name; the same list is read once, since a batch renders every booking with it. */
export const fieldsByName = indexed((field: CrmField) => field.name);

/** Source fields by key, likewise. */
export const sourcesByKey = indexed((field: SourceField) => field.key);

function indexed<T>(keyOf: (item: T) => string): (list: readonly T[]) => ReadonlyMap<string, T> {
  const indexes = new WeakMap<readonly T[], ReadonlyMap<string, T>>();
  return (list) => {
    const known = indexes.get(list);
    if (known) return known;
    const made = new Map(list.map((item) => [keyOf(item), item]));
    indexes.set(list, made);
    return made;
  };
}
