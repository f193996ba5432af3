import { isObject, type Json, type JsonObject } from '../../json.js';
import type { Dialect } from '../dialect.js';
import { invalid } from '../errors.js';
import type { ObjectType } from '../object-types.js';
import type { HubspotOrg } from '../org.js';
import { associationTypes } from './associations.js';
import { assertTargets, specTarget } from './inline-associations.js';

/** The two records that a link joins. */
export interface Ends {
  from: ObjectType;
  fromId: string;
  to: ObjectType;
  toId: string;
}

/** Links two records without a label. */
export function linkDefault(org: HubspotOrg, ends: Ends): JsonObject {
  const { from, fromId, to, toId } = ends;
  assertEnds(org, ends);
  const [typeId] = associationTypes(from, to);
  if (typeId === undefined) throw invalid(`${from.name} cannot be associated with ${to.name}`);
  org.associations.link(from, fromId, to, toId, typeId);
  org.changed();
  return {
    from: { id: fromId },
    to: { id: toId },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId },
  };
}

/** Links two records by the association types that the caller names. */
export function linkTyped(org: HubspotOrg, ends: Ends, specs: Json, dialect: Dialect): JsonObject {
  const { from, fromId, to, toId } = ends;
  if (!Array.isArray(specs) || specs.length === 0) {
    throw invalid('Invalid input JSON on line 1, column 1: a list of association types is expected');
  }
  const targets = specs.map((spec) => specTarget(from, isObject(spec) ? spec : {}));
  const wrong = targets.find((target) => target.to !== to);
  if (wrong) {
    const expected = `expected: ${wrong.to.id}`;
    throw invalid(`invalid from object type ${from.id} for associations to be created. ${expected}`);
  }
  assertEnds(org, ends);
  for (const { typeId } of targets) org.associations.link(from, fromId, to, toId, typeId);
  org.changed();
  return {
    fromObjectTypeId: from.id,
    fromObjectId: dialectId(fromId, dialect),
    toObjectTypeId: to.id,
    toObjectId: dialectId(toId, dialect),
    labels: [],
  };
}

/** What a record is linked to, as the API lists it. */
export function linkedTo(org: HubspotOrg, from: ObjectType, id: string, to: ObjectType, dialect: Dialect) {
  return org.associations.from(from, id, to).map((link): JsonObject => ({
    toObjectId: dialectId(link.toId, dialect),
    associationTypes: link.typeIds.map((typeId) => associationType(typeId, dialect)),
  }));
}

/** An unlabelled type; v4 says so with a null that the date versions leave out. */
export function associationType(typeId: number, dialect: Dialect): JsonObject {
  return { category: 'HUBSPOT_DEFINED', typeId, ...(dialect.name === 'v4' ? { label: null } : {}) };
}

function assertEnds(org: HubspotOrg, { from, fromId, to, toId }: Ends): void {
  assertTargets(org, [
    { to: from, toId: fromId },
    { to, toId },
  ]);
}

function dialectId(id: string, dialect: Dialect): string | number {
  return dialect.numericIds ? Number(id) : id;
}
