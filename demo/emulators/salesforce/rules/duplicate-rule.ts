import { isObject, type Json, type JsonObject } from '../../json.js';
import type { Failure } from '../failure.js';
import type { Save } from '../records/check.js';
import type { Row } from '../records/store.js';
import { alikeNames } from './alike-names.js';

/** An object's duplicate rule. */
export interface DuplicateRule {
  /** `block` always refuses; `alert` lets a save with `allowSave=true` pass. */
  action: 'block' | 'alert';
  /** What makes a match: the same e-mail, or first and last names that sound alike. */
  match: ('email' | 'name')[];
  /** Objects that are searched. */
  against: string[];
  message: string;
  /** Whether rows of collections carry `duplicateResult` too. */
  details: boolean;
}

/** Reads `{action, match?, against?, message?, details?}`; a string says what is wrong. */
export function readDuplicateRule(object: string, given: Json): DuplicateRule | string {
  const action = isObject(given) ? given['action'] : undefined;
  if (!isObject(given) || (action !== 'block' && action !== 'alert')) {
    return 'A duplicate rule is {action: "block" | "alert", match?: ["email", "name"], against?: [objects], message?, details?}.';
  }
  const { match = ['email'], against = [object], message, details } = given;
  const kinds = (Array.isArray(match) ? match : []).filter((kind) => kind === 'email' || kind === 'name');
  return {
    action,
    match: kinds,
    against: Array.isArray(against) ? against.map(String) : [object],
    message: typeof message === 'string' ? message : 'Use one of these records?',
    details: details !== false,
  };
}

/**
 * Looks for records that the new or changed one may double. The body is a capture's (a REST reply of v50.0 by
 * Standard_Contact_Duplicate_Rule; since v52.0 its key is spelt `duplicateResult`).
 */
export function duplicateFailures(save: Save): Failure[] {
  const { org, sobject, before, given, options } = save;
  const rule = org.rules.duplicates[sobject.name];
  const compared = ['Email', 'FirstName', 'LastName'];
  if (!rule || (before && !compared.some((name) => name in given))) return [];
  if (rule.action === 'alert' && options.duplicates.allowSave) return [];
  const matchResults = rule.against.flatMap((object) => matchResult(save, rule, object));
  if (matchResults.length === 0) return [];
  const duplicateResult: JsonObject = {
    allowSave: rule.action === 'alert',
    duplicateRule: `Standard_${sobject.name}_Duplicate_Rule`,
    duplicateRuleEntityType: sobject.name,
    errorMessage: rule.message,
    matchResults,
  };
  const rowExtra = rule.details ? undefined : {};
  return [
    {
      ...{ code: 'DUPLICATES_DETECTED', message: rule.message, extra: { duplicateResult } },
      ...(rowExtra && { rowExtra }),
    },
  ];
}

function matchResult(save: Save, rule: DuplicateRule, object: string): JsonObject[] {
  const found = matches(save, rule, object);
  if (found.length === 0) return [];
  return [
    {
      entityType: object,
      errors: [],
      matchEngine: 'FuzzyMatchEngine',
      matchRecords: found.map((row) => ({
        ...{ additionalInformation: [], fieldDiffs: [], matchConfidence: isSameEmail(save, row) ? 100 : 95 },
        record: recordOf(row, save.options.duplicates.includeRecordDetails),
      })),
      rule: `Standard_${object}_Match_Rule_${object === 'Contact' ? 'v1_1' : 'v1_0'}`,
      size: found.length,
      success: true,
    },
  ];
}

function matches(save: Save, { match }: DuplicateRule, object: string): Row[] {
  const { org, before, values } = save;
  const found = new Set<Row>();
  const email = values['Email'];
  if (match.includes('email') && typeof email === 'string') {
    for (const row of org.store.find(object, 'Email', email)) found.add(row);
  }
  if (match.includes('name')) {
    for (const row of org.store.all(object)) if (alikeNames(values, row.values)) found.add(row);
  }
  return [...found].filter(
    (row) => !row.deleted && row.id !== before?.id && row.values['IsConverted'] !== true,
  );
}

function isSameEmail({ values }: Save, row: Row): boolean {
  const [mine, other] = [values['Email'], row.values['Email']];
  return typeof mine === 'string' && typeof other === 'string' && mine.toLowerCase() === other.toLowerCase();
}

function recordOf(row: Row, withDetails: boolean): JsonObject {
  const { Name = null, FirstName = null, LastName = null, Email = null, Phone = null } = row.values;
  return {
    attributes: { type: row.object, url: `/services/data/v67.0/sobjects/${row.object}/${row.id}` },
    Id: row.id,
    ...(withDetails && { Name, FirstName, LastName, Email, Phone }),
  };
}
