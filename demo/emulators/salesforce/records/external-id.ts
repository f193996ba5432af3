import type { Org } from '../org.js';
import type { Field } from '../schema/field.js';
import { readId } from './id.js';
import type { Row } from './store.js';

/** The live records whose field has a value, compared as the database does: text without regard to case. */
export function findByExternalId(org: Org, object: string, field: Field, value: string): Row[] {
  if (field.type === 'id') {
    const row = org.store.get(object, readId(value) ?? '');
    return row && !row.deleted ? [row] : [];
  }
  const isText = field.soapType === 'xsd:string' || field.type === 'reference';
  const wanted = field.caseSensitive ? value : value.toLowerCase();
  const candidates = isText ? org.store.find(object, field.name, value) : org.store.all(object);
  return candidates.filter((row) => {
    const held = row.values[field.name] ?? null;
    if (row.deleted || held === null) return false;
    return (field.caseSensitive ? String(held) : String(held).toLowerCase()) === wanted;
  });
}
