import { createRoute, z } from '@hono/zod-openapi';
import { requires } from './access.js';
import { providerPath } from './parameters.js';
import { ofConnection, ofCrm, problems } from './problems.js';
import { body, json } from './reply.js';

/** `POST /v1/connections/{provider}/test-booking`. */
export const postTestBooking = createRoute({
  method: 'post',
  operationId: 'sendTestBooking',
  path: '/connections/{provider}/test-booking',
  summary: 'Write a marked test booking',
  description: 'For the e-mail of the signed-in CRM user, through the whole pipe.',
  tags: ['Sync'],
  security: requires('admin'),
  request: { params: providerPath },
  ...problems(...ofCrm),
  responses: { 202: json(z.object({ id: z.string() }), 'The id of the booking, to follow it by') },
});

/** `POST /v1/connections/{provider}/backfill`. */
export const postBackfill = createRoute({
  method: 'post',
  operationId: 'startBackfill',
  path: '/connections/{provider}/backfill',
  summary: 'Sync bookings that were known before the connection',
  description: 'Those that start at or after `from`, by default now. With `dryRun` it only counts.',
  tags: ['Sync'],
  security: requires('admin'),
  request: {
    params: providerPath,
    body: body(
      // Strict: a misspelt dryRun would start it.
      z.strictObject({
        dryRun: z.boolean().default(false),
        from: z
          .union([z.iso.datetime({ offset: true }), z.iso.date()], {
            error: 'Send a day or an instant, like 2026-12-01 or 2026-12-01T15:00:00Z.',
          })
          .exactOptional(),
      }),
    ),
  },
  ...problems(...ofConnection, 'not_configured'),
  responses: {
    200: json(
      z.object({ count: z.int(), calls: z.int(), started: z.boolean() }),
      'Bookings to sync, and about how many calls that takes',
    ),
  },
});
