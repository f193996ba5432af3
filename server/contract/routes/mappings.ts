import { createRoute, z } from '@hono/zod-openapi';
import { requires } from './access.js';
import {
  draft,
  example,
  mapping,
  matched,
  preview,
  readiness,
  suggestion,
  version,
} from './mapping-schemas.js';
import { providerPath } from './parameters.js';
import { body, json } from './reply.js';

const ifMatch = z.object({
  'if-match': z.string().optional().openapi({ description: 'ETag of the version that was changed' }),
});

const tags = ['Mapping'];
const path = '/providers/{provider}/mapping' as const;
const etag = { headers: { ETag: { schema: { type: 'string' as const, example: '"7"' } } } };

/** `GET …/mapping`. */
export const getMapping = createRoute({
  method: 'get',
  path,
  summary: 'The live mapping',
  tags,
  security: requires('member'),
  request: { params: providerPath },
  responses: { 200: { ...json(mapping, 'The mapping; its ETag is its version'), ...etag } },
});

/** `PUT …/mapping`. */
export const putMapping = createRoute({
  method: 'put',
  path,
  summary: 'Save a new version of the mapping',
  description: 'A row needs only id and target. Objects and settings that are left out stay as they are.',
  tags,
  security: requires('admin'),
  request: { params: providerPath, headers: ifMatch, body: body(draft) },
  responses: { 200: { ...json(mapping, 'The saved version'), ...etag } },
});

/** `GET …/mapping/suggestions`. */
export const getSuggestions = createRoute({
  method: 'get',
  path: `${path}/suggestions`,
  summary: 'Mappings that we propose',
  tags,
  security: requires('member'),
  request: { params: providerPath },
  responses: {
    200: json(z.object({ suggestions: z.array(suggestion).readonly() }), 'Best first, object by object'),
  },
});

/** `POST …/mapping/check`. */
export const checkMapping = createRoute({
  method: 'post',
  path: `${path}/check`,
  summary: 'How ready a draft is',
  description: 'The draft itself, or {"mapping": draft}. Without either, the live mapping.',
  tags,
  security: requires('admin'),
  request: { params: providerPath, body: body(draft.extend({ mapping: draft.exactOptional() })) },
  responses: { 200: json(readiness, 'Coverage of required fields, and every problem') },
});

/** `POST …/mapping/preview`. */
export const previewMapping = createRoute({
  method: 'post',
  path: `${path}/preview`,
  summary: 'What a booking would write',
  description: 'The booking is the id of a known one, or made up. Without it, one of the fields’ samples.',
  tags,
  security: requires('admin'),
  request: {
    params: providerPath,
    body: body(
      z.object({ mapping: draft.exactOptional(), booking: z.union([z.string(), example]).exactOptional() }),
    ),
  },
  responses: { 200: json(preview, 'Each record with each field before and after') },
});

/** `POST …/mapping/match`. */
export const matchPerson = createRoute({
  method: 'post',
  path: `${path}/match`,
  summary: 'Whom an e-mail address would match',
  tags,
  security: requires('admin'),
  request: {
    params: providerPath,
    body: body(
      z.object({
        email: z
          .string()
          .trim()
          .max(254)
          .regex(/^[^\s@]+@[^\s@]+$/, 'This is not an e-mail address.'),
        phone: z.string().max(100).exactOptional(),
      }),
    ),
  },
  responses: { 200: json(matched, 'The record that would be updated, or that one would be created') },
});

/** `GET …/mapping/versions`. */
export const getVersions = createRoute({
  method: 'get',
  path: `${path}/versions`,
  summary: 'Every version, newest first',
  tags,
  security: requires('member'),
  request: { params: providerPath },
  responses: { 200: json(z.object({ versions: z.array(version).readonly() }), 'All versions') },
});

/** `POST …/mapping/versions/{n}/restore`. */
export const restoreVersion = createRoute({
  method: 'post',
  path: `${path}/versions/{n}/restore`,
  summary: 'Make an older version live again, as a new version',
  tags,
  security: requires('admin'),
  request: {
    params: providerPath.extend({ n: z.coerce.number().int().min(1) }),
    headers: ifMatch,
  },
  responses: { 200: { ...json(mapping, 'The new version'), ...etag } },
});
