import type { CrmField, JsonValue } from '../../contract/model/index.js';
import type { TypedValue, Values } from '../adapter.js';
import { lifecycle } from './lifecycle.js';
import { linked } from './linked-values.js';

/** Translations between our values and Salesforce's (Salesforce docs, Object Reference, Field Types). */
export const values: Values = { encode, isBlank, equal, lifecycle, linked };

function encode(value: TypedValue, field: CrmField): JsonValue {
  if (Array.isArray(value)) return field.crmType === 'multipicklist' ? value.join(';') : value.join(', ');
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : value === 'true';
    case 'number':
      return typeof value === 'string' ? Number(value) : toScalar(value);
    case 'datetime':
      return typeof value === 'string' ? instant(value) : toScalar(value);
    case 'date':
      return toScalar(value);
    default:
      return String(value);
  }
}

function isBlank(wire: JsonValue | undefined): boolean {
  return wire === undefined || wire === null || (typeof wire === 'string' && wire.trim() === '');
}

function equal(wire: JsonValue | undefined, encoded: JsonValue, field: CrmField): boolean {
  if (isBlank(wire) || wire === undefined) return isBlank(encoded);
  if (isBlank(encoded)) return false;
  return comparable(wire, field) === comparable(encoded, field);
}

/** One form for everything that Salesforce takes as the same value. */
function comparable(value: JsonValue, field: CrmField): string | number | boolean {
  if (typeof value === 'boolean') return value;
  if (field.type === 'number') return Number(value);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
  switch (field.crmType) {
    case 'datetime':
      return new Date(text).getTime();
    case 'multipicklist':
      return text.split(';').sort().join(';');
    case 'email':
      return text.toLowerCase();
    case 'reference':
      // The last 3 of 18 characters only tell upper from lower case for programs that can't.
      return text.slice(0, 15);
    default:
      return text.replace(/\r\n?/g, '\n');
  }
}

function toScalar(value: TypedValue): JsonValue {
  return value;
}

function instant(value: string): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date.toISOString().replace('.000Z', 'Z');
}
