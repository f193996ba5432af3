import { isObject, type Json, type JsonObject } from '../../json.js';
import { invalid } from '../errors.js';
import type { HubspotOrg } from '../org.js';
import { findObjectType, type ObjectType } from '../object-types.js';
import { associationTarget } from './associations.js';

/** A link that a create asks for. */
export interface WantedLink {
  to: ObjectType;
  toId: string;
  typeId: number;
}

/** Reads `associations` of a create and checks that every target exists, so that nothing is written half. */
export function parseLinks(org: HubspotOrg, type: ObjectType, given: Json | undefined): WantedLink[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given))
    throw invalid('Invalid input JSON on line 1, column 1: associations must be a list');
  const links = given.flatMap((entry) => parseEntry(type, isObject(entry) ? entry : {}));
  assertTargets(org, links);
  return links;
}

/** Links a record that now exists. */
export function applyLinks(
  org: HubspotOrg,
  type: ObjectType,
  id: string,
  links: readonly WantedLink[],
): void {
  for (const { to, toId, typeId } of links) org.associations.link(type, id, to, toId, typeId);
}

/** Refuses links to records that are not there, as HubSpot words it. */
export function assertTargets(org: HubspotOrg, links: readonly Pick<WantedLink, 'to' | 'toId'>[]): void {
  const dead = links.filter(({ to, toId }) => !org.store(to).get(toId));
  if (dead.length === 0) return;
  throw invalid('One or more associations are invalid', {
    context: { INVALID_OBJECT_IDS: dead.map(({ to, toId }) => `${to.fullName}=${toId} is not valid`) },
  });
}

/** The kind of record that an association type id of ours leads to; refuses ids that start elsewhere. */
export function specTarget(type: ObjectType, spec: JsonObject): { to: ObjectType; typeId: number } {
  const typeId = Number(spec['associationTypeId']);
  const target = findObjectType(associationTarget(type, typeId) ?? '');
  if (!target) {
    throw invalid('One or more associations are invalid', {
      context: {
        INVALID_ASSOCIATION_TYPES: [`association type ${typeId} is not valid from object type ${type.id}`],
      },
    });
  }
  return { to: target, typeId };
}

function parseEntry(type: ObjectType, entry: JsonObject): WantedLink[] {
  const target = isObject(entry['to']) ? entry['to'] : {};
  const types = entry['types'];
  const toId = target['id'];
  if (!Array.isArray(types) || types.length === 0 || (typeof toId !== 'string' && typeof toId !== 'number')) {
    throw invalid('Invalid input JSON on line 1, column 1: Some required fields were not set: [to, types]');
  }
  return types.map((spec) => ({ ...specTarget(type, isObject(spec) ? spec : {}), toId: String(toId) }));
}
