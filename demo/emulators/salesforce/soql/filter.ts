import { failure } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import { readId } from '../records/id.js';
import type { Row } from '../records/store.js';
import { parseDate, parseDateTime, type Value } from '../records/values.js';
import type { Field } from '../schema/field.js';
import type { Session } from '../session.js';
import type { Condition, Literal, Operator, Query } from './ast.js';
import { pointAt } from './lex.js';
import { likePattern } from './like.js';
import { periodRange } from './period.js';
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
      const at = condition.field.at;
      const tests = condition.values.map((literal) =>
        compare(session, field, condition.operator, literal, text, at),
      );
      const negated = condition.operator === 'NOT IN' || condition.operator === 'EXCLUDES';
      return negated
        ? (row) => tests.every((test) => test(read(row)))
        : (row) => tests.some((test) => test(read(row)));
    }
  }
}

function compare(
  session: Session,
  field: Field,
  operator: Operator,
  literal: Literal,
  text: string,
  at: number,
): (value: Value) => boolean {
  switch (operator) {
    case 'LIKE': {
      if (literal.kind !== 'text') throw wrongType(field, text, at);
      const pattern = likePattern(literal.pattern);
      return (value) => typeof value === 'string' && pattern.test(value);
    }
    case 'INCLUDES':
    case 'EXCLUDES': {
      if (literal.kind !== 'text') throw wrongType(field, text, at);
      const wanted = literal.value.toLowerCase().split(';');
      return (value) => {
        const held = String(value ?? '')
          .toLowerCase()
          .split(';');
        return wanted.every((one) => held.includes(one)) === (operator === 'INCLUDES');
      };
    }
    default: {
      const [from, until] = bounds(session, field, literal, text, at);
      return (value) => within(sortable(field, value), from, until, operator);
    }
  }
}

type Comparable = string | number | boolean | null;

// A literal stands for a range: one moment or text, or for a period the time from its start to its end.
function within(value: Comparable, from: Comparable, until: Comparable, operator: Operator): boolean {
  switch (operator) {
    case '=':
    case 'IN':
      return from === until
        ? value === from
        : value !== null && ordered(from, value) && ordered(value, until);
    case '!=':
    case 'NOT IN':
      return !within(value, from, until, '=');
    case '<':
      return value !== null && from !== null && value !== from && ordered(value, from);
    case '<=':
      return value !== null && until !== null && ordered(value, until);
    case '>':
      return value !== null && until !== null && value !== until && ordered(until, value);
    case '>=':
      return value !== null && from !== null && ordered(from, value);
    default:
      return false;
  }
}

function ordered(a: Comparable, b: Comparable): boolean {
  return a !== null && b !== null && a <= b;
}

/** A value in the form that compares and sorts as the database does. */
export function sortable(field: Field, value: Value): string | number | boolean | null {
  if (value === null || typeof value !== 'string') return value;
  if (field.type === 'datetime') return parseDateTime(value) ?? null;
  if (field.type === 'date') return parseDate(value) ?? null;
  return field.type === 'id' || field.type === 'reference' || field.caseSensitive
    ? value
    : value.toLowerCase();
}

function bounds(
  session: Session,
  field: Field,
  literal: Literal,
  text: string,
  at: number,
): [from: Comparable, until: Comparable] {
  if (literal.kind === 'null') return [null, null];
  const one = (value: Comparable): [Comparable, Comparable] => [value, value];
  switch (field.type) {
    case 'boolean':
      if (literal.kind === 'boolean') return one(literal.value);
      break;
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      if (literal.kind === 'number') return one(literal.value);
      break;
    case 'date':
      if (literal.kind === 'date') return one(parseDate(literal.value) ?? null);
      if (literal.kind === 'period') return periodRange(literal, session.org.now(), 'date');
      break;
    case 'datetime':
      if (literal.kind === 'datetime') return one(parseDateTime(literal.value) ?? null);
      if (literal.kind === 'period') return periodRange(literal, session.org.now(), 'datetime');
      break;
    case 'id':
    case 'reference': {
      if (literal.kind !== 'text') break;
      if (literal.value === '') return one(null);
      const id = readId(literal.value);
      if (id === undefined) {
        throw failure(
          'INVALID_QUERY_FILTER_OPERATOR',
          pointAt(text, at, `invalid ID field: ${literal.value}`),
        );
      }
      return one(id);
    }
    default:
      if (literal.kind === 'text') return one(literal.value === '' ? null : sortable(field, literal.value));
  }
  throw wrongType(field, text, at, literal.kind === 'text');
}

function wrongType(field: Field, text: string, at: number, quoted = false) {
  const hint = quoted ? ' and should not be enclosed in quotes' : '';
  const problem = `value of filter criterion for field '${field.name}' must be of type ${field.type}${hint}`;
  return failure('INVALID_FIELD', pointAt(text, at, problem));
}
