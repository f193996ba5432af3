import type { Mapping, ObjectMapping, Row, Source } from '../../server/contract/model/index.js';
import { rowsOf, type Draft, type Removed } from './draft.js';

/** The row put in place of the one with its id, or at the end when there is none. */
export function withRow({ mapping, removed }: Draft, object: string, row: Row): Draft {
  const rows = rowsOf(mapping, object);
  const known = rows.some(({ id }) => id === row.id);
  const next = known ? rows.map((each) => (each.id === row.id ? row : each)) : [...rows, row];
  return { mapping: withObject(mapping, object, { rows: next }), removed };
}

/** Without a row; it leaves a line with which to undo, unless it never was anything. */
export function withoutRow({ mapping, removed }: Draft, object: string, id: string): Draft {
  const rows = rowsOf(mapping, object);
  const at = rows.findIndex((row) => row.id === id);
  const row = rows[at];
  if (!row) return { mapping, removed };
  const kept = row.target ? [...removed, { object, row, at }] : removed;
  return {
    mapping: withObject(mapping, object, { rows: rows.filter((each) => each !== row) }),
    removed: kept,
  };
}

/** A removed row back where it stood. Its field is free again only if no other row took it. */
export function withRestored({ mapping, removed }: Draft, line: Removed): Draft {
  const rows = [...rowsOf(mapping, line.object)];
  rows.splice(line.at, 0, line.row);
  return {
    mapping: withObject(mapping, line.object, { rows }),
    removed: removed.filter((each) => each !== line),
  };
}

/** Other settings of one object. */
export function withObject(mapping: Mapping, object: string, change: Partial<ObjectMapping>): Mapping {
  const known = mapping.objects[object];
  if (!known) return mapping;
  return { ...mapping, objects: { ...mapping.objects, [object]: { ...known, ...change } } };
}

/** What can be sent: rows and sources that were begun and not chosen yet are nobody's business. */
export function sendable(mapping: Mapping): Mapping {
  const objects = Object.entries(mapping.objects).map(([name, object]) => [
    name,
    { ...object, rows: object.rows.filter(({ target }) => target !== '').map(withoutBlanks) },
  ]);
  return { ...mapping, objects: Object.fromEntries(objects) };
}

function withoutBlanks(row: Row): Row {
  const begun = (source: Source) => Object.values(source)[0] === '';
  return row.sources.some(begun) ? { ...row, sources: row.sources.filter((each) => !begun(each)) } : row;
}
