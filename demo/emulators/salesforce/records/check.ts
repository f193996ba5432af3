import type { Failure } from '../failure.js';
import type { Org } from '../org.js';
import { duplicateFailures } from '../rules/duplicate-rule.js';
import { eventPeopleFailures } from '../rules/event-people.js';
import { picklistFailures } from '../rules/picklist-limits.js';
import { validationFailures } from '../rules/validation-rule.js';
import type { Field } from '../schema/field.js';
import type { SObject } from '../schema/sobject.js';
import { checkEventTimes } from './event-times.js';
import { readId } from './id.js';
import type { SaveOptions } from './save-options.js';
import type { Row } from './store.js';
import { isEmail, type Value } from './values.js';

/** A record about to be saved. */
export interface Save {
  org: Org;
  sobject: SObject;
  /** The record so far; undefined when it is being created. */
  before: Row | undefined;
  /** What this write sets, parsed. */
  given: Readonly<Record<string, Value>>;
  /** The record as it would be. */
  values: Readonly<Record<string, Value>>;
  /** What the request's headers say, for rules that listen to them. */
  options: SaveOptions;
}

/** Says what is wrong with a save; an empty list lets it pass. */
export type SaveCheck = (save: Save) => Failure[];

/** Runs the checks in the org's order and stops at the first that fails. More kinds of rule go into this list. */
export function checkSave(save: Save): Failure[] {
  for (const check of CHECKS) {
    const failures = check(save);
    if (failures.length > 0) return failures;
  }
  return [];
}

const CHECKS: SaveCheck[] = [
  ...[convertedLead, requiredFields, givenValues, picklistFailures, references, eventRules],
  eventPeopleFailures,
  ...[validationFailures, duplicateFailures],
];

function convertedLead({ sobject, before }: Save): Failure[] {
  return sobject.name === 'Lead' && before?.values['IsConverted'] === true ? [converted()] : [];
}

function requiredFields({ sobject, before, given, values }: Save): Failure[] {
  const missing = sobject.fields
    .filter(({ nillable, createable, defaultedOnCreate, name }) => {
      if (nillable) return false;
      return before === undefined ? createable && !defaultedOnCreate : name in given;
    })
    .filter(({ name }) => (values[name] ?? null) === null)
    .map(({ name }) => name);
  if (missing.length === 0) return [];
  return [
    {
      code: 'REQUIRED_FIELD_MISSING',
      message: `Required fields are missing: [${missing.join(', ')}]`,
      fields: missing,
    },
  ];
}

function givenValues({ sobject, given }: Save): Failure[] {
  return sobject.fields.flatMap((field) => {
    const value = given[field.name] ?? null;
    const problem = value === null ? undefined : valueProblem(field, value);
    return problem ? [{ ...problem, fields: [field.name] }] : [];
  });
}

function valueProblem(field: Field, value: Value): Failure | undefined {
  const shown = String(value);
  switch (field.type) {
    case 'picklist':
    case 'multipicklist': {
      if (!field.restrictedPicklist) return tooLong(field, shown);
      const chosen = field.type === 'picklist' ? [shown] : shown.split(';').map((part) => part.trim());
      const bad = chosen.find(
        (one) => !field.picklistValues.some((option) => option.active && same(option.value, one)),
      );
      if (bad === undefined) return undefined;
      return {
        code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        message: `${field.label}: bad value for restricted picklist field: ${bad}`,
      };
    }
    case 'email':
      if (isEmail(shown)) return tooLong(field, shown);
      return { code: 'INVALID_EMAIL_ADDRESS', message: `${field.label}: invalid email address: ${shown}` };
    case 'int':
      return Math.abs(Number(value)) >= 10 ** Math.min(field.digits || 9, 9)
        ? outside(field, shown)
        : undefined;
    case 'double':
    case 'currency':
    case 'percent':
      return Math.abs(Number(value)) >= 10 ** (field.precision - field.scale)
        ? outside(field, shown)
        : undefined;
    case 'reference':
    case 'boolean':
    case 'date':
    case 'datetime':
      return undefined;
    default:
      return tooLong(field, shown);
  }
}

function tooLong(field: Field, text: string): Failure | undefined {
  if (field.length === 0 || [...text].length <= field.length) return undefined;
  const message = `${field.label}: data value too large: ${text} (max length=${field.length})`;
  return { code: 'STRING_TOO_LONG', message };
}

function outside(field: Field, shown: string): Failure {
  const message = `${field.label}: value outside of valid range on numeric field: ${shown}`;
  return { code: 'NUMBER_OUTSIDE_VALID_RANGE', message };
}

function references({ org, sobject, given }: Save): Failure[] {
  return sobject.fields.flatMap((field) => {
    const value = given[field.name] ?? null;
    if (field.type !== 'reference' || value === null) return [];
    const problem = referenceProblem(org, sobject, field, String(value));
    return problem ? [problem] : [];
  });
}

function referenceProblem(org: Org, sobject: SObject, field: Field, text: string): Failure | undefined {
  const id = readId(text);
  const target = id === undefined ? undefined : org.objectOfId(id);
  const wrongType = target !== undefined && !field.referenceTo.includes(target.name);
  if (id === undefined || wrongType) {
    return {
      code: 'MALFORMED_ID',
      message: `${field.label}: id value of incorrect type: ${text}`,
      fields: [field.name],
    };
  }
  const row = target && org.store.get(target.name, id);
  if (!target || !row) {
    return {
      code: 'INVALID_CROSS_REFERENCE_KEY',
      message: 'invalid cross reference id',
      fields: [field.name],
    };
  }
  if (row.deleted) return { code: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [field.name] };
  if (
    target.name === 'RecordType' &&
    !sobject.recordTypes.some((type) => type.id === id && type.active && type.available)
  ) {
    const message = `${field.label}: this ID value isn't valid for the user: ${id}`;
    return { code: 'INVALID_CROSS_REFERENCE_KEY', message, fields: [field.name] };
  }
  if (target.name === 'Lead' && row.values['IsConverted'] === true) return converted();
  if (target.name === 'User' && field.name === 'OwnerId' && row.values['IsActive'] === false) {
    const message = `operation performed with inactive user [${id}] as owner of ${sobject.label.toLowerCase()}`;
    return { code: 'INACTIVE_OWNER_OR_USER', message, fields: [] };
  }
  return undefined;
}

function eventRules({ org, sobject, given, values }: Save): Failure[] {
  if (sobject.name !== 'Event') return [];
  const who = org.objectOfId(String(values['WhoId'] ?? ''));
  if (who?.name === 'Lead' && (values['WhatId'] ?? null) !== null) {
    const message = 'An event whose Name is a lead can’t be related to another record';
    return [{ code: 'FIELD_INTEGRITY_EXCEPTION', message, fields: ['WhatId'] }];
  }
  return checkEventTimes(given, values);
}

function converted(): Failure {
  return { code: 'CANNOT_UPDATE_CONVERTED_LEAD', message: 'cannot reference converted lead', fields: [] };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
