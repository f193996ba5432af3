import type { JsonObject } from '../../json.js';
import { failure } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import { rowsOf } from '../records/rows.js';
import type { Row } from '../records/store.js';
import type { Value } from '../records/values.js';
import { recordJson, type Column } from '../rest/record-json.js';
import type { Session } from '../session.js';
import type { Query, Selected } from './ast.js';
import { candidates } from './candidates.js';
import { sortable } from './compare.js';
import { compileCondition } from './filter.js';
import { pointAt } from './lex.js';
import { resolveField, resolveFrom } from './resolve.js';

/** What a query found: records in reply form, or for a bare `COUNT()` their number alone. */
export type Found = { records: JsonObject[] } | { count: number };

/** Runs a parsed query as the session's user; `all` looks into the recycle bin too. */
export function runQuery(session: Session, query: Query, all = false): Found {
  const view = resolveFrom(session, query);
  const counted = query.selected.find((item) => item.kind === 'count');
  if (counted?.kind === 'count') {
    const rows = matching(session, view, query, all);
    if (!counted.field) return { count: rows.length };
    const { read } = resolveField(session, view, counted.field, query.text);
    const count = rows.filter((row) => read(row) !== null).length;
    return { records: [{ attributes: { type: 'AggregateResult' }, [counted.alias ?? 'expr0']: count }] };
  }
  const columns = query.selected.flatMap((item) => columnsOf(session, view, item, query));
  return { records: matching(session, view, query, all).map((row) => recordJson(session, row, columns)) };
}

function matching(session: Session, view: ObjectView, query: Query, all: boolean): Row[] {
  const inner = (part: Query): Value[] => {
    const innerView = resolveFrom(session, part);
    const [column] = part.selected;
    if (column?.kind !== 'field') throw failure('MALFORMED_QUERY', 'An inner query selects one field.');
    const { read } = resolveField(session, innerView, column.field, query.text);
    return matching(session, innerView, part, all).map(read);
  };
  const passes = query.where && compileCondition(session, view, query.where, query.text, inner);
  const near = query.where && candidates(session, view, query.where);
  const rows = rowsOf(session, view.sobject.name, near).filter(
    (row) => (all || !row.deleted) && (!passes || passes(row)),
  );
  const orders = query.orderBy.map(({ field, descending, nulls }) => {
    const resolved = resolveField(session, view, field, query.text);
    if (!resolved.field.sortable) {
      const problem = `field '${resolved.field.name}' can not be sorted in a query call`;
      throw failure('INVALID_FIELD', pointAt(query.text, field.at, problem));
    }
    const key = (row: Row) => sortable(resolved.field, resolved.read(row));
    return (a: Row, b: Row) => compareKeys(key(a), key(b), descending, nulls);
  });
  if (orders.length > 0) {
    rows.sort((a, b) => {
      for (const order of orders) {
        const result = order(a, b);
        if (result !== 0) return result;
      }
      return 0;
    });
  }
  return rows.slice(query.offset, query.limit === undefined ? undefined : query.offset + query.limit);
}

function compareKeys(
  a: string | number | boolean | null,
  b: string | number | boolean | null,
  descending: boolean,
  nulls: 'first' | 'last',
): number {
  if (a === b) return 0;
  if (a === null) return nulls === 'first' ? -1 : 1;
  if (b === null) return nulls === 'first' ? 1 : -1;
  return (a < b ? -1 : 1) * (descending ? -1 : 1);
}

function columnsOf(session: Session, view: ObjectView, item: Selected, query: Query): Column[] {
  if (item.kind === 'field') {
    return [resolveField(session, view, item.field, query.text)];
  }
  if (item.kind === 'count') return [];
  return view.fields
    .filter(({ custom }) => item.group === 'ALL' || custom === (item.group === 'CUSTOM'))
    .map(({ name }) => resolveField(session, view, { path: [name], at: 0 }, query.text));
}
