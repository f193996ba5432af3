import type { Mapping, ObjectMapping, Row, Source } from '../../server/contract/model/index.js';
import { rowsOf, type Draft } from './draft.js';

/** The row put in place of the one with its id, or at the end when there is none. */
export function withRow(draft: Draft, object: string, row: Row): Draft {
  const { mapping } = draft;
  const rows = rowsOf(mapping, object);
  const known = rows.some(({ id }) => id === row.id);
  const next = known ? rows.map((each) => (each.id === row.id ? row : each)) : [...rows, row];
  return { ...draft, mapping: withObject(mapping, object, { rows: next }) };
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
