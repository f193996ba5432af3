import type { Json } from '../../json.js';
import { failure, type ApiFailure } from '../failure.js';
import type { Field } from '../schema/field.js';

/** A value as records hold it; a datetime in the API's own output form. */
export type Value = string | number | boolean | null;

/** The output form of a datetime: always UTC, always `.000+0000`. */
export function formatDateTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}.000+0000`;
}

/** Epoch milliseconds of an ISO datetime with zone; undefined when it is none, or no such day. */
export function parseDateTime(text: string): number | undefined {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(text) ??
    undefined;
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '00', zone = 'Z'] = match;
  if (parseDate(`${year}-${month}-${day}`) === undefined) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Epoch milliseconds of a day's start in UTC; undefined when it is no date. */
export function parseDate(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? undefined : ms;
}

/**
 * Reads a value from a request's body for a field, as the JSON parser of the API does before anything is validated
 * (Salesforce docs, REST API, "Valid Date and DateTime Formats" and "Primitive Data Types"). Blanks around text go,
 * empty text is null.
 *
 * @throws ApiFailure JSON_PARSER_ERROR when the value can't be of the field's type.
 */
export function readValue(field: Field, raw: Json): Value {
  if (raw === null) return null;
  if (typeof raw === 'object') throw cannotRead(field, raw);
  const text = typeof raw === 'string' ? raw.trim() : String(raw);
  if (text === '') return null;
  switch (field.type) {
    case 'boolean':
      if (typeof raw === 'boolean') return raw;
      if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
      throw cannotRead(field, raw);
    case 'int': {
      const number = typeof raw === 'boolean' ? Number.NaN : Number(text);
      if (!Number.isInteger(number)) throw cannotRead(field, raw);
      return number;
    }
    case 'double':
    case 'currency':
    case 'percent': {
      const number = typeof raw === 'boolean' ? Number.NaN : Number(text);
      if (!Number.isFinite(number)) throw cannotRead(field, raw);
      return Number(number.toFixed(Math.min(field.scale, 15)));
    }
    case 'date': {
      const day = text.length > 10 && parseDateTime(text) !== undefined ? text.slice(0, 10) : text;
      if (typeof raw !== 'string' || parseDate(day) === undefined) throw cannotRead(field, raw);
      return day;
    }
    case 'datetime': {
      const ms = typeof raw === 'string' ? (parseDateTime(text) ?? parseDate(text)) : undefined;
      if (ms === undefined) throw cannotRead(field, raw);
      return formatDateTime(ms);
    }
    case 'address':
    case 'location':
      throw cannotRead(field, raw);
    default:
      if (typeof raw === 'boolean' && field.type !== 'string') throw cannotRead(field, raw);
      return text;
  }
}

/** Whether text looks like an e-mail address to Salesforce: one @, a dotted domain, no blanks. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>()[\],;:"\\]+@[^\s@.,;<>()]+(\.[^\s@.,;<>()]+)+$/.test(text);
}

function cannotRead(field: Field, raw: Json): ApiFailure {
  const tokens: Record<string, string> = {
    string: 'VALUE_STRING',
    number: Number.isInteger(raw) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT',
    boolean: raw === true ? 'VALUE_TRUE' : 'VALUE_FALSE',
    object: Array.isArray(raw) ? 'START_ARRAY' : 'START_OBJECT',
  };
  const token = tokens[typeof raw];
  const shown = typeof raw === 'object' ? '' : ` value ${String(raw)}`;
  return failure(
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${PARSED_AS[field.type] ?? 'string'} from ${token}${shown} or request may be missing a required field at [line:1, column:1]`,
  );
}

const PARSED_AS: Partial<Record<Field['type'], string>> = {
  boolean: 'boolean',
  int: 'int',
  double: 'double',
  currency: 'currency',
  percent: 'percent',
  date: 'date',
  datetime: 'datetime',
  address: 'complexvalue',
  location: 'complexvalue',
  reference: 'reference',
};
