import { isObject, type Json, type JsonObject } from '../../json.js';
import { ApiFailure, failure } from '../failure.js';
import type { ObjectView } from '../permissions.js';
import { findField } from '../schema/sobject.js';
import { readEventPeople } from '../rules/event-people.js';
import type { Session } from '../session.js';
import { findByExternalId } from './external-id.js';
import { readId } from './id.js';
import { readValue, type Value } from './values.js';

/**
 * Parses the fields of a write: names resolved, values of the right type, parents found by external id.
 *
 * @throws ApiFailure INVALID_FIELD, JSON_PARSER_ERROR or INVALID_FIELD_FOR_INSERT_UPDATE.
 */
export function readBody(
  session: Session,
  view: ObjectView,
  body: Json | undefined,
  verb: 'createable' | 'updateable',
): Record<string, Value> {
  if (!isObject(body)) {
    throw failure(
      'JSON_PARSER_ERROR',
      'The HTTP entity body is required, but this request has no entity body.',
    );
  }
  const given: Record<string, Value> = {};
  const readOnly: string[] = [];
  for (const [key, raw] of Object.entries(body)) {
    if (key === 'attributes' || raw === undefined) continue;
    const people = readEventPeople(session.org, view.sobject.name, key, raw);
    if (people) {
      Object.assign(given, { ...people, ...('WhoId' in given && { WhoId: given['WhoId'] }) });
      continue;
    }
    const parent = isObject(raw) ? parentField(view, key) : undefined;
    const field = parent ?? findField(view.fields, key);
    if (!field) {
      throw failure('INVALID_FIELD', `No such column '${key}' on sobject of type ${view.sobject.name}`);
    }
    if (!field[verb]) {
      readOnly.push(field.name);
      continue;
    }
    const value =
      parent && isObject(raw) ? findParent(session, parent.referenceTo, raw) : readValue(field, raw);
    given[field.name] =
      field.type === 'reference' && typeof value === 'string' ? (readId(value) ?? value) : value;
  }
  if (readOnly.length > 0) {
    throw failure(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${readOnly.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      readOnly,
    );
  }
  return given;
}

function parentField(view: ObjectView, relationship: string) {
  const wanted = relationship.toLowerCase();
  return view.fields.find((field) => field.relationshipName?.toLowerCase() === wanted);
}

function findParent(session: Session, targets: readonly string[], reference: JsonObject): string {
  const entry = Object.entries(reference).find(([key]) => key !== 'attributes');
  for (const target of targets) {
    const view = session.org.view(target);
    const field = view && entry && findField(view.fields, entry[0]);
    if (!view || !field || !(field.externalId || field.idLookup)) continue;
    const [row] = findByExternalId(session.org, view.sobject.name, field, String(entry[1]));
    if (row) return row.id;
  }
  const [key = '', value = ''] = entry ?? [];
  throw new ApiFailure({
    code: 'INVALID_FIELD',
    message: `Foreign key external ID: ${String(value)} not found for field ${key} in entity ${targets.join(', ')}`,
    fields: [],
  });
}
