import type { Field } from './field.js';

/** A record type as the schema knows it; describe adds the Master entry. */
export interface RecordType {
  id: string;
  name: string;
  developerName: string;
  active: boolean;
  /** Whether the connected user may choose it. */
  available: boolean;
  /** Whether new records get it when none is named. */
  byDefault: boolean;
}

/** One object of an org: what describe tells about it before anyone's permissions are applied. */
export interface SObject {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string;
  custom: boolean;
  /** Whether anyone may create, edit or delete records through the API, apart from permissions. */
  writable: boolean;
  searchable: boolean;
  fields: Field[];
  recordTypes: RecordType[];
}

/** Finds a field as the API does, without regard to case. */
export function findField(fields: readonly Field[], name: string): Field | undefined {
  let byName = known.get(fields);
  // Lists of fields are replaced, not changed; one that has grown is being made just now.
  if (byName?.size !== fields.length) {
    byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
    known.set(fields, byName);
  }
  return byName.get(name.toLowerCase());
}

const known = new WeakMap<readonly Field[], Map<string, Field>>();
