import { z } from '@hono/zod-openapi';
import {
  bookingStatuses,
  faultCodes,
  type BookingState,
  type BookingSync,
  type Fault,
  type FaultCode,
  type Omission,
  type SyncFault,
  type SyncRecord,
} from '../model/index.js';

const params = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
);

const codes = Object.keys(faultCodes).filter((code): code is FaultCode => code in faultCodes);

const crmFault = z.object({
  code: z.enum(codes),
  params,
  sentence: z.string(),
  class: z.enum(['transient', 'quota', 'auth', 'permission', 'data', 'conflict', 'unknown']),
  object: z.string().nullable(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  requestId: z.string().nullable(),
  fix: z.object({ text: z.string(), url: z.string().exactOptional() }).nullable(),
  retryAt: z.string().nullable(),
}) satisfies z.ZodType<Fault>;

const skipped = z.object({
  code: z.enum([
    'disconnected',
    'skipped_by_admin',
    'nothing_to_write',
    'created_elsewhere',
    'connection_paused',
  ]),
  params,
  sentence: z.string(),
  class: z.literal('skipped'),
  since: z.string(),
});

/** Why a booking waits, needs attention or was skipped. */
export const syncFault: z.ZodType<SyncFault> = z.union([crmFault.extend({ since: z.string() }), skipped]);

/** A record that a booking was written to. */
export const syncRecord: z.ZodType<SyncRecord> = z.object({
  object: z.string(),
  id: z.string(),
  url: z.string().nullable(),
  action: z.enum(['created', 'updated', 'unchanged']),
});

/** A field that was left out. */
export const omission: z.ZodType<Omission> = z.object({
  object: z.string(),
  field: z.string(),
  code: z.string(),
  why: z.string(),
});

/** `pending`, `synced`, … */
export const syncState = z.enum(['pending', 'synced', 'attention', 'paused', 'skipped']);

const bookingSync: z.ZodType<BookingSync> = z.object({
  provider: z.string(),
  version: z.int(),
  state: syncState,
  records: z.array(syncRecord),
  fault: syncFault.nullable(),
  nextAttemptAt: z.string().nullable(),
  omitted: z.array(omission),
});

/** `GET /v1/bookings/{id}`. */
export const bookingState: z.ZodType<BookingState> = z
  .object({
    id: z.string(),
    status: z.enum(bookingStatuses),
    version: z.int(),
    syncs: z.array(bookingSync),
  })
  .openapi('BookingState');
