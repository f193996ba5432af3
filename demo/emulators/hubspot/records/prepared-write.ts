import type { JsonObject } from '../../json.js';
import type { Dialect } from '../dialect.js';
import { HubspotError } from '../errors.js';
import type { HubspotOrg } from '../org.js';
import type { ObjectType } from '../object-types.js';
import type { StoredRecord } from './record.js';
import { checkProperties, invalidProperties, missingRequired, type PropertyProblem } from './validation.js';
import { alreadyExists, assertEnough, findConflict, withDefaults } from './writes.js';

/** One record's write, checked and not yet done. */
export interface PreparedWrite {
  type: ObjectType;
  /** The record to change; undefined creates one. */
  current: StoredRecord | undefined;
  values: Record<string, string>;
  problems: PropertyProblem[];
  /** The record that already has a value which must be unique. */
  conflict: StoredRecord | undefined;
  /** Required properties that would stay empty; `2026-09` refuses them. */
  missing: string[];
  /** `{warnings}` for the answer when a date was normalized, else empty. */
  warnings: JsonObject;
}

/** Checks a write against properties, unique values and, where the version does so, required properties. */
export function prepareWrite(
  org: HubspotOrg,
  type: ObjectType,
  dialect: Dialect,
  { given, current }: { given: Record<string, string>; current: StoredRecord | undefined },
): PreparedWrite {
  const withDate = current ? given : withDefaults(type, given);
  const { values, problems } = checkProperties(org, type, withDate, current?.properties ?? {});
  if (!current && problems.length === 0) assertEnough(type, values);
  return {
    type,
    current,
    values,
    problems,
    conflict: findConflict(org, type, values, current?.id),
    missing: dialect.validatesWrites ? missingNames(org, type, values, current) : [],
    warnings: dialect.validatesWrites ? normalized(org, type, given, values) : {},
  };
}

/** Throws what is wrong with a single write; `injected` is a fault's code for it. */
export function refuseProblems(write: PreparedWrite, injected: string | undefined, portalId: number): void {
  if (injected !== undefined) write.problems.push(injectedProblem(write, injected));
  if (write.problems.length > 0) throw invalidProperties(write.problems, portalId);
  if (write.missing.length > 0) throw missingRequired(write.missing);
  if (write.conflict) throw alreadyExists(write.type, write.conflict);
}

/** A problem that a fault asked for, put on the first property of the row. */
export function injectedProblem(write: PreparedWrite, code: string): PropertyProblem {
  const [name = 'email', value = ''] = Object.entries(write.values)[0] ?? [];
  return { name, value, code, message: `The value of "${name}" was refused (${code})` };
}

/** Problems of a whole batch as one error; undefined when there are none. */
export function batchRefusal(writes: readonly PreparedWrite[]): HubspotError | undefined {
  const problems = writes.flatMap((write) => write.problems);
  if (problems.length > 0) return invalidProperties(problems, undefined);
  const missing = writes.flatMap((write) => write.missing);
  return missing.length > 0 ? missingRequired([...new Set(missing)]) : undefined;
}

function missingNames(
  org: HubspotOrg,
  type: ObjectType,
  values: Record<string, string>,
  current: StoredRecord | undefined,
): string[] {
  const required = org.settings.required[type.name] ?? [];
  return required.filter((name) => (current ? values[name] === '' : !values[name]));
}

function normalized(
  org: HubspotOrg,
  type: ObjectType,
  given: Record<string, string>,
  values: Record<string, string>,
): JsonObject {
  const changed = Object.entries(values).filter(
    ([name, value]) =>
      org.properties(type).get(name)?.type === 'date' && given[name] !== value && value !== '',
  );
  if (changed.length === 0) return {};
  return {
    warnings: changed.map(([name, value]) => ({
      category: 'PROPERTY_VALUE_NORMALIZED',
      message: `${name} was normalized`,
      context: { propertyName: name, rawValue: given[name], normalizedValue: String(Date.parse(value)) },
    })),
  };
}
