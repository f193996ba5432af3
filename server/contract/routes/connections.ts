import { createRoute, z } from '@hono/zod-openapi';
import type { Attempt, Connection, FieldFinding, PermissionCheck, PermissionNeed } from '../model/index.js';
import { requires } from './access.js';
import { lookup, providerPath, refreshQuery } from './parameters.js';
import { fixSchema, messageSchema, problemSchema } from './problem.js';
import { ofConnection, ofCrm, ofProvider, problems } from './problems.js';
import { body, json } from './reply.js';

export const connectionSchema: z.ZodType<Connection> = z
  .object({
    provider: z.string(),
    accountId: z.string(),
    accountName: z.string(),
    environment: z.enum(['production', 'sandbox']),
    status: z.enum(['active', 'paused', 'waiting', 'needs_reconnect']),
    reason: messageSchema.nullable(),
    pausedUntil: z.string().nullable(),
    connectedBy: z.string(),
    connectedAt: z.string(),
    counts: z.object({ pending: z.int(), attention: z.int(), synced: z.int() }),
  })
  .openapi('Connection');

export const permissionNeedSchema = z.object({
  id: z.string(),
  label: z.string(),
  object: z.string().exactOptional(),
  need: z.enum(['required', 'recommended', 'conditional']),
  code: z.string(),
  why: z.string(),
}) satisfies z.ZodType<PermissionNeed>;

const permissionState = z
  .enum(['granted', 'missing', 'unknown'])
  .openapi({ description: 'unknown: the CRM does not report it' });

const rightsSchema = z.object({
  read: permissionState.exactOptional(),
  create: permissionState.exactOptional(),
  edit: permissionState.exactOptional(),
});

const permissionCheckSchema: z.ZodType<PermissionCheck> = permissionNeedSchema
  .extend({
    state: permissionState,
    fix: fixSchema,
    rights: rightsSchema.exactOptional().openapi({ description: 'By what may be done with the object' }),
    fields: z
      .array(z.object({ name: z.string(), label: z.string(), rights: rightsSchema }))
      .exactOptional()
      .openapi({ description: 'Each mapped field of the object' }),
    seen: z
      .array(
        z.object({
          right: z.enum(['create', 'edit']),
          by: z.enum(['write', 'refusal']),
          at: z.string(),
        }),
      )
      .exactOptional()
      .openapi({ description: 'What the newest writes have shown' }),
  })
  .openapi('PermissionCheck');

/** Reply of the search for a field that is missed. */
export const fieldFindingSchema: z.ZodType<FieldFinding> = z
  .object({
    state: z.enum(['mappable', 'read_only', 'not_seen']),
    label: z.string(),
    code: z.string(),
    why: z.string(),
    steps: z.array(z.string()),
    url: z.string(),
  })
  .openapi('FieldFinding');

const attemptSchema: z.ZodType<Attempt> = z
  .object({
    attemptId: z.string(),
    status: z.enum(['pending', 'connected', 'failed', 'cancelled', 'expired']),
    problem: problemSchema.exactOptional(),
    accountChanged: z.boolean().exactOptional(),
  })
  .openapi('Attempt');

const attemptPath = z.object({ attemptId: lookup(80) });
const tags = ['Connections'];

export const authorize = createRoute({
  method: 'post',
  operationId: 'startSignIn',
  path: '/connections/{provider}/authorize',
  tags,
  summary: 'Start a sign-in; send the pop-up to authorizeUrl and poll the attempt',
  security: requires('admin'),
  request: {
    params: providerPath,
    body: {
      content: {
        'application/json': {
          schema: z.strictObject({
            environment: z.enum(['production', 'sandbox'], 'Say production or sandbox.').exactOptional(),
            domain: z
              .string()
              .trim()
              .min(1)
              .max(253)
              .nullable()
              .exactOptional()
              .openapi({ description: 'Login host of the customer’s own' }),
          }),
        },
      },
    },
  },
  ...problems(...ofProvider, 'not_configured', 'domain_not_allowed'),
  responses: { 200: json(z.object({ attemptId: z.string(), authorizeUrl: z.string() }), 'The sign-in') },
});

export const getAttempt = createRoute({
  method: 'get',
  operationId: 'getSignIn',
  path: '/connections/attempts/{attemptId}',
  tags,
  summary: 'How a sign-in stands',
  security: requires('admin'),
  request: { params: attemptPath },
  ...problems('attempt_not_found'),
  responses: { 200: json(attemptSchema, 'The sign-in') },
});

export const cancelAttempt = createRoute({
  method: 'delete',
  operationId: 'cancelSignIn',
  path: '/connections/attempts/{attemptId}',
  tags,
  summary: 'Cancel a sign-in',
  security: requires('admin'),
  request: { params: attemptPath },
  ...problems('attempt_not_found'),
  responses: { 200: json(attemptSchema, 'The sign-in as it ended') },
});

export const listConnections = createRoute({
  method: 'get',
  operationId: 'listConnections',
  path: '/connections',
  tags,
  summary: 'The tenant’s connections',
  security: requires('member'),
  responses: { 200: json(z.object({ connections: z.array(connectionSchema) }), 'The connections') },
});

export const pauseConnection = createRoute({
  method: 'patch',
  operationId: 'pauseConnection',
  path: '/connections/{provider}',
  tags,
  summary: 'Pause or resume syncing',
  security: requires('admin'),
  request: { params: providerPath, body: body(z.strictObject({ paused: z.boolean('Say true or false.') })) },
  ...problems(...ofConnection, 'needs_reconnect'),
  responses: { 200: json(connectionSchema, 'The connection as it is now') },
});

export const disconnect = createRoute({
  method: 'delete',
  operationId: 'disconnect',
  path: '/connections/{provider}',
  tags,
  summary: 'Disconnect: access is revoked, and what waits ends as skipped',
  security: requires('admin'),
  request: {
    params: providerPath,
    query: z.object({ mapping: z.enum(['keep', 'delete'], 'Say keep or delete.').default('keep') }),
  },
  ...problems(...ofConnection),
  responses: { 204: { description: 'Disconnected' } },
});

export const listPermissions = createRoute({
  method: 'get',
  operationId: 'listPermissions',
  path: '/connections/{provider}/permissions',
  tags,
  summary: 'What the connected CRM user may do, and how to mend what is missing',
  security: requires('member'),
  request: { params: providerPath, query: refreshQuery },
  ...problems(...ofCrm),
  responses: { 200: json(z.object({ checks: z.array(permissionCheckSchema) }), 'The checks') },
});

export const findField = createRoute({
  method: 'get',
  operationId: 'findField',
  path: '/connections/{provider}/permissions/field',
  tags,
  summary: 'Why a field is not among those that can be mapped, and how to mend it in the CRM',
  security: requires('member'),
  request: {
    params: providerPath,
    query: z.object({
      object: z.string().min(1).max(80),
      name: z.string().trim().min(1, 'Name the field.').max(255),
    }),
  },
  ...problems(...ofCrm, 'unknown_object'),
  responses: { 200: json(fieldFindingSchema, 'What the CRM tells of the field') },
});
