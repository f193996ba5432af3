import type { JsonObject } from '../../json.js';
import { HubspotError } from '../errors.js';
import type { Property } from '../properties/property.js';
import type { StoredRecord } from './record.js';

/** One condition of a search. */
export interface Filter {
  property: Property;
  operator: (typeof operators)[number];
  value: string;
  highValue: string;
  values: string[];
}

const operators = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

/** Reads a condition; refuses unknown properties and operators as HubSpot does. */
export function parseFilter(properties: Map<string, Property>, given: JsonObject): Filter {
  const name = String(given['propertyName'] ?? '');
  const property = properties.get(name);
  if (!property) throw badFilter(`Property ${name} does not exist`, 'PROPERTY_DOESNT_EXIST', name);
  const operator = operators.find((known) => known === given['operator']);
  if (!operator) throw badFilter(`Invalid operator ${String(given['operator'])}`, 'INVALID_OPERATOR', name);
  const values = Array.isArray(given['values']) ? given['values'].map(String) : [];
  if ((operator === 'IN' || operator === 'NOT_IN') && values.length === 0) {
    throw badFilter(`operator ${operator} requires values`, 'INVALID_FILTER', name);
  }
  return {
    property,
    operator,
    value: String(given['value'] ?? ''),
    highValue: String(given['highValue'] ?? ''),
    values,
  };
}

/** Whether a record meets a condition. */
export function fits(filter: Filter, record: StoredRecord): boolean {
  const held = record.properties[filter.property.name];
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return held !== undefined;
    case 'NOT_HAS_PROPERTY':
      return held === undefined;
    case 'NEQ':
      return held === undefined || compare(filter, held, filter.value) !== 0;
    case 'NOT_IN':
      return held === undefined || !isIn(filter, held);
    case 'NOT_CONTAINS_TOKEN':
      return held === undefined || !containsToken(held, filter.value);
    default:
      return held !== undefined && fitsHeld(filter, held);
  }
}

function fitsHeld(filter: Filter, held: string): boolean {
  const order = compare(filter, held, filter.value);
  switch (filter.operator) {
    case 'EQ':
      return order === 0;
    case 'LT':
      return order < 0;
    case 'LTE':
      return order <= 0;
    case 'GT':
      return order > 0;
    case 'GTE':
      return order >= 0;
    case 'BETWEEN':
      return order >= 0 && compare(filter, held, filter.highValue) <= 0;
    case 'IN':
      return isIn(filter, held);
    default:
      return containsToken(held, filter.value);
  }
}

/** Strings are indexed in lower case, so that an IN with capitals never matches. */
function isIn(filter: Filter, held: string): boolean {
  if (filter.property.type !== 'string')
    return filter.values.some((value) => compare(filter, held, value) === 0);
  return filter.values.includes(held.toLowerCase());
}

function compare({ property }: Filter, held: string, value: string): number {
  if (property.type === 'number') return Number(held) - Number(value);
  if (property.type === 'date' || property.type === 'datetime') return time(held) - time(value);
  const [left, right] = [held.toLowerCase(), value.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

function containsToken(held: string, pattern: string): boolean {
  const tokens = held.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const wanted = pattern.toLowerCase();
  if (!wanted.includes('*')) return wanted.split(/[^\p{L}\p{N}]+/u).every((token) => tokens.includes(token));
  const expression = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${expression.join('.*')}$`).test(held.toLowerCase());
}

function time(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
}

function badFilter(message: string, code: string, name: string): HubspotError {
  return new HubspotError(400, {
    message: 'There was a problem with the request.',
    errors: [{ message, code, context: { propertyName: [name] } }],
    category: 'VALIDATION_ERROR',
  });
}
