import { isObject, type Json, type JsonObject } from '../json.js';
import { readCpuRule, type CpuRule } from './rules/cpu-rule.js';
import { readDuplicateRule, type DuplicateRule } from './rules/duplicate-rule.js';
import type { RecordTypePicklists } from './rules/picklist-limits.js';
import { readValidationRule, type ValidationRule } from './rules/validation-rule.js';

/** The org's own automation, set by the `rules` part of an org patch. */
export interface Rules {
  /** By object (Lead, Case, Account): the id that an active assignment rule makes the owner. */
  assignment: Record<string, string>;
  /** The instance's address after a renaming of the org; token replies name it from then on. */
  instanceUrl: string | undefined;
  validation: Record<string, ValidationRule[]>;
  duplicates: Record<string, DuplicateRule>;
  cpu: CpuRule | undefined;
  recordTypePicklists: RecordTypePicklists;
  /** Whether the API refuses dependent values that the controlling value rules out; in life it mostly does not. */
  dependentPicklists: boolean;
  /** Whether an event may have several people, `EventWhoIds`. */
  sharedActivities: boolean;
}

/** An org without automation. */
export const noRules: Rules = {
  assignment: {},
  instanceUrl: undefined,
  validation: {},
  duplicates: {},
  cpu: undefined,
  recordTypePicklists: {},
  dependentPicklists: false,
  sharedActivities: false,
};

/** Merges the `rules` part of an org patch; a string says what is wrong with it. */
export function patchRules(current: Rules, patch: JsonObject): Rules | string {
  const next: Rules = structuredClone(current);
  for (const [key, value = null] of Object.entries(patch)) {
    const problem = patchers[key]?.(next, value) ?? (key in patchers ? undefined : unknown(key));
    if (problem !== undefined) return problem;
  }
  return next;
}

const patchers: Record<string, (next: Rules, value: Json) => string | undefined> = {
  instanceUrl: (next, value) => {
    if (typeof value !== 'string' && value !== null) return 'rules.instanceUrl must be a text or null.';
    next.instanceUrl = value ?? undefined;
    return undefined;
  },
  assignment: (next, value) =>
    eachObject('assignment', value, (object, owner) => {
      if (typeof owner === 'string') next.assignment[object] = owner;
      else delete next.assignment[object];
      return undefined;
    }),
  validation: (next, value) =>
    eachObject('validation', value, (object, list) => {
      const rules = (Array.isArray(list) ? list : []).map(readValidationRule);
      const problem = rules.find((rule) => typeof rule === 'string');
      next.validation[object] = rules.filter((rule) => typeof rule !== 'string');
      return problem;
    }),
  duplicates: (next, value) =>
    eachObject('duplicates', value, (object, given) => {
      delete next.duplicates[object];
      const rule = given === null ? undefined : readDuplicateRule(object, given);
      if (typeof rule === 'object') next.duplicates[object] = rule;
      return typeof rule === 'string' ? rule : undefined;
    }),
  cpu: (next, value) => {
    const rule = value === null ? undefined : readCpuRule(value);
    if (typeof rule === 'string') return rule;
    next.cpu = rule;
    return undefined;
  },
  recordTypePicklists: (next, value) =>
    eachObject('recordTypePicklists', value, (object, types) => {
      const byType: RecordTypePicklists[string] = {};
      for (const [type, fields] of Object.entries(isObject(types) ? types : {})) {
        byType[type] = Object.fromEntries(
          Object.entries(isObject(fields) ? fields : {}).map(([field, values]) => [
            field,
            Array.isArray(values) ? values.map(String) : [],
          ]),
        );
      }
      next.recordTypePicklists[object] = byType;
      return undefined;
    }),
  dependentPicklists: (next, value) => {
    if (value !== 'enforced' && value !== 'loose')
      return 'rules.dependentPicklists must be "enforced" or "loose".';
    next.dependentPicklists = value === 'enforced';
    return undefined;
  },
  sharedActivities: (next, value) => {
    if (typeof value !== 'boolean') return 'rules.sharedActivities must be true or false.';
    next.sharedActivities = value;
    return undefined;
  },
};

function eachObject(
  key: string,
  value: Json,
  take: (object: string, part: Json) => string | undefined,
): string | undefined {
  if (!isObject(value)) return `rules.${key} must be an object with one entry per CRM object.`;
  for (const [object, part = null] of Object.entries(value)) {
    const problem = take(object, part);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function unknown(key: string): string {
  return `rules.${key} is not known here; there are ${Object.keys(patchers).join(', ')}.`;
}
