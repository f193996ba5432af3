import { Hono } from 'hono';
import type { JsonObject } from '../../json.js';
import { findObjectType, objectTypes, type ObjectType } from '../object-types.js';
import { notFound } from '../errors.js';
import {
  bodyObject,
  noContent,
  pathObject,
  reply,
  requireScope,
  type Call,
  type HubspotEnv,
} from '../hubspot-env.js';
import type { ValidationRule } from '../org-settings.js';
import { associationTypes } from '../records/associations.js';
import { accepted } from '../scopes.js';

/** Object definitions: `/crm-object-schemas/{version}/schemas`. Standard objects name no required properties. */
export function schemaRoutes(): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  // The list holds custom objects only, and there are none.
  routes.get('/schemas', (c) => {
    requireScope(c, accepted.schemas);
    return reply({ results: [] });
  });
  routes.get('/schemas/:objectType', (c) => {
    requireScope(c, accepted.schemas);
    return reply(schema(c, pathObject(c)));
  });
  return routes;
}

/** Rules on property values: `/crm/property-validations/{version}/{objectTypeId}`. */
export function validationRoutes(): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.get('/:objectType', (c) => {
    requireScope(c, accepted.readProperties);
    const rules = c.var.org.settings.validations[pathObject(c).name] ?? {};
    const results = Object.entries(rules).map(([propertyName, propertyValidationRules]) => ({
      propertyName,
      propertyValidationRules,
    }));
    return reply({ results });
  });
  routes.get('/:objectType/:name', (c) => {
    requireScope(c, accepted.readProperties);
    return reply({ results: c.var.org.validationRules(pathObject(c), c.req.param('name')) });
  });
  routes.get('/:objectType/:name/rule-type/:ruleType', (c) => {
    requireScope(c, accepted.readProperties);
    const rules = c.var.org.validationRules(pathObject(c), c.req.param('name'));
    const rule = rules.find(({ ruleType }) => ruleType === c.req.param('ruleType'));
    if (!rule) throw notFound();
    return reply(rule);
  });
  routes.put('/:objectType/:name/rule-type/:ruleType', async (c) => {
    requireScope(c, accepted.writeProperties);
    const { ruleArguments, shouldApplyNormalization } = await bodyObject(c);
    const rule: ValidationRule = {
      ruleType: c.req.param('ruleType'),
      ruleArguments: Array.isArray(ruleArguments) ? ruleArguments.map(String) : [],
      shouldApplyNormalization: shouldApplyNormalization === true,
    };
    const { validations } = c.var.org.settings;
    const byProperty = (validations[pathObject(c).name] ??= {});
    const others = (byProperty[c.req.param('name')] ?? []).filter(
      ({ ruleType }) => ruleType !== rule.ruleType,
    );
    byProperty[c.req.param('name')] = [...others, rule];
    c.var.org.changed();
    return noContent();
  });
  return routes;
}

function schema(c: Call, type: ObjectType): JsonObject {
  const { fullName, singular, name, id } = type;
  return {
    labels: { singular, plural: name.charAt(0).toUpperCase() + name.slice(1) },
    requiredProperties: [],
    searchableProperties: [],
    primaryDisplayProperty: type.primaryDisplayProperty,
    secondaryDisplayProperties: [],
    description: type.description,
    allowsSensitiveProperties: true,
    archived: false,
    restorable: true,
    metaType: 'HUBSPOT',
    id: id.slice(2),
    fullyQualifiedName: fullName,
    createdAt: '1970-01-01T00:00:00Z',
    updatedAt: '2025-03-05T18:12:37.434Z',
    objectTypeId: id,
    properties:
      c.req.query('includePropertyDefinitions') === 'true' ? [...c.var.org.properties(type).values()] : [],
    associations: objectTypes.flatMap((to) => definitions(type, to)),
    name: fullName,
  };
}

function definitions(from: ObjectType, to: ObjectType): JsonObject[] {
  const target = findObjectType(to.name);
  return associationTypes(from, to).map((typeId) => ({
    fromObjectTypeId: from.id,
    toObjectTypeId: target?.id ?? to.id,
    name: `${from.fullName}_TO_${to.fullName}`,
    cardinality: 'ONE_TO_MANY',
    inverseCardinality: 'ONE_TO_MANY',
    hasUserEnforcedMaxToObjectIds: false,
    hasUserEnforcedMaxFromObjectIds: false,
    maxToObjectIds: 10000,
    maxFromObjectIds: 10000,
    id: String(typeId),
  }));
}
