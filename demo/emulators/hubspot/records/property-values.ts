import type { Property } from '../properties/property.js';

/** Why a value was refused, in HubSpot's code and words. */
export interface ValueProblem {
  code: string;
  message: string;
}

/** A value as it is stored, or why not. */
export type CheckedValue = { value: string } | { problem: ValueProblem };

/** Checks one value against its property and gives the form in which HubSpot stores it. An empty value clears and always fits. */
export function checkValue(property: Property, given: string, current: string | undefined): CheckedValue {
  if (given === '') return { value: '' };
  switch (property.type) {
    case 'number':
      return /^-?(\d+(\.\d*)?|\.\d+)$/.test(given)
        ? { value: given }
        : refused('INVALID_INTEGER', `${given} was not a valid number`);
    case 'bool':
      return given === 'true' || given === 'false' ? { value: given } : notAnOption(given, ['true', 'false']);
    case 'enumeration':
      return checkOptions(property, given, current);
    case 'date':
      return checkDate(given);
    case 'datetime':
      return checkDateTime(given);
    default:
      return checkText(property, given);
  }
}

function checkText(property: Property, given: string): CheckedValue {
  if (property.name === 'email' && !/^[^\s@,;]+@[^\s@,;]+\.[^\s@.,;]{2,}$/.test(given)) {
    return refused('INVALID_EMAIL', `Email address ${given} is invalid`);
  }
  if (given.length > 65_536) {
    return refused(
      'PROPERTY_VALUE_TOO_LONG',
      `The value of "${property.name}" is longer than 65536 characters`,
    );
  }
  return { value: property.name === 'email' ? given.trim().toLowerCase() : given };
}

function checkOptions(property: Property, given: string, current: string | undefined): CheckedValue {
  if (property.externalOptions) return { value: given };
  const allowed = property.options.map(({ value }) => value);
  if (property.fieldType !== 'checkbox') {
    return allowed.includes(given) ? { value: given } : notAnOption(given, allowed);
  }
  // A leading semicolon adds to what is there instead of replacing it.
  const appended = given.startsWith(';') && current ? current.split(';') : [];
  const values = [...appended, ...given.split(';').filter((value) => value !== '')];
  const unknown = values.find((value) => !allowed.includes(value));
  return unknown === undefined ? { value: [...new Set(values)].join(';') } : notAnOption(unknown, allowed);
}

function checkDate(given: string): CheckedValue {
  const time = parseTime(given);
  if (time === undefined) return refused('INVALID_LONG', `${given} was not a valid long.`);
  const date = new Date(time);
  if (time % 86_400_000 !== 0) {
    const clock = `${date.getUTCHours()}:${date.getUTCMinutes()}:${date.getUTCSeconds()}.${date.getUTCMilliseconds()}`;
    return refused('INVALID_DATE', `${given} is at ${clock} UTC, not midnight!`);
  }
  return { value: date.toISOString().slice(0, 10) };
}

function checkDateTime(given: string): CheckedValue {
  const time = parseTime(given);
  if (time === undefined) return refused('INVALID_LONG', `${given} was not a valid long.`);
  return { value: new Date(time).toISOString().replace('.000Z', 'Z') };
}

/** Epoch milliseconds of an ISO date, an ISO time with its zone, or digits that are milliseconds already. */
function parseTime(given: string): number | undefined {
  if (/^-?\d{1,15}$/.test(given)) return Number(given);
  const match = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d))?$/.exec(given);
  const day = match?.[1];
  if (day === undefined) return undefined;
  // Date rolls the 31st of February over to March; HubSpot does not.
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  const time = Date.parse(given);
  return Number.isNaN(time) ? undefined : time;
}

function notAnOption(given: string, allowed: readonly string[]): CheckedValue {
  return refused('INVALID_OPTION', `${given} was not one of the allowed options: [${allowed.join(', ')}]`);
}

function refused(code: string, message: string): CheckedValue {
  return { problem: { code, message } };
}
