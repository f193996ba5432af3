import type { CrmField, SourceField, SourceValue } from '../../contract/model/index.js';
import { asText, isDay, isInstant, readValue, type ValueReading } from '../../contract/rules/field-value.js';
import { optionLabel } from '../../contract/rules/options.js';
import { dayIn, instantIn, readableIn } from './time.js';

/** Where a value comes from, as far as its conversion depends on it. */
export type SourceKind = Pick<SourceField, 'type' | 'options'>;

/**
 * Turns a source value into one of the type of a CRM field, or says why that can't be. Days are those of the
 * booking's time zone. A choice is sought by its value, then by its label.
 */
export function convert(
  value: SourceValue,
  source: SourceKind,
  field: CrmField,
  timeZone: string | null,
  truncate: boolean,
): ValueReading {
  const reading = readValue(prepared(value, source, field, timeZone), field, truncate);
  if (reading.ok || !source.options || textual.has(field.type)) return reading;
  const labels = mapItems(value, (item) =>
    readValue(item, field).ok ? item : optionLabel(source.options, item),
  );
  const second = readValue(prepared(labels, source, field, timeZone), field, truncate);
  return second.ok ? second : reading;
}

/** A source value as text for people, for templates and text fields. */
export function readable(value: SourceValue, source: SourceKind, timeZone: string | null): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (source.type === 'datetime' && typeof value === 'string' && isInstant(value.trim())) {
    return readableIn(value.trim(), timeZone);
  }
  return asText(value);
}

const textual: ReadonlySet<CrmField['type']> = new Set(['text', 'multiline', 'email', 'phone', 'url']);

function prepared(
  value: SourceValue,
  source: SourceKind,
  field: CrmField,
  timeZone: string | null,
): SourceValue {
  const text = asText(value);
  const local = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?$/.exec(text)?.[1];
  switch (field.type) {
    case 'date':
      return isInstant(text) ? dayIn(text, timeZone) : (local ?? value);
    case 'datetime':
      return isDay(text) || (local !== undefined && isDay(local)) ? instantIn(text, timeZone) : value;
    case 'enum':
      return typeof value === 'boolean' || typeof value === 'object'
        ? value
        : readable(value, source, timeZone);
    case 'multi_enum':
      return typeof value === 'boolean' ? readable(value, source, timeZone) : value;
    default:
      return textual.has(field.type) ? readable(value, source, timeZone) : value;
  }
}

function mapItems(value: SourceValue, map: (item: string) => string): SourceValue {
  return typeof value === 'object' ? value.map(map) : map(asText(value));
}
