import type { JsonObject } from '../../json.js';
import { HubspotError } from '../errors.js';
import type { HubspotOrg } from '../org.js';
import type { ObjectType } from '../object-types.js';
import { checkValue, type ValueProblem } from './property-values.js';
import { checkRules } from './validation-rules.js';

/** A refused value with the property that it was for. */
export interface PropertyProblem extends ValueProblem {
  name: string;
  value: string;
}

/** Values ready to be stored; an empty one clears. */
export interface CheckedProperties {
  values: Record<string, string>;
  problems: PropertyProblem[];
}

/** Checks all values of one record. One problem is enough to refuse the record. */
export function checkProperties(
  org: HubspotOrg,
  type: ObjectType,
  given: Record<string, string>,
  current: Record<string, string>,
): CheckedProperties {
  const checked: CheckedProperties = { values: {}, problems: [] };
  for (const [rawName, value] of Object.entries(given)) {
    const name = rawName.toLowerCase();
    const problem = checkProperty(org, type, name, value, current, checked.values);
    if (problem) checked.problems.push({ ...problem, name, value });
  }
  return checked;
}

/** The 400 for refused values; single writes say more than batches do. */
export function invalidProperties(
  problems: readonly PropertyProblem[],
  portalId: number | undefined,
): HubspotError {
  const details = problems.map(({ name, value, code, message }): JsonObject => ({
    isValid: false,
    message,
    error: code,
    name,
    ...(portalId === undefined ? {} : { propertyValue: value, localizedErrorMessage: message, portalId }),
  }));
  return new HubspotError(400, {
    message: `Property values were not valid: ${JSON.stringify(details)}`,
    errors: problems.map(({ name, code, message }) => ({ message, code, context: { propertyName: [name] } })),
    category: 'VALIDATION_ERROR',
  });
}

/** A required property that would stay empty; `basedOn` for those that another property makes required. */
export interface MissingProperty {
  name: string;
  basedOn: string | undefined;
}

/** The 400 of `2026-09` for required properties without a value. */
export function missingRequired(missing: readonly MissingProperty[]): HubspotError {
  const distinct = new Map(missing.map((entry) => [entry.name, entry]));
  return new HubspotError(400, {
    message: 'The property values provided are invalid',
    errors: [...distinct.values()].map(({ name, basedOn }) => ({
      message:
        basedOn === undefined
          ? `A value for ${name} must be provided`
          : `${name} is required because of a conditional property rule based on [${basedOn}]`,
      code: basedOn === undefined ? 'MISSING_REQUIRED_PROPERTY' : 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
      context: { propertyName: [name] },
    })),
    category: 'VALIDATION_ERROR',
  });
}

function checkProperty(
  org: HubspotOrg,
  type: ObjectType,
  name: string,
  given: string,
  current: Record<string, string>,
  values: Record<string, string>,
): ValueProblem | undefined {
  const property = org.properties(type).get(name);
  if (!property) return { code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` };
  if (property.modificationMetadata.readOnlyValue) {
    return {
      code: 'READ_ONLY_VALUE',
      message: `"${name}" is a calculated property; its value cannot be set.`,
    };
  }
  if (given !== '' && property.referencedObjectType === 'OWNER') {
    const unknown = given
      .split(';')
      .find((id) => !org.owners.some((owner) => owner.id === id && !owner.archived));
    if (unknown !== undefined)
      return { code: 'INVALID_OWNER_ID', message: `Owner ${unknown} does not exist` };
  }
  const checked = checkValue(property, given, current[name]);
  if ('problem' in checked) return checked.problem;
  const broken = checkRules(name, checked.value, org.validationRules(type, name));
  if (broken) return broken;
  values[name] = checked.value;
  return undefined;
}
