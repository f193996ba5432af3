import type { RowError } from '../../faults.js';
import type { JsonObject } from '../../json.js';
import type { Dialect } from '../dialect.js';
import { HubspotError } from '../errors.js';
import type { HubspotOrg } from '../org.js';
import type { ObjectType } from '../object-types.js';
import type { StoredRecord } from './record.js';
import {
  checkProperties,
  invalidProperties,
  missingRequired,
  type PropertyProblem,
  type MissingProperty,
} from './validation.js';
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
  missing: MissingProperty[];
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

/** Throws what is wrong with a single write; `injected` is a fault's error for it. */
export function refuseProblems(write: PreparedWrite, injected: RowError | undefined, portalId: number): void {
  if (injected) write.problems.push(injectedProblem(write, injected));
  if (write.problems.length > 0) throw invalidProperties(write.problems, portalId);
  if (write.missing.length > 0) throw missingRequired(write.missing);
  if (write.conflict) throw alreadyExists(write.type, write.conflict);
}

/** A problem that a fault asked for, put on the property it names, else on the first of the row. */
export function injectedProblem(write: PreparedWrite, { code, message, fields }: RowError): PropertyProblem {
  const name = fields?.[0] ?? Object.keys(write.values)[0] ?? 'email';
  const value = write.values[name] ?? '';
  return { name, value, code, message: message ?? `The value of "${name}" was refused (${code})` };
}

/** Problems of a whole batch as one error; undefined when there are none. */
export function batchRefusal(writes: readonly PreparedWrite[]): HubspotError | undefined {
  const problems = writes.flatMap((write) => write.problems);
  if (problems.length > 0) return invalidProperties(problems, undefined);
  const missing = writes.flatMap((write) => write.missing);
  return missing.length > 0 ? missingRequired(missing) : undefined;
}

function missingNames(
  org: HubspotOrg,
  type: ObjectType,
  values: Record<string, string>,
  current: StoredRecord | undefined,
): MissingProperty[] {
  const after = (name: string) => values[name] ?? current?.properties[name] ?? '';
  const touched = (name: string) => !current || values[name] !== undefined;
  const required = (org.settings.required[type.name] ?? []).map((name) => ({ name, basedOn: undefined }));
  const conditional = (org.settings.conditional[type.name] ?? [])
    .filter(({ basedOn }) => touched(basedOn))
    .filter(({ basedOn, values: wanted }) => {
      return wanted.length === 0 ? after(basedOn) !== '' : wanted.includes(after(basedOn));
    })
    .map(({ property: name, basedOn }) => ({ name, basedOn }));
  return [...required, ...conditional].filter(({ name, basedOn }) => {
    return after(name) === '' && (basedOn !== undefined || touched(name));
  });
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
