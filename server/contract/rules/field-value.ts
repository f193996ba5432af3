import type { CrmField, FieldOption, SourceValue } from '../model/index.js';
import { isBlank } from './blank.js';
import { findOption } from './options.js';

/** Why a CRM field does not take a value. */
export type ValueProblemCode =
  | 'blank'
  | 'too_long'
  | 'not_an_email'
  | 'not_a_number'
  | 'too_many_digits'
  | 'not_yes_or_no'
  | 'not_a_date'
  | 'not_a_time'
  | 'not_an_option'
  | 'inactive_option'
  | 'several_choices'
  | 'not_an_id'
  | 'not_mappable';

/** What changed on the way, where that is allowed. */
export type ValueNote = 'cut' | 'rounded';

/** A value as its CRM field takes it, or why it does not. */
export type ValueReading =
  | { readonly ok: true; readonly value: SourceValue; readonly note: ValueNote | null }
  | { readonly ok: false; readonly code: ValueProblemCode; readonly value: string };

/**
 * Reads a value for a CRM field: text that means a number, a yes or a choice is understood, a choice is known by
 * value or label, a number is rounded to the digits that the field keeps. Text that is too long is refused unless
 * `truncate`. A result that is `ok` read again gives itself. Lengths count UTF-16 units, the stricter of the two ways
 * in which CRMs count, so that what passes here always fits.
 */
export function readValue(value: SourceValue, field: CrmField, truncate = false): ValueReading {
  if (isBlank(value)) return refused('blank', value);
  switch (field.type) {
    case 'text':
    case 'multiline':
    case 'phone':
    case 'url':
      return readText(asText(value), field, truncate);
    case 'email':
      return isEmail(asText(value)) ? readText(asText(value), field, false) : refused('not_an_email', value);
    case 'number':
      return readNumber(value, field);
    case 'boolean':
      return readBoolean(value);
    case 'date':
      return isDay(asText(value)) ? taken(asText(value)) : refused('not_a_date', value);
    case 'datetime':
      return readInstant(value);
    case 'enum':
      return readChoice(value, field);
    case 'multi_enum':
      return readChoices(value, field);
    case 'reference':
      return /^[\w-]+$/.test(asText(value)) ? taken(asText(value)) : refused('not_an_id', value);
    case 'unsupported':
      return refused('not_mappable', value);
  }
}

/** A value as plain text; several choices with commas between. */
export function asText(value: SourceValue): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'object') return String(value);
  return value
    .map((item) => item.trim())
    .filter(Boolean)
    .join(', ');
}

/** True for a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** True for an instant in ISO 8601 with `Z` or an offset. */
export function isInstant(text: string): boolean {
  const [, day = ''] = /^(.{10})T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.exec(text) ?? [];
  return isDay(day) && Number.isFinite(Date.parse(text));
}

function isEmail(text: string): boolean {
  return /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(text);
}

function readText(text: string, { maxLength, type }: CrmField, truncate: boolean): ValueReading {
  const line = type === 'multiline' ? text : text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
  if (maxLength === null || line.length <= maxLength) return taken(line);
  if (!truncate) return refused('too_long', text);
  const cut = line
    .slice(0, maxLength)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
  return cut ? taken(cut, 'cut') : refused('too_long', text);
}

function readNumber(value: SourceValue, { precision, scale }: CrmField): ValueReading {
  if (typeof value !== 'number' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(asText(value))) {
    return refused('not_a_number', value);
  }
  const number = Number(asText(value));
  if (!Number.isFinite(number)) return refused('not_a_number', value);
  // Beyond 1e21 toFixed answers in exponents, and no CRM keeps that many digits.
  const kept = scale === null || Math.abs(number) >= 1e21 ? number : Number(number.toFixed(scale));
  const digits = precision === null ? Infinity : precision - (scale ?? 0);
  if (Math.abs(kept) >= 10 ** digits) return refused('too_many_digits', value);
  return taken(kept === 0 ? 0 : kept, kept === number ? null : 'rounded');
}

function readBoolean(value: SourceValue): ValueReading {
  if (typeof value === 'boolean') return taken(value);
  const word = asText(value).toLowerCase();
  if (['true', 'yes', 'y', '1', 'on'].includes(word)) return taken(true);
  return ['false', 'no', 'n', '0', 'off'].includes(word) ? taken(false) : refused('not_yes_or_no', value);
}

function readInstant(value: SourceValue): ValueReading {
  const text = asText(value);
  return isInstant(text) ? taken(new Date(text).toISOString()) : refused('not_a_time', value);
}

function readChoice(value: SourceValue, field: CrmField): ValueReading {
  if (typeof value === 'object' && value.filter((item) => !isBlank(item)).length > 1) {
    return refused('several_choices', value);
  }
  const words = typeof value === 'boolean' ? (value ? ['true', 'yes'] : ['false', 'no']) : [asText(value)];
  const found = words.map((word) => choiceFor(field, word)).find((option) => option !== null);
  if (found) return found.active ? taken(found.value) : refused('inactive_option', value);
  if (field.restricted && field.options.length > 0) return refused('not_an_option', value);
  // Half a choice is none: it is never cut.
  return readText(words[0] ?? '', field, false);
}

/** Where any text is allowed, only its very own choice replaces it: “meeting?” must not become “Meeting”. */
function choiceFor({ options, restricted }: CrmField, word: string): FieldOption | null {
  if (restricted) return findOption(options, word);
  const own = options.find(({ value }) => value === word);
  return own ?? options.find(({ label, active }) => active && label === word) ?? null;
}

function readChoices(value: SourceValue, field: CrmField): ValueReading {
  const whole = typeof value === 'object' ? null : choiceFor(field, asText(value));
  const items = whole ? [whole.value] : typeof value === 'object' ? value : asText(value).split(';');
  const chosen: string[] = [];
  for (const item of items.filter((text) => !isBlank(text))) {
    const reading = readChoice(item, field);
    if (!reading.ok) return reading;
    chosen.push(asText(reading.value));
  }
  // A separator inside a free value would make two of it.
  const split = chosen.find((item) => item.includes(';') && !choiceFor(field, item));
  if (split !== undefined) return refused('not_an_option', split);
  return chosen.length > 0 ? taken([...new Set(chosen)]) : refused('blank', value);
}

function taken(value: SourceValue, note: ValueNote | null = null): ValueReading {
  return { ok: true, value, note };
}

function refused(code: ValueProblemCode, value: SourceValue): ValueReading {
  return { ok: false, code, value: asText(value) };
}
