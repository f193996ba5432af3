import { isObject, type Json, type JsonObject } from '../../json.js';
import type { Failure } from '../failure.js';
import type { Save } from '../records/check.js';
import type { Value } from '../records/values.js';

/** An administrator's validation rule: the record is refused when all its tests hold. */
export interface ValidationRule {
  message: string;
  /** Where the page shows the message; absent: on top of it. */
  field: string | undefined;
  on: 'create' | 'update' | undefined;
  /** By field: null for blank, a value to equal, or `{not}`, `{matches}`, `{over}`, `{under}`. */
  when: JsonObject;
}

/** Reads `{message, field?, on?, when: {Rating: null, Company: {matches: "^x"}}}`; a string says what is wrong. */
export function readValidationRule(given: Json): ValidationRule | string {
  if (!isObject(given) || !isObject(given['when']) || typeof given['message'] !== 'string') {
    return 'A validation rule is {message, field?, on?: "create" | "update", when: {field: test}}.';
  }
  const { message, field, on, when } = given;
  return {
    message,
    when,
    field: typeof field === 'string' ? field : undefined,
    on: on === 'create' || on === 'update' ? on : undefined,
  };
}

/** Runs an object's validation rules; all that refuse speak, as in life (Salesforce help, "Validation Rules"). */
export function validationFailures({ org, sobject, before, values }: Save): Failure[] {
  const rules = org.rules.validation[sobject.name] ?? [];
  const now = before === undefined ? 'create' : 'update';
  return rules
    .filter(({ on }) => on === undefined || on === now)
    .filter(({ when }) =>
      Object.entries(when).every(([name, test]) => holds(values[name] ?? null, test ?? null)),
    )
    .map(({ message, field }) => ({
      code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message,
      fields: field === undefined ? [] : [field],
    }));
}

function holds(value: Value, test: Json): boolean {
  if (!isObject(test)) return value === test;
  return Object.entries(test).every(([kind, wanted]) => {
    switch (kind) {
      case 'not':
        return value !== wanted;
      case 'matches':
        return new RegExp(String(wanted), 'u').test(String(value ?? ''));
      case 'over':
        return value !== null && Number(value) > Number(wanted);
      case 'under':
        return value !== null && Number(value) < Number(wanted);
      default:
        return false;
    }
  });
}
