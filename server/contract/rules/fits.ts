import type { CrmField, CrmValueType, Message, SourceField, ValueType } from '../model/index.js';

/** Whether a source field can fill a CRM field: as it is, with a conversion, or not, and why. */
export type Fit =
  | { readonly fits: 'yes' | 'convert'; readonly reason: null }
  | { readonly fits: 'no'; readonly reason: Message };

/** Source types that each CRM type takes as they are, and those that it takes converted. Text fits most. */
const takes: Readonly<Record<CrmValueType, readonly [asIs: string, converted: string]>> = {
  text: ['text email phone url', 'multiline number boolean date datetime enum multi_enum'],
  multiline: ['text multiline email phone url', 'number boolean date datetime enum multi_enum'],
  email: ['email', 'text multiline'],
  phone: ['phone', 'text multiline number'],
  url: ['url', 'text multiline'],
  number: ['number', 'enum'],
  boolean: ['boolean', 'enum'],
  date: ['date', 'datetime'],
  datetime: ['datetime', 'date'],
  enum: ['enum', 'text multiline number boolean multi_enum'],
  multi_enum: ['multi_enum enum', 'text multiline number boolean'],
  reference: ['', ''],
  unsupported: ['', ''],
};

/** Says whether values of a source field can be written to a CRM field. With a table of values any short text does. */
export function fits(
  source: Pick<SourceField, 'type' | 'label'>,
  field: Pick<CrmField, 'type' | 'restricted'>,
  mapsValues = false,
): Fit {
  const [asIs, converted] = takes[field.type];
  if (asIs.split(' ').includes(source.type)) return { fits: 'yes', reason: null };
  const free = field.type === 'enum' && !field.restricted;
  const viaTable = mapsValues && takes[field.type][0] !== '';
  if (converted.split(' ').includes(source.type) || free || viaTable)
    return { fits: 'convert', reason: null };
  return {
    fits: 'no',
    reason: {
      code: `needs_${field.type}`,
      params: { source: source.label, sourceType: source.type },
      sentence: `${needs[field.type]} ${source.label} is ${words[source.type]}.`,
    },
  };
}

const needs: Readonly<Record<CrmValueType, string>> = {
  text: 'Needs text.',
  multiline: 'Needs text.',
  email: 'Needs an e-mail address.',
  phone: 'Needs a phone number.',
  url: 'Needs a link.',
  number: 'Needs a number.',
  boolean: 'Needs yes or no.',
  date: 'Needs a date.',
  datetime: 'Needs a date and time.',
  enum: 'Needs one of its choices.',
  multi_enum: 'Needs some of its choices.',
  reference: 'Needs the id of another record.',
  unsupported: 'Can’t be filled by bookings.',
};

const words: Readonly<Record<ValueType, string>> = {
  text: 'text',
  multiline: 'text',
  email: 'an e-mail address',
  phone: 'a phone number',
  url: 'a link',
  number: 'a number',
  boolean: 'yes or no',
  date: 'a date',
  datetime: 'a date and time',
  enum: 'a choice',
  multi_enum: 'several choices',
};
