import { createRoute, z } from '@hono/zod-openapi';
import { bookingStatuses, type ActivityItem, type Cause } from '../model/index.js';
import { requires } from './access.js';
import { lookup } from './parameters.js';
import { ofConnection, ofProvider, problems } from './problems.js';
import { body, json } from './reply.js';
import { omission, syncFault, syncRecord, syncState } from './sync-state.js';

const item: z.ZodType<ActivityItem> = z.object({
  provider: z.string(),
  booking: z.string(),
  kind: z.enum(['booking', 'submission']),
  status: z.enum(bookingStatuses),
  person: z.string(),
  subject: z.string(),
  state: syncState,
  records: z.array(syncRecord),
  fault: syncFault.nullable(),
  omitted: z.array(omission),
  nextAttemptAt: z.string().nullable(),
  at: z.string(),
});

const cause: z.ZodType<Cause> = z.object({
  cause: z.string(),
  provider: z.string(),
  state: z.enum(['attention', 'pending', 'paused']),
  fault: syncFault,
  count: z.int(),
  since: z.string(),
  last: z.string(),
  nextAttemptAt: z.string().nullable(),
  row: z.object({ object: z.string(), field: z.string() }).nullable(),
});

const provider = z.string().min(1).max(40);

/** `GET /v1/activity`. */
export const getActivity = createRoute({
  method: 'get',
  operationId: 'listActivity',
  path: '/activity',
  summary: 'What was synced, waits or needs attention, newest first',
  tags: ['Activity'],
  security: requires('member'),
  request: {
    query: z.object({
      provider: provider.optional(),
      state: syncState.optional(),
      cursor: z.string().max(1000).optional().openapi({ description: 'From the reply before' }),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  ...problems(...ofProvider),
  responses: {
    200: json(
      z.object({
        items: z.array(item),
        cursor: z.string().nullable(),
        counts: z.object({ synced: z.int(), pending: z.int(), attention: z.int(), skipped: z.int() }),
      }),
      'A page; without a cursor it is the last',
    ),
  },
});

/** `GET /v1/activity/causes`. */
export const getCauses = createRoute({
  method: 'get',
  operationId: 'listActivityCauses',
  path: '/activity/causes',
  summary: 'Why bookings wait or need attention, one line per reason',
  tags: ['Activity'],
  security: requires('member'),
  request: { query: z.object({ provider: provider.optional() }) },
  ...problems(...ofProvider),
  responses: { 200: json(z.object({ causes: z.array(cause) }), 'Most bookings first') },
});

const selection = z
  .strictObject({
    provider,
    bookings: z.array(lookup(200)).min(1).max(500).exactOptional(),
    cause: lookup(2000).exactOptional(),
  })
  .refine(({ bookings, cause }) => (bookings === undefined) !== (cause === undefined), {
    error: 'Name either bookings or a cause.',
    path: ['bookings'],
  });

const changed = z.object({ count: z.int().openapi({ description: 'Bookings that this changed' }) });

/** `POST /v1/activity/retry`. */
export const postRetry = createRoute({
  method: 'post',
  operationId: 'retryBookings',
  path: '/activity/retry',
  summary: 'Try bookings again now',
  tags: ['Activity'],
  security: requires('admin'),
  request: { body: body(selection) },
  ...problems(...ofConnection),
  responses: { 200: json(changed, 'Tried again') },
});

/** `POST /v1/activity/skip`. */
export const postSkip = createRoute({
  method: 'post',
  operationId: 'skipBookings',
  path: '/activity/skip',
  summary: 'Do not write these bookings',
  description: 'Until the next event of the booking, or a retry.',
  tags: ['Activity'],
  security: requires('admin'),
  request: { body: body(selection) },
  ...problems(...ofConnection),
  responses: { 200: json(changed, 'Skipped') },
});
