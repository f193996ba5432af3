import type { Json, JsonObject } from '../../json.js';
import type { Row } from '../records/store.js';
import type { Value } from '../records/values.js';
import type { Field } from '../schema/field.js';
import type { Session } from '../session.js';
import { relatedRow } from '../soql/resolve.js';

/** A selected field: its path in the schema's spelling and how to read it. */
export interface Column {
  field: Field;
  path: string[];
  read: (row: Row) => Value;
}

/** A record as replies show it: `attributes`, then the columns in order, related records nested. */
export function recordJson(session: Session, row: Row, columns: readonly Column[]): JsonObject {
  const json: JsonObject = { attributes: attributes(session, row) };
  for (const { path, field, read } of columns) {
    const value = field.type === 'address' ? address(row, field) : read(row);
    place(session, json, row, path, value);
  }
  return json;
}

/** The `attributes` entry of a record. */
export function attributes({ version }: Session, row: Row): JsonObject {
  return { type: row.object, url: `/services/data/v${version}/sobjects/${row.object}/${row.id}` };
}

function place(session: Session, json: JsonObject, row: Row, path: readonly string[], value: Json): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    json[head] = value;
    return;
  }
  const link = session.org.view(row.object)?.fields.find(({ relationshipName }) => relationshipName === head);
  const related = link && relatedRow(session, row.values[link.name] ?? null);
  if (!related) {
    json[head] = null;
    return;
  }
  const held = json[head];
  const nested: JsonObject =
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? held
      : { attributes: attributes(session, related) };
  json[head] = nested;
  place(session, nested, related, rest, value);
}

function address(row: Row, field: Field): Json {
  const prefix = field.name.replace(/Address$/, '');
  const part = (name: string) => row.values[`${prefix}${name}`] ?? null;
  const parts: JsonObject = {
    city: part('City'),
    country: part('Country'),
    geocodeAccuracy: part('GeocodeAccuracy'),
    latitude: part('Latitude'),
    longitude: part('Longitude'),
    postalCode: part('PostalCode'),
    state: part('State'),
    street: part('Street'),
  };
  return Object.values(parts).every((value) => value === null) ? null : parts;
}
