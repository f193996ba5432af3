import { z } from 'zod';
import {
  valueTypes,
  type CrmField,
  type CrmObject,
  type ObjectRole,
  type SourceField,
} from '../../../server/contract/model/index.js';
import { builtInFields } from '../../../server/contract/rules/built-in-fields.js';
import { fieldOf, isMappable } from '../../../server/crm/hubspot/fields.js';
import { property } from '../../../server/crm/hubspot/replies.js';
import { description } from '../../../server/crm/salesforce/describe.js';
import { normalise } from '../../../server/crm/salesforce/fields.js';

/** What suggestions are made for. */
export interface Schema {
  readonly objects: readonly CrmObject[];
  readonly fields: Readonly<Record<string, readonly CrmField[]>>;
  readonly sources: readonly SourceField[];
}

const choice = z.union([
  z.string().transform((value) => ({ value, label: value, active: true })),
  z.object({
    value: z.string(),
    label: z.string(),
    active: z.boolean().default(true),
  }),
]);

const crmField = z
  .object({
    name: z.string(),
    label: z.string(),
    type: z.enum([...valueTypes, 'reference', 'unsupported']),
    crmType: z.string().optional(),
    custom: z.boolean().optional(),
    group: z.string().nullable().default(null),
    required: z.enum(['always', 'learned', 'admin']).nullable().default(null),
    createable: z.boolean().default(true),
    updateable: z.boolean().default(true),
    options: z.array(choice).default([]),
    restricted: z.boolean().default(false),
    maxLength: z.number().nullable().default(null),
    precision: z.number().nullable().default(null),
    scale: z.number().nullable().default(null),
    help: z.string().nullable().default(null),
  })
  .transform((field): CrmField => ({
    ...field,
    crmType: field.crmType ?? field.type,
    custom: field.custom ?? /__c$/i.test(field.name),
  }));

const sourceField = z
  .object({
    key: z.string(),
    label: z.string(),
    object: z.enum(['contact', 'booking']).default('contact'),
    type: z.enum(valueTypes).default('text'),
    options: z
      .array(
        z.union([
          z.string().transform((value) => ({ value, label: value })),
          z.object({ value: z.string(), label: z.string() }),
        ]),
      )
      .optional(),
    builtIn: z.boolean().optional(),
  })
  .transform(({ key, label, object, type, options, builtIn }): SourceField => ({
    key,
    label,
    object,
    type,
    ...(options && { options }),
    ...(builtIn && { builtIn }),
  }));

const schema = z.object({
  objects: z.record(z.string(), z.unknown()),
  source: z.object({ fields: z.array(sourceField) }).default({ fields: [] }),
});

/** Reads a schema in any of the shapes that the bench takes. A lone describe is a schema of one object. */
export function readSchema(given: unknown): Schema {
  const lone = z.object({ name: z.string(), fields: z.array(z.unknown()) }).safeParse(given);
  const { objects, source } = schema.parse(lone.success ? { objects: { [lone.data.name]: given } } : given);
  const own = source.fields.filter(({ key }) => !builtInFields.some((known) => known.key === key));
  return {
    objects: Object.keys(objects).map(objectOf),
    fields: Object.fromEntries(Object.entries(objects).map(([name, value]) => [name, fieldsOf(name, value)])),
    sources: [...builtInFields, ...own],
  };
}

function fieldsOf(object: string, given: unknown): readonly CrmField[] {
  const hubspot = z.object({ results: z.array(property) }).safeParse(given);
  if (hubspot.success) {
    return hubspot.data.results
      .filter(isMappable)
      .map((one) => fieldOf(one, { group: one.groupName ?? null, required: false, ownerOptions: [] }));
  }
  const isDescribe = z
    .object({ fields: z.array(z.object({ soapType: z.string() })).min(1) })
    .safeParse(given).success;
  if (isDescribe) return normalise(object, description.parse(given));
  const list = Array.isArray(given) ? given : z.object({ fields: z.array(z.unknown()) }).parse(given).fields;
  return z.array(crmField).parse(list);
}

function objectOf(name: string): CrmObject {
  const role = roleOf(name);
  const targets: Readonly<Record<string, string>> = { Event: 'WhoId', Case: 'ContactId' };
  const target = targets[name];
  return {
    name,
    label: `${name}s`,
    singular: name.toLowerCase(),
    role,
    createable: true,
    updateable: true,
    requiredGroups: [],
    who: target === undefined ? null : { target, label: 'Name' },
  };
}

function roleOf(name: string): ObjectRole {
  if (/^(meetings?|events?|appointments?)$/i.test(name)) return 'meeting';
  return /^(cases?|tickets?)$/i.test(name) ? 'case' : 'person';
}
