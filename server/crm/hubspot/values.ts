import type { LifecycleValue, TypedValue, Values } from '../adapter.js';
import type { BookingStatus, CrmField, JsonValue } from '../../contract/model/index.js';
import { linked } from './linked-values.js';
import { isMarkerOnly } from './writing/marker.js';

/** Values on HubSpot's wire, where everything is text (HubSpot docs, CRM properties guide, Nov 2026). */
export const values: Values = {
  encode(value, field) {
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    if (typeof value === 'number') return plainNumber(value);
    if (typeof value === 'object') return value.join(';');
    return field.type === 'datetime' ? instant(value) : value;
  },

  isBlank,
  linked,

  equal(wire, encoded, field) {
    if (isBlank(wire) || isBlank(encoded)) return isBlank(wire) === isBlank(encoded);
    return canonical(wire, field) === canonical(encoded, field);
  },

  lifecycle(object, status, fields) {
    if (object !== 'meetings') return [];
    const outcome = fields.find(({ name }) => name === outcomeField);
    const { value, why } = outcomes[status];
    const isKnown = outcome?.options.some((option) => option.value === value && option.active) ?? false;
    return isKnown ? [{ field: outcomeField, value, prefix: false, why }] : [];
  },
};

const outcomeField = 'hs_meeting_outcome';

const outcomes: Readonly<Record<BookingStatus, Pick<LifecycleValue, 'why'> & { readonly value: string }>> = {
  booked: { value: 'SCHEDULED', why: 'The meeting is booked.' },
  rescheduled: { value: 'SCHEDULED', why: 'The meeting was moved to another time.' },
  cancelled: { value: 'CANCELED', why: 'The meeting was cancelled.' },
  no_show: { value: 'NO_SHOW', why: 'The person did not come.' },
  completed: { value: 'COMPLETED', why: 'The meeting took place.' },
};

function isBlank(wire: JsonValue | undefined): boolean {
  if (wire === undefined || wire === null) return true;
  // A meeting's link that holds nothing but our own marker is empty to people.
  return typeof wire === 'string' && (wire.trim() === '' || isMarkerOnly(wire));
}

/** Digits with one decimal point; HubSpot takes no exponent. */
function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const plain = value.toFixed(20);
  return plain.includes('e') ? BigInt(value).toString() : plain.replace(/\.?0+$/, '');
}

function instant(value: Extract<TypedValue, string>): string {
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : new Date(time).toISOString().replace('.000Z', 'Z');
}

/** One text for all the ways in which HubSpot echoes a value: dates come as ISO or as milliseconds. */
function canonical(wire: JsonValue | undefined, field: CrmField): string {
  const text = typeof wire === 'string' ? wire.trim() : JSON.stringify(wire);
  switch (field.type) {
    case 'number':
      return Number.isFinite(Number(text)) ? String(Number(text)) : text;
    case 'date':
      return timeOf(text)?.toISOString().slice(0, 10) ?? text;
    case 'datetime':
      return timeOf(text)?.toISOString() ?? text;
    case 'multi_enum':
      return [...new Set(text.split(';').filter((part) => part !== ''))].sort().join(';');
    case 'email':
    case 'boolean':
      return text.toLowerCase();
    default:
      return text;
  }
}

function timeOf(text: string): Date | null {
  const time = /^-?\d{9,}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time);
}
