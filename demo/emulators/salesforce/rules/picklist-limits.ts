import type { Failure } from '../failure.js';
import type { Org } from '../org.js';
import type { Save } from '../records/check.js';
import { controlsOption } from '../schema/dependency.js';
import type { Field } from '../schema/field.js';
import { findField, type SObject } from '../schema/sobject.js';

/** By object, record type (developer name) and field: the values that this record type offers. */
export type RecordTypePicklists = Record<string, Record<string, Record<string, string[]>>>;

/** The values that a record type offers of a field; undefined: all. */
export function valuesOfRecordType(
  org: Org,
  sobject: SObject,
  recordTypeId: string,
  field: string,
): readonly string[] | undefined {
  const type = sobject.recordTypes.find(({ id }) => id === recordTypeId);
  return type && org.rules.recordTypePicklists[sobject.name]?.[type.developerName]?.[field];
}

/**
 * Refuses values of restricted picklists that the record type does not offer, and those that the controlling value
 * rules out where the org is told to enforce that: the API is known to let them pass.
 */
export function picklistFailures(save: Save): Failure[] {
  const { org, sobject, given, values } = save;
  const recordType = String(values['RecordTypeId'] ?? '');
  return Object.entries(given).flatMap(([name, value]) => {
    const field = findField(sobject.fields, name);
    if (!field?.restrictedPicklist || typeof value !== 'string') return [];
    const offered = valuesOfRecordType(org, sobject, recordType, name);
    const bad = value.split(';').find((one) => {
      return (
        offered?.includes(one) === false || (org.rules.dependentPicklists && isRuledOut(save, field, one))
      );
    });
    if (bad === undefined) return [];
    const message = `${field.label}: bad value for restricted picklist field: ${bad}`;
    return [{ code: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, fields: [name] }];
  });
}

function isRuledOut({ sobject, values }: Save, field: Field, value: string): boolean {
  const controller =
    field.controllerName === null ? undefined : findField(sobject.fields, field.controllerName);
  const option = field.picklistValues.find((known) => known.value === value);
  if (!controller || !option) return false;
  return !controlsOption(controller, values[controller.name] ?? null, option);
}
