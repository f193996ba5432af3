import type { Mapping, MappingChange } from '../model/index.js';

/** Rows that differ between two mappings, object by object, in the order of the newer one; removed rows last. */
export function mappingChanges(before: Mapping, after: Mapping): readonly MappingChange[] {
  const objects = [...new Set([...Object.keys(after.objects), ...Object.keys(before.objects)])];
  return objects.flatMap((object) => {
    const old = new Map((before.objects[object]?.rows ?? []).map((row) => [row.id, row]));
    const rows = after.objects[object]?.rows ?? [];
    const ids = new Set(rows.map(({ id }) => id));
    const changed = rows.flatMap((row): MappingChange[] => {
      const was = old.get(row.id);
      if (!was) return [{ object, rowId: row.id, kind: 'added' }];
      return same(was, row) ? [] : [{ object, rowId: row.id, kind: 'changed' }];
    });
    const removed = [...old.keys()].filter((id) => !ids.has(id));
    return [...changed, ...removed.map((rowId): MappingChange => ({ object, rowId, kind: 'removed' }))];
  });
}

/** True when anything beside rows differs: who is created, matched, owns, or which objects and statuses count. */
export function settingsDiffer(before: Mapping, after: Mapping): boolean {
  return !same(settings(before), settings(after));
}

/** True when two JSON values say the same; the order of keys and keys without a value don't count. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = new Map(Object.entries(a).filter(([, value]) => value !== undefined));
  const right = new Map(Object.entries(b).filter(([, value]) => value !== undefined));
  return left.size === right.size && [...left].every(([key, value]) => same(value, right.get(key)));
}

function settings(mapping: Mapping): unknown {
  const objects = Object.entries(mapping.objects).map(([name, { rows: _, ...rest }]) => [name, rest]);
  return { ...mapping, version: 0, objects: Object.fromEntries(objects) };
}
