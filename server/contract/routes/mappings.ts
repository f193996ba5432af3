import { createRoute, z } from '@hono/zod-openapi';
import { requires } from './access.js';
import {
  draft,
  example,
  mappedFields,
  mapping,
  matched,
  preview,
  readiness,
  suggestion,
  version,
} from './mapping-schemas.js';
import { lookup, providerPath, refreshQuery } from './parameters.js';
import { ofConnection, ofCrm, problems } from './problems.js';
import { body, json, unchanged } from './reply.js';

const tag = z.string().optional();

/** Optional to the schema, so that its absence is answered with 428 rather than 422. */
const ifMatchNeeded = z.object({
  'if-match': tag.openapi({
    description:
      'ETag of the version that was changed, its bare number, or *: 428 without it, 412 when it is not live',
    param: { required: true },
    example: '"7-1f9c2e5a0b34"',
  }),
});
const ifMatch = z.object({
  'if-match': tag.openapi({
    description: 'Restore only over this version: 412 when it is not live',
    example: '"7-1f9c2e5a0b34"',
  }),
});

const address = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, 'This is not an e-mail address.');

const tags = ['Mapping'];
const path = '/providers/{provider}/mapping' as const;
const etag = { headers: { ETag: { schema: { type: 'string' as const, example: '"7-1f9c2e5a0b34"' } } } };

/** `GET …/mapping`. */
export const getMapping = createRoute({
  method: 'get',
  operationId: 'getMapping',
  path,
  summary: 'The live mapping',
  tags,
  security: requires('member'),
  request: { params: providerPath },
  ...problems(...ofCrm),
  responses: {
    200: { ...json(mapping, 'The mapping; its ETag names its version and whose it is'), ...etag },
    304: unchanged,
  },
});

/** `PUT …/mapping`. */
export const putMapping = createRoute({
  method: 'put',
  operationId: 'saveMapping',
  path,
  summary: 'Save a new version of the mapping',
  description: 'A row needs only id and target. Objects and settings that are left out stay as they are.',
  tags,
  security: requires('admin'),
  request: { params: providerPath, headers: ifMatchNeeded, body: body(draft) },
  ...problems(...ofCrm, 'precondition_required', 'version_conflict', 'mapping_invalid'),
  responses: { 200: { ...json(mapping, 'The saved version'), ...etag } },
});

/** `GET …/mapping/fields`. */
export const getMappedFields = createRoute({
  method: 'get',
  operationId: 'getMappedFields',
  path: `${path}/fields`,
  summary: 'What mapped fields were when their rows were saved',
  description:
    'Compared with the fields of now it tells what the CRM changed. With refresh=true the CRM is read again first, where it can be reached.',
  tags,
  security: requires('member'),
  request: { params: providerPath, query: refreshQuery },
  ...problems(...ofCrm),
  responses: { 200: json(mappedFields, 'Noted fields, and why some can’t be written any more') },
});

/** `POST …/mapping/fields/accept`. */
export const acceptFields = createRoute({
  method: 'post',
  operationId: 'acceptFields',
  path: `${path}/fields/accept`,
  summary: 'Take mapped fields as they are now, so that their change is not told any more',
  tags,
  security: requires('admin'),
  request: {
    params: providerPath,
    body: body(
      z.strictObject({
        fields: z
          .array(z.strictObject({ object: z.string().min(1).max(100), field: z.string().min(1).max(500) }))
          .min(1)
          .max(1000),
      }),
    ),
  },
  ...problems(...ofCrm),
  responses: { 200: json(mappedFields, 'What is noted from now on') },
});

/** `GET …/mapping/suggestions`. */
export const getSuggestions = createRoute({
  method: 'get',
  operationId: 'listSuggestions',
  path: `${path}/suggestions`,
  summary: 'Mappings that we propose',
  tags,
  security: requires('member'),
  request: { params: providerPath },
  ...problems(...ofCrm),
  responses: {
    200: json(z.object({ suggestions: z.array(suggestion).readonly() }), 'Best first, object by object'),
  },
});

/** `POST …/mapping/check`. */
export const checkMapping = createRoute({
  method: 'post',
  operationId: 'checkMapping',
  path: `${path}/check`,
  summary: 'How ready a draft is',
  description: 'The draft itself, or {"mapping": draft}. Without either, the live mapping.',
  tags,
  security: requires('admin'),
  request: { params: providerPath, body: body(draft.extend({ mapping: draft.exactOptional() })) },
  ...problems(...ofCrm),
  responses: { 200: json(readiness, 'Coverage of required fields, and every problem') },
});

/** `POST …/mapping/preview`. */
export const previewMapping = createRoute({
  method: 'post',
  operationId: 'previewMapping',
  path: `${path}/preview`,
  summary: 'What a booking would write',
  description:
    'The booking is the id of a known one, or made up. Without it, one of the fields’ samples. With email, as if somebody of that address had booked it.',
  tags,
  security: requires('admin'),
  request: {
    params: providerPath,
    body: body(
      z.object({
        mapping: draft.exactOptional(),
        booking: z.union([lookup(200), example]).exactOptional(),
        email: address.exactOptional(),
      }),
    ),
  },
  ...problems(...ofCrm, 'not_found'),
  responses: { 200: json(preview, 'Each record with each field before and after') },
});

/** `POST …/mapping/match`. */
export const matchPerson = createRoute({
  method: 'post',
  operationId: 'matchPerson',
  path: `${path}/match`,
  summary: 'Whom an e-mail address would match',
  tags,
  security: requires('admin'),
  request: {
    params: providerPath,
    body: body(
      z.object({
        email: address,
        phone: z.string().max(100).exactOptional(),
      }),
    ),
  },
  ...problems(...ofCrm),
  responses: { 200: json(matched, 'The record that would be updated, or that one would be created') },
});

/** `GET …/mapping/versions`. */
export const getVersions = createRoute({
  method: 'get',
  operationId: 'listVersions',
  path: `${path}/versions`,
  summary: 'Every version, newest first',
  tags,
  security: requires('member'),
  request: { params: providerPath },
  ...problems(...ofConnection),
  responses: { 200: json(z.object({ versions: z.array(version).readonly() }), 'All versions') },
});

/** `POST …/mapping/versions/{n}/restore`. */
export const restoreVersion = createRoute({
  method: 'post',
  operationId: 'restoreVersion',
  path: `${path}/versions/{n}/restore`,
  summary: 'Make an older version live again, as a new version',
  tags,
  security: requires('admin'),
  request: {
    params: providerPath.extend({ n: z.coerce.number().int().min(1).max(2_147_483_647) }),
    headers: ifMatch,
  },
  ...problems(...ofCrm, 'not_found', 'version_conflict'),
  responses: { 200: { ...json(mapping, 'The new version'), ...etag } },
});
