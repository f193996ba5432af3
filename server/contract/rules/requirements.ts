import type { CrmField, CrmObject, Mapping, ObjectMapping, ObjectReadiness, Row } from '../model/index.js';
import { fills } from './core-row.js';

/** A field, or a group of which one is enough, without which the CRM refuses new records. */
export type Required = ObjectReadiness['required'][number];

/** Required fields and groups of one object, each with whether some row can give it a value. */
export function requirements(
  mapping: Pick<ObjectMapping, 'required' | 'rows'>,
  object: Pick<CrmObject, 'requiredGroups'>,
  fields: readonly CrmField[],
): readonly Required[] {
  const filled = new Set(mapping.rows.filter((row: Row) => fills(row)).map(({ target }) => target));
  const single = fields
    .filter(({ name, required }) => required !== null || mapping.required.includes(name))
    .map(({ name, required }): Required => ({
      fields: [name],
      requirement: required ?? 'admin',
      covered: filled.has(name),
    }));
  const alone = new Set(single.flatMap(({ fields: names }) => names));
  const groups = object.requiredGroups
    // One that has a member which is required anyway says nothing more.
    .filter((names) => !names.some((name) => alone.has(name)))
    .map((names): Required => ({
      fields: names,
      requirement: 'group',
      covered: names.some((name) => filled.has(name)),
    }));
  return [...single, ...groups];
}

/** False for a person object that new people do not become: its records are only updated. */
export function createsRecords(
  object: Pick<CrmObject, 'name' | 'role'>,
  mapping: Pick<Mapping, 'createAs'>,
): boolean {
  return object.role !== 'person' || mapping.createAs === undefined || mapping.createAs === object.name;
}
