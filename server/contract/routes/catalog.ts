import { createRoute, z } from '@hono/zod-openapi';
import {
  valueTypes,
  type CrmField,
  type CrmObject,
  type CrmUser,
  type FieldOption,
  type NewField,
} from '../model/index.js';
import { requires } from './access.js';
import { providerPath, refreshQuery } from './parameters.js';
import { body, json } from './reply.js';

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
  path: '/providers/{provider}/objects',
  tags,
  summary: 'Objects of the connected CRM that bookings are written to',
  security: requires('member'),
  request: { params: providerPath },
  responses: { 200: json(z.object({ objects: z.array(objectSchema) }), 'The objects') },
});

export const listFields = createRoute({
  method: 'get',
  path: '/providers/{provider}/objects/{object}/fields',
  tags,
  summary: 'Writable fields of an object, custom ones included',
  security: requires('member'),
  request: { params: objectPath, query: refreshQuery },
  responses: {
    200: json(z.object({ fields: z.array(fieldSchema) }), 'The fields, with an ETag'),
  },
});

export const createField = createRoute({
  method: 'post',
  path: '/providers/{provider}/objects/{object}/fields',
  tags,
  summary: 'Create a field in the CRM',
  security: requires('admin'),
  request: { params: objectPath, body: body(newFieldSchema) },
  responses: { 201: json(fieldSchema, 'The new field') },
});

export const listUsers = createRoute({
  method: 'get',
  path: '/providers/{provider}/users',
  tags,
  summary: 'Users of the CRM who can own records, for the choice of a fallback owner',
  security: requires('member'),
  request: { params: providerPath, query: refreshQuery },
  responses: { 200: json(z.object({ users: z.array(userSchema) }), 'Active users first') },
});
