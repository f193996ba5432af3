import { createRoute, z } from '@hono/zod-openapi';
import {
  valueTypes,
  type CrmField,
  type CrmObject,
  type CrmUser,
  type FieldOption,
  type NewField,
  type NewFieldPlan,
} from '../model/index.js';
import { requires } from './access.js';
import { providerPath, refreshQuery } from './parameters.js';
import { ofCrm, problems } from './problems.js';
import { body, json, unchanged } from './reply.js';

const objectSchema: z.ZodType<CrmObject> = z
  .object({
    name: z.string(),
    label: z.string(),
    singular: z.string(),
    role: z.enum(['person', 'meeting', 'case']),
    createable: z.boolean(),
    updateable: z.boolean(),
    requiredGroups: z
      .array(z.array(z.string()))
      .openapi({ description: 'Of each group one must have a value' }),
    who: z.object({ target: z.string(), label: z.string() }).nullable(),
  })
  .openapi('CrmObject');

const optionSchema = z.object({
  value: z.string(),
  label: z.string(),
  active: z.boolean(),
  validFor: z
    .array(z.string())
    .exactOptional()
    .openapi({ description: 'Values of the controlling field with which this choice goes' }),
  recordTypes: z
    .array(z.string())
    .exactOptional()
    .openapi({ description: 'Record types that offer this choice' }),
}) satisfies z.ZodType<FieldOption>;

const fieldSchema: z.ZodType<CrmField> = z
  .object({
    name: z.string(),
    label: z.string(),
    type: z.enum([...valueTypes, 'reference', 'unsupported']),
    crmType: z.string(),
    custom: z.boolean(),
    group: z.string().nullable(),
    required: z.enum(['always', 'learned', 'admin']).nullable(),
    createable: z.boolean(),
    updateable: z.boolean(),
    options: z.array(optionSchema),
    restricted: z.boolean(),
    maxLength: z.int().nullable(),
    precision: z.int().nullable(),
    scale: z.int().nullable(),
    help: z.string().nullable(),
    referenceTo: z.array(z.string()).exactOptional(),
    unique: z.boolean().exactOptional(),
    controlledBy: z.string().exactOptional(),
    recordTypeField: z.string().exactOptional(),
    defaultValue: z.string().exactOptional(),
  })
  .openapi('CrmField');

const newFieldSchema = z.strictObject({
  label: z.string().trim().min(1, 'Give the new field a name.').max(255),
  type: z.enum(valueTypes),
  options: z
    .array(z.strictObject({ value: z.string().min(1).max(255), label: z.string().min(1).max(255) }))
    .max(1000)
    .exactOptional(),
  group: z.string().min(1).max(255).exactOptional(),
}) satisfies z.ZodType<NewField>;

const userSchema: z.ZodType<CrmUser> = z
  .object({ id: z.string(), name: z.string(), email: z.string(), active: z.boolean() })
  .openapi('CrmUser');

const objectPath = providerPath.extend({
  object: z.string().min(1).max(100).openapi({ description: 'API name in the CRM', example: 'contacts' }),
});
const tags = ['Catalog'];

export const listObjects = createRoute({
  method: 'get',
  operationId: 'listObjects',
  path: '/providers/{provider}/objects',
  tags,
  summary: 'Objects of the connected CRM that bookings are written to',
  security: requires('member'),
  request: { params: providerPath },
  ...problems(...ofCrm),
  responses: { 200: json(z.object({ objects: z.array(objectSchema) }), 'The objects') },
});

export const listFields = createRoute({
  method: 'get',
  operationId: 'listFields',
  path: '/providers/{provider}/objects/{object}/fields',
  tags,
  summary: 'Writable fields of an object, custom ones included',
  security: requires('member'),
  request: { params: objectPath, query: refreshQuery },
  ...problems(...ofCrm, 'unknown_object'),
  responses: {
    200: json(z.object({ fields: z.array(fieldSchema) }), 'The fields, with an ETag'),
    304: unchanged,
  },
});

export const createField = createRoute({
  method: 'post',
  operationId: 'createField',
  path: '/providers/{provider}/objects/{object}/fields',
  tags,
  summary: 'Create a field in the CRM',
  security: requires('admin'),
  request: { params: objectPath, body: body(newFieldSchema) },
  ...problems(...ofCrm, 'unknown_object'),
  responses: { 201: json(fieldSchema, 'The new field') },
});

const planSchema: z.ZodType<NewFieldPlan> = z
  .object({
    name: z.string(),
    type: z.string(),
    groups: z.array(z.object({ name: z.string(), label: z.string() })),
    missing: z.object({ label: z.string(), steps: z.array(z.string()) }).nullable(),
    steps: z.array(z.string()),
    url: z.string(),
  })
  .openapi('NewFieldPlan');

export const planField = createRoute({
  method: 'post',
  operationId: 'planField',
  path: '/providers/{provider}/objects/{object}/fields/plan',
  tags,
  summary: 'How a field would be created: its name and groups, what is missing, or the steps in the CRM',
  security: requires('admin'),
  request: { params: objectPath, body: body(newFieldSchema) },
  ...problems(...ofCrm, 'unknown_object'),
  responses: { 200: json(planSchema, 'Nothing is created by this') },
});

export const listUsers = createRoute({
  method: 'get',
  operationId: 'listUsers',
  path: '/providers/{provider}/users',
  tags,
  summary: 'Users of the CRM who can own records, for the choice of a fallback owner',
  security: requires('member'),
  request: { params: providerPath, query: refreshQuery },
  ...problems(...ofCrm),
  responses: { 200: json(z.object({ users: z.array(userSchema) }), 'Active users first') },
});
