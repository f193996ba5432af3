import type { FieldPatch } from '../../emulated-org.js';
import { isObject, type JsonObject } from '../../json.js';
import { validForBitmap } from './dependency.js';
import { expandField, options } from './expand.js';
import { isFieldType, type Field, type FieldType } from './field.js';

/**
 * Adds, removes and changes fields of an object. Definitions use the attributes of describe; `required: true` stands
 * for not nillable and not defaulted, and `picklistValues` may be plain texts.
 *
 * @returns The new fields, or what is wrong with the patch.
 */
export function patchFields(fields: readonly Field[], patch: FieldPatch): Field[] | string {
  const next = [...fields];
  for (const name of patch.remove) {
    const field = findField(next, name);
    if (!field) return `there is no field "${name}" to remove.`;
    next.splice(next.indexOf(field), 1);
  }
  for (const [name, change] of Object.entries(patch.change)) {
    const field = findField(next, name);
    if (!field) return `there is no field "${name}" to change.`;
    const parts = readParts(withBitmaps(next, { controllerName: field.controllerName, ...change }));
    if (typeof parts === 'string') return parts;
    // A new type or length changes what follows from it, so start over from what a person would have said.
    const retyped = parts.type !== undefined && parts.type !== field.type;
    const base = retyped
      ? expandField({
          name: field.name,
          label: field.label,
          custom: field.custom,
          nillable: field.nillable,
          type: parts.type ?? field.type,
        })
      : field;
    next[next.indexOf(field)] = { ...base, ...parts };
  }
  for (const definition of patch.add) {
    const parts = readParts(withBitmaps(next, definition));
    if (typeof parts === 'string') return parts;
    const { name, type } = parts;
    if (name === undefined || type === undefined) return 'a field needs a name and a type.';
    if (findField(next, name)) return `there already is a field "${name}".`;
    next.push(expandField({ label: name.replace(/__c$/, '').replaceAll('_', ' '), ...parts, name, type }));
  }
  return next;
}

// `validFor` may list the controlling values instead of being a bitmap.
function withBitmaps(fields: readonly Field[], definition: JsonObject): JsonObject {
  const { controllerName, picklistValues } = definition;
  const controller = typeof controllerName === 'string' ? findField(fields, controllerName) : undefined;
  if (!controller) return definition;
  const bitmapped = (Array.isArray(picklistValues) ? picklistValues : []).map((entry) => {
    const allowing = isObject(entry) ? entry['validFor'] : undefined;
    if (!isObject(entry) || !Array.isArray(allowing)) return entry;
    return { ...entry, validFor: validForBitmap(controller, allowing.map(String)) };
  });
  return { ...definition, dependentPicklist: true, ...(picklistValues && { picklistValues: bitmapped }) };
}

// The list is changed as we go, so it is looked through each time.
function findField(fields: readonly Field[], name: string): Field | undefined {
  const wanted = name.toLowerCase();
  return fields.find((field) => field.name.toLowerCase() === wanted);
}

const sample = expandField({ name: 'Sample__c', type: 'string' });

function readParts(definition: JsonObject): Partial<Field> | string {
  const { required, picklistValues, ...rest } = definition;
  const parts: JsonObject = rest;
  if (required !== undefined) {
    parts['nillable'] = required !== true;
    if (required === true) parts['defaultedOnCreate'] = false;
  }
  for (const [key, value] of Object.entries(parts)) {
    if (!(key in sample)) return `"${key}" is no attribute of a field.`;
    if (key === 'type' && !isFieldType(String(value))) return `"${String(value)}" is no field type.`;
  }
  if (!isPartOfField(parts)) return 'an attribute has a value of the wrong type.';
  if (picklistValues === undefined) return parts;
  if (!Array.isArray(picklistValues)) return '"picklistValues" must be a list.';
  const values = picklistValues.map((entry) => {
    const given =
      typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry : { value: entry };
    const value = String(given['value']);
    const [option] = options([[value, String(given['label'] ?? value)]]);
    return {
      active: given['active'] !== false,
      defaultValue: given['defaultValue'] === true,
      label: option?.label ?? value,
      validFor: typeof given['validFor'] === 'string' ? given['validFor'] : null,
      value,
    };
  });
  return { ...parts, picklistValues: values };
}

function isPartOfField(parts: JsonObject): parts is JsonObject & Partial<Field> & { type?: FieldType } {
  const known: Record<string, unknown> = { ...sample };
  return Object.entries(parts).every(([key, value]) => {
    const usual = known[key];
    if (usual === null) return value === null || typeof value !== 'object';
    if (Array.isArray(usual))
      return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
    return typeof value === typeof usual;
  });
}
