import { failure } from '../failure.js';
import { readId } from '../records/id.js';
import { parseDate, parseDateTime, type Value } from '../records/values.js';
import type { Field } from '../schema/field.js';
import type { Session } from '../session.js';
import type { Condition, Literal, Operator } from './ast.js';
import { pointAt } from './lex.js';
import { likePattern } from './like.js';
import { periodRange } from './period.js';

/** Compiles a comparison of one field; a literal of the wrong type shows here. */
export function comparison(
  session: Session,
  field: Field,
  { operator, values, field: { at } }: Extract<Condition, { kind: 'compare' }>,
  text: string,
): (value: Value) => boolean {
  if (operator === 'IN' || operator === 'NOT IN') {
    const ranges = values.map((literal) => bounds(session, field, literal, text, at));
    const exact = new Set(ranges.filter(([from, until]) => from === until).map(([from]) => from));
    const periods = ranges.filter(([from, until]) => from !== until);
    return (value) => {
      const held = sortable(field, value);
      const found = exact.has(held) || periods.some(([from, until]) => within(held, from, until, '='));
      return found === (operator === 'IN');
    };
  }
  const tests = values.map((literal) => compare(session, field, operator, literal, text, at));
  return (value) =>
    operator === 'EXCLUDES' ? tests.every((test) => test(value)) : tests.some((test) => test(value));
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
      return from === until
        ? value === from
        : value !== null && ordered(from, value) && ordered(value, until);
    case '!=':
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
