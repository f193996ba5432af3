import type { CrmObject, CrmUser } from '../../contract/model/index.js';
import { CrmError, type CatalogReader, type CrmClient, type FieldsReading } from '../adapter.js';
import { dataPath, expectSuccess, get, objectPath } from './api.js';
import { about } from './declaration.js';
import { description, globalDescription } from './describe.js';
import { normalise } from './fields.js';
import { createField, planField } from './new-field.js';
import { unreadable } from './plain-fault.js';
import { offersOf } from './record-types.js';
import { query, text } from './soql.js';

/** Reads describes and users. */
export const catalog: CatalogReader = { objects, fields, createField, planField, users };

/** Objects that bookings are written to; one that the connected user may not see is neither createable nor updateable. */
async function objects(client: CrmClient, signal: AbortSignal): Promise<readonly CrmObject[]> {
  const reply = await get(client, `${dataPath}/sobjects`, signal);
  const parsed = globalDescription.safeParse(reply.body);
  if (!parsed.success) throw new CrmError(unreadable(reply.requestId));
  const seen = new Map(parsed.data.sobjects.map((object) => [object.name, object]));
  return about.objects.map(({ name, label, singular, role, requiredGroups, who }) => ({
    name,
    label: seen.get(name)?.labelPlural ?? label,
    singular,
    role,
    createable: seen.get(name)?.createable ?? false,
    updateable: seen.get(name)?.updateable ?? false,
    requiredGroups,
    who,
  }));
}

/**
 * Fields of one object, none of one that the user may not see. The etag is describe's `Last-Modified`, which changes with the object but not with
 * permissions, so a reading that must be fresh passes null (Salesforce docs, sObject Describe).
 */
async function fields(
  client: CrmClient,
  object: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<FieldsReading> {
  const reply = await client.request({
    method: 'GET',
    path: `${objectPath(object)}/describe`,
    ...(etag !== null && { headers: { 'If-Modified-Since': etag } }),
    effect: 'read',
    signal,
  });
  if (reply.status === 304) return { unchanged: true };
  // What the user may not see is not there; the permission check tells about it.
  if (reply.status === 404) return { unchanged: false, etag: null, fields: [] };
  expectSuccess(reply, { object });
  const parsed = description.safeParse(reply.body);
  if (!parsed.success) throw new CrmError(unreadable(reply.requestId));
  const { offers, isComplete } = await offersOf(client, object, parsed.data, signal);
  return {
    unchanged: false,
    etag: isComplete ? reply.headers.get('last-modified') : null,
    fields: normalise(object, parsed.data, offers),
  };
}

/** Internal users, who can own any of our objects; portal and automation users can't. */
async function users(client: CrmClient, signal: AbortSignal): Promise<readonly CrmUser[]> {
  const rows = await query(
    client,
    "SELECT Id,Name,Email,IsActive FROM User WHERE UserType = 'Standard' ORDER BY Name",
    signal,
  );
  const found = rows.map((row) => ({
    id: text(row, 'Id') ?? '',
    name: text(row, 'Name') ?? '',
    email: text(row, 'Email')?.toLowerCase() ?? '',
    active: row['IsActive'] === true,
  }));
  return [...found.filter(({ active }) => active), ...found.filter(({ active }) => !active)];
}
