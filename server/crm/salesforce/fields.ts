import type { z } from 'zod';
import type { CrmField, CrmValueType } from '../../contract/model/index.js';
import { choices, type Offers } from './choices.js';
import { declarationOf } from './declaration.js';
import type { DescribedField, RecordType, description } from './describe.js';
import { isChosen, recordTypeField, recordTypeParts } from './record-types.js';

/**
 * Fields that can be written, as describe tells them. What field-level security hides is not in a describe, and
 * what it makes read-only is neither createable nor updateable (Salesforce docs, DescribeSObjectResult).
 */
export function normalise(
  object: string,
  described: z.infer<typeof description>,
  offers: Offers = new Map(),
): readonly CrmField[] {
  const labels = new Map(described.fields.map(({ name, label }) => [name, label]));
  const compounds = new Set(described.fields.map(({ compoundFieldName }) => compoundFieldName));
  const who = declarationOf(object)?.who?.target;
  const fields = described.fields
    .filter((field) => isWritable(field) && !compounds.has(field.name) && field.name !== who)
    .map((field) => toCrmField(field, labels, described, offers));
  const names = new Set(fields.map(({ name }) => name));
  const lists = described.childRelationships.flatMap((child) => child.junctionIdListNames ?? []);
  return [...fields, ...[...new Set(lists)].filter((name) => !names.has(name)).map(idList)];
}

/**
 * A list of ids, such as the people of a shared event. Describe tells it with the relationship that it fills, never
 * among the fields (Salesforce docs, SOAP API, ChildRelationship). Bookings fill it by themselves, not by mapping.
 */
function idList(name: string): CrmField {
  return {
    name,
    label: name,
    type: 'unsupported',
    crmType: 'junctionidlist',
    custom: false,
    group: 'Standard fields',
    required: null,
    createable: true,
    updateable: true,
    options: [],
    restricted: false,
    maxLength: null,
    precision: null,
    scale: null,
    help: null,
  };
}

function isWritable(field: DescribedField): boolean {
  return (
    (field.createable || field.updateable) &&
    !field.calculated &&
    !field.autoNumber &&
    !field.deprecatedAndHidden &&
    !compoundTypes.has(field.type)
  );
}

const compoundTypes = new Set(['address', 'location', 'complexvalue', 'id']);

function toCrmField(
  field: DescribedField,
  labels: ReadonlyMap<string, string>,
  { fields, recordTypeInfos }: z.infer<typeof description>,
  offers: Offers,
): CrmField {
  const isRecordType = field.name === recordTypeField;
  const type = isRecordType ? 'enum' : (types[field.type] ?? 'unsupported');
  const isChoice = type === 'enum' || type === 'multi_enum';
  const isFreeText =
    lengthLimited.has(type) || (type === 'enum' && !isRecordType && !field.restrictedPicklist);
  return {
    name: field.name,
    label: field.label,
    type,
    crmType: field.type,
    custom: field.custom,
    group: groupOf(field, labels),
    // "Required fields" of the Object Reference: not nillable, createable, not defaulted on create.
    required: !field.nillable && field.createable && !field.defaultedOnCreate ? 'always' : null,
    createable: field.createable,
    updateable: field.updateable,
    options: [],
    restricted: isChoice ? field.restrictedPicklist : false,
    maxLength: isFreeText && field.length > 0 ? field.length : null,
    precision: type === 'number' ? field.precision || field.digits || null : null,
    scale: type === 'number' ? field.scale : null,
    help: helpOf(field, labels, isRecordType ? [] : recordTypeInfos.filter(isChosen)),
    ...(isRecordType ? recordTypeParts(recordTypeInfos) : isChoice ? choices(field, fields, offers) : {}),
    ...(field.type === 'reference' && !isRecordType && { referenceTo: field.referenceTo }),
    ...(field.unique && { unique: true }),
  };
}

/** Salesforce docs, Object Reference, Field Types. A combobox takes free text; its values are only proposals. */
const types: Readonly<Record<string, CrmValueType>> = {
  string: 'text',
  combobox: 'text',
  encryptedstring: 'text',
  textarea: 'multiline',
  email: 'email',
  phone: 'phone',
  url: 'url',
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  picklist: 'enum',
  multipicklist: 'multi_enum',
  reference: 'reference',
};

const lengthLimited = new Set<CrmValueType>(['text', 'multiline', 'email', 'phone', 'url']);

function groupOf(field: DescribedField, labels: ReadonlyMap<string, string>): string {
  const compound = field.compoundFieldName ?? null;
  return (
    (compound === null ? undefined : labels.get(compound)) ??
    (field.custom ? 'Custom fields' : 'Standard fields')
  );
}

function helpOf(
  field: DescribedField,
  labels: ReadonlyMap<string, string>,
  recordTypes: readonly RecordType[],
): string | null {
  const isPicklist = field.type === 'picklist' || field.type === 'multipicklist';
  const notes = [
    field.inlineHelpText,
    field.dependentPicklist && field.controllerName
      ? `Which values fit depends on ${labels.get(field.controllerName) ?? field.controllerName}.`
      : null,
    isPicklist && recordTypes.length > 1 ? 'Which values are accepted may differ by record type.' : null,
  ].filter((note) => typeof note === 'string' && note !== '');
  return notes.length === 0 ? null : notes.join(' ');
}
