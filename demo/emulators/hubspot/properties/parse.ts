import { isObject, type Json, type JsonObject } from '../../json.js';
import type { property, PropertyOption } from './property.js';

/** What {@link property} can be made from. */
export type PropertyDraft = Parameters<typeof property>[0];

/** Which field types fit which type (HubSpot docs, CRM properties guide, Nov 2026). */
const fieldTypes: Record<string, string[]> = {
  bool: ['booleancheckbox', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  phone_number: ['phonenumber'],
  string: ['text', 'textarea', 'html', 'phonenumber', 'file', 'calculation_equation'],
};
const hints = [
  'numberDisplayHint',
  'textDisplayHint',
  'dateDisplayHint',
  'currencyPropertyName',
  'calculationFormula',
];

/** Reads the body that creates a property; a string is HubSpot's complaint about it. */
export function parseProperty(body: Json | undefined): PropertyDraft | string {
  if (!isObject(body)) return 'Invalid input JSON: a property definition must be an object';
  const missing = ['name', 'label', 'type', 'fieldType', 'groupName'].find((key) => !isFilled(body[key]));
  if (missing !== undefined) return `Invalid input JSON: Some required fields were not set: [${missing}]`;
  const name = String(body['name']);
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    return `"${name}" is not a valid property name: use lower case letters, digits and underscores, and start with a letter`;
  }
  const type = String(body['type']);
  const fieldType = String(body['fieldType']);
  const fitting = fieldTypes[type];
  if (!fitting) {
    return `"${type}" is not a valid property type. Valid options are: [${Object.keys(fieldTypes).join(', ')}]`;
  }
  if (!fitting.includes(fieldType)) {
    return `"${fieldType}" is not a valid field type for ${type}. Valid options are: [${fitting.join(', ')}]`;
  }
  const options = parseOptions(body['options'], type);
  if (typeof options === 'string') return options;
  return {
    name,
    label: String(body['label']),
    type,
    fieldType,
    groupName: String(body['groupName']),
    ...optionalParts(body),
    options,
  };
}

/** Reads the options of an enumeration; a string is the complaint. */
export function parseOptions(given: Json | undefined, type: string): PropertyOption[] | string {
  const list = given === undefined && type === 'bool' ? yesNo : (given ?? []);
  if (!Array.isArray(list)) return 'Invalid input JSON: "options" must be a list';
  const options: PropertyOption[] = [];
  for (const [displayOrder, entry] of list.entries()) {
    if (!isObject(entry) || !isFilled(entry['value'])) return 'Every option needs a label and a value';
    const value = String(entry['value']);
    if (options.some((option) => option.value === value)) return `Duplicate option value: ${value}`;
    options.push({
      label: isFilled(entry['label']) ? String(entry['label']) : value,
      value,
      ...(typeof entry['description'] === 'string' ? { description: entry['description'] } : {}),
      displayOrder: typeof entry['displayOrder'] === 'number' ? entry['displayOrder'] : displayOrder,
      hidden: entry['hidden'] === true,
    });
  }
  return options;
}

/** The parts that creating and updating a property share. */
export function optionalParts(body: JsonObject): Partial<PropertyDraft> {
  const parts: Partial<PropertyDraft> = {};
  if (typeof body['description'] === 'string') parts.description = body['description'];
  if (typeof body['displayOrder'] === 'number') parts.displayOrder = body['displayOrder'];
  if (typeof body['hidden'] === 'boolean') parts.hidden = body['hidden'];
  if (typeof body['formField'] === 'boolean') parts.formField = body['formField'];
  if (typeof body['hasUniqueValue'] === 'boolean') parts.hasUniqueValue = body['hasUniqueValue'];
  if (typeof body['externalOptions'] === 'boolean') parts.externalOptions = body['externalOptions'];
  if (typeof body['dataSensitivity'] === 'string') parts.dataSensitivity = body['dataSensitivity'];
  if (typeof body['referencedObjectType'] === 'string')
    parts['referencedObjectType'] = body['referencedObjectType'];
  for (const hint of hints) if (typeof body[hint] === 'string') parts[hint] = body[hint];
  return parts;
}

const yesNo: Json[] = [
  { label: 'Yes', value: 'true' },
  { label: 'No', value: 'false' },
];

function isFilled(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}
