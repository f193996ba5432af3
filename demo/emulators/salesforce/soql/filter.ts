import { failure } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import type { Row } from '../records/store.js';
import type { Value } from '../records/values.js';
import type { Session } from '../session.js';
import type { Condition, Query } from './ast.js';
import { comparison } from './compare.js';
import { pointAt } from './lex.js';
import { resolveField } from './resolve.js';

/** Whether a row passes. */
export type Predicate = (row: Row) => boolean;

/** Runs an inner query for `IN (SELECT …)` and gives the values of its one column. */
export type InnerQuery = (query: Query) => Value[];

/** Compiles a condition for an object; all field and type errors show here, before any row is looked at. */
export function compileCondition(
  session: Session,
  view: ObjectView,
  condition: Condition,
  text: string,
  inner: InnerQuery,
): Predicate {
  const compile = (part: Condition) => compileCondition(session, view, part, text, inner);
  switch (condition.kind) {
    case 'and': {
      const parts = condition.parts.map(compile);
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = condition.parts.map(compile);
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compile(condition.part);
      return (row) => !part(row);
    }
    case 'semijoin': {
      const { read } = resolveField(session, view, condition.field, text);
      const values = new Set(inner(condition.query));
      return (row) => values.has(read(row)) !== condition.negated;
    }
    case 'compare': {
      const { field, read } = resolveField(session, view, condition.field, text);
      if (!field.filterable) {
        const problem = `field '${field.name}' can not be filtered in a query call`;
        throw failure('INVALID_FIELD', pointAt(text, condition.field.at, problem));
      }
      const test = comparison(session, field, condition, text);
      return (row) => test(read(row));
    }
  }
}
