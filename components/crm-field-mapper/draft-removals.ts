import { withObject } from './draft-changes.js';
import { rowsOf, type Draft, type Removed } from './draft.js';

/** Without a row; it leaves a line with which to undo, unless it never was anything. */
export function withoutRow(draft: Draft, object: string, id: string): Draft {
  const { mapping, removed } = draft;
  const rows = rowsOf(mapping, object);
  const at = rows.findIndex((row) => row.id === id);
  const row = rows[at];
  if (!row) return draft;
  const kept = row.target ? [...removed, { object, row, at }] : removed;
  return {
    ...draft,
    mapping: withObject(mapping, object, { rows: rows.filter((each) => each !== row) }),
    removed: kept,
  };
}

/** A removed row back where it stood. Its field is free again only if no other row took it. */
export function withRestored(draft: Draft, line: Removed): Draft {
  const { mapping, removed } = draft;
  const rows = [...rowsOf(mapping, line.object)];
  rows.splice(line.at, 0, line.row);
  return {
    ...draft,
    mapping: withObject(mapping, line.object, { rows }),
    removed: removed.filter((each) => each !== line),
  };
}
