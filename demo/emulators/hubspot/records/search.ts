import { isObject, type Json, type JsonObject } from '../../json.js';
import { invalid } from '../errors.js';
import type { HubspotOrg } from '../org.js';
import type { ObjectType } from '../object-types.js';
import { simplePublicObject, type StoredRecord } from './record.js';
import { fits, parseFilter, type Filter } from './search-filter.js';

/** Answers a search from the index, which lags behind writes (HubSpot docs, CRM search, Nov 2026). */
export function search(org: HubspotOrg, type: ObjectType, body: JsonObject): JsonObject {
  const groups = parseGroups(org, type, body['filterGroups']);
  const limit = body['limit'] === undefined ? 10 : Number(body['limit']);
  if (!Number.isInteger(limit) || limit < 0 || limit > 200) throw invalid('limit must be between 0 and 200');
  const after = Number(body['after'] ?? 0) || 0;
  if (after + limit > 10_000) throw invalid('Search returns at most 10000 results; narrow the filters');

  const words = typeof body['query'] === 'string' ? body['query'].toLowerCase().trim() : '';
  const found = org
    .store(type)
    .searchable(org.now() - org.settings.searchLagMs)
    .filter(
      (record) =>
        groups.length === 0 || groups.some((group) => group.every((filter) => fits(filter, record))),
    )
    .filter(
      (record) =>
        words === '' || type.searched.some((name) => record.properties[name]?.toLowerCase().includes(words)),
    );
  sort(found, body['sorts']);

  const asked = Array.isArray(body['properties']) ? body['properties'].map(String) : [];
  const names = [...type.defaultProperties, ...asked.filter((name) => org.properties(type).has(name))];
  const next = after + limit;
  return {
    total: found.length,
    results: found.slice(after, next).map((record) => simplePublicObject(record, type, org.portalId, names)),
    ...(next < found.length ? { paging: { next: { after: String(next) } } } : {}),
  };
}

function parseGroups(org: HubspotOrg, type: ObjectType, given: Json | undefined): Filter[][] {
  const groups = (Array.isArray(given) ? given : []).map((group) => {
    const filters = isObject(group) && Array.isArray(group['filters']) ? group['filters'] : [];
    return filters.map((filter) => parseFilter(org.properties(type), isObject(filter) ? filter : {}));
  });
  if (groups.length > 5) throw invalid('Number of filterGroups cannot exceed 5');
  if (groups.some((group) => group.length > 6))
    throw invalid('Number of filters in a filterGroup cannot exceed 6');
  if (groups.flat().length > 18) throw invalid('Number of filters cannot exceed 18');
  return groups;
}

function sort(records: StoredRecord[], sorts: Json | undefined): void {
  const [first] = Array.isArray(sorts) ? sorts : [];
  const text =
    typeof first === 'string' ? first : isObject(first) ? String(first['propertyName']) : undefined;
  const name = text?.replace(/^-/, '') ?? 'hs_object_id';
  const descending = text?.startsWith('-') || (isObject(first) && first['direction'] === 'DESCENDING');
  records.sort((a, b) => {
    const [left = '', right = ''] = [a.properties[name], b.properties[name]];
    const order = Number(left) - Number(right) || (left < right ? -1 : left > right ? 1 : 0);
    return descending ? -order : order;
  });
}
