import type { Row } from './store.js';

/** Finds an object's rows by a field's value; a field is indexed when it is first asked for. */
export class RowIndex {
  private readonly byField = new Map<string, Map<string, Set<string>>>();

  /** All rows whose field holds the text in any case of letters, oldest first. */
  find(field: string, text: string, rows: ReadonlyMap<string, Row>): Row[] {
    const ids = this.of(field, rows).get(text.toLowerCase()) ?? [];
    return [...ids].flatMap((id) => rows.get(id) ?? []);
  }

  /** Keeps up with one row's change. */
  replace(before: Row | undefined, after: Row | undefined): void {
    for (const [field, ids] of this.byField) {
      const old = key(before, field);
      const now = key(after, field);
      if (old === now) continue;
      if (before && old !== undefined) {
        const held = ids.get(old);
        held?.delete(before.id);
        if (held?.size === 0) ids.delete(old);
      }
      if (after && now !== undefined) add(ids, now, after.id);
    }
  }

  private of(field: string, rows: ReadonlyMap<string, Row>): Map<string, Set<string>> {
    let ids = this.byField.get(field);
    if (!ids) {
      this.byField.set(field, (ids = new Map()));
      for (const row of rows.values()) {
        const now = key(row, field);
        if (now !== undefined) add(ids, now, row.id);
      }
    }
    return ids;
  }
}

function key(row: Row | undefined, field: string): string | undefined {
  const value = field === 'Id' ? row?.id : row?.values[field];
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

function add(ids: Map<string, Set<string>>, value: string, id: string): void {
  const held = ids.get(value);
  if (held) held.add(id);
  else ids.set(value, new Set([id]));
}
