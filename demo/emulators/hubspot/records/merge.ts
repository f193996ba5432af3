import type { JsonObject } from '../../json.js';
import { invalid, notFound } from '../errors.js';
import type { HubspotOrg } from '../org.js';
import { findObjectType, type ObjectType } from '../object-types.js';
import { simplePublicObject } from './record.js';

/** Merges one record into another: the primary's values win, both ids find it afterwards. */
export function mergeRecords(org: HubspotOrg, type: ObjectType, body: JsonObject): JsonObject {
  const store = org.store(type);
  const primary = store.get(String(body['primaryObjectId']));
  const other = store.get(String(body['objectIdToMerge']));
  if (!primary || !other) throw notFound();
  if (primary.id === other.id) throw invalid(`Cannot merge a ${type.singular.toLowerCase()} with itself`);

  for (const link of org.associations.from(type, other.id)) {
    const to = findObjectType(link.toType);
    if (to) for (const typeId of link.typeIds) org.associations.link(type, primary.id, to, link.toId, typeId);
  }
  org.associations.drop(type, other.id);
  store.put({ ...other, archivedAt: org.now() });
  const emails = [
    primary.properties['hs_additional_emails'],
    other.properties['email'],
    other.properties['hs_additional_emails'],
  ].filter(Boolean);
  const merged = {
    ...primary,
    mergedIds: [...primary.mergedIds, ...other.mergedIds, other.id],
    updatedAt: org.now(),
    properties: {
      ...other.properties,
      ...primary.properties,
      hs_merged_object_ids: [...primary.mergedIds, ...other.mergedIds, other.id].join(';'),
      ...(emails.length > 0 ? { hs_additional_emails: emails.join(';') } : {}),
      [type.modifiedProperty]: new Date(org.now()).toISOString(),
    },
  };
  store.put(merged);
  org.changed();
  return simplePublicObject(merged, type, org.portalId, type.defaultProperties);
}
