import { createRoute, z } from '@hono/zod-openapi';
import type { Provider } from '../model/index.js';
import { requires } from './access.js';
import { connectionSchema, permissionNeedSchema } from './connections.js';
import { json } from './reply.js';

const providerSchema: z.ZodType<Provider> = z
  .object({
    id: z.string(),
    name: z.string(),
    summary: z.string(),
    advice: z.string(),
    configured: z.boolean().openapi({ description: 'False until the server has the app’s keys' }),
    fieldWord: z.string(),
    environments: z.array(z.enum(['production', 'sandbox'])),
    customDomain: z.boolean(),
    canCreateFields: z.boolean(),
    objects: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        singular: z.string(),
        role: z.enum(['person', 'meeting', 'case']),
      }),
    ),
    createAs: z.array(z.string()),
    permissions: z.array(permissionNeedSchema),
    connection: connectionSchema.nullable(),
  })
  .openapi('Provider');

export const listProviders = createRoute({
  method: 'get',
  operationId: 'listProviders',
  path: '/providers',
  tags: ['Connections'],
  summary: 'CRMs on offer, with the permissions they need and the connection, if any',
  security: requires('member'),
  responses: {
    200: json(z.object({ providers: z.array(providerSchema) }), 'All CRMs that this server knows'),
  },
});
