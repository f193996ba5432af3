import { createRoute, z } from '@hono/zod-openapi';
import {
  bookingStatuses,
  type BookingEvent,
  type IntakeReceipt,
  type SubmissionEvent,
} from '../model/index.js';
import { nearName } from '../rules/near-name.js';
import { requires } from './access.js';
import { problems } from './problems.js';
import { lookup } from './parameters.js';
import { body, json } from './reply.js';
import { bookingState } from './sync-state.js';

const id = lookup(200);

const instant = z.iso.datetime({
  offset: true,
  error: 'Not an instant; send it like 2026-12-01T15:00:00Z.',
});

const email = z
  .string()
  .trim()
  .max(254, 'At most 254 characters.')
  .regex(
    /^[^\s\u0000-\u001f\u007f-\u009f@<>()",;:\\]+@[^\s\u0000-\u001f\u007f-\u009f@<>()",;:\\]+\.[^\s\u0000-\u001f\u007f-\u009f@.<>()",;:\\]+$/,
    'This is not an e-mail address.',
  );

const text = z.string().max(32_000, 'At most 32,000 characters.');

/** A value as the host sends it. */
export const sourceValue = z.union([text, z.number(), z.boolean(), z.array(text).max(500)], {
  error: 'Send text, a number, true or false, or a list of texts.',
});

const key = z.string().min(1).max(100);
const values = z.record(key, sourceValue);
const contact = z.object({ email }).catchall(sourceValue);
const answers = z
  .array(z.object({ question: id, value: sourceValue }))
  .max(500)
  .default([]);
const guest = z.object({ email, firstName: text.exactOptional(), lastName: text.exactOptional() });

const bookingEvent = z
  .object({
    eventId: id,
    id,
    occurredAt: instant,
    status: z.enum(bookingStatuses),
    contact,
    booking: values.superRefine(({ start, end }, context) => {
      const from = time(start, 'start');
      const to = time(end, 'end');
      if (from !== null && to !== null && to < from) {
        context.addIssue({
          code: 'custom',
          params: { code: 'end_before_start' },
          path: ['end'],
          message: 'The end is before the start.',
        });
      }

      function time(value: unknown, path: string): number | null {
        if (value === undefined) return null;
        const read = instant.safeParse(value);
        if (read.success) return Date.parse(read.data);
        context.addIssue({
          code: 'custom',
          params: { code: 'wrong_format' },
          path: [path],
          message: 'Not an instant; send it like 2026-12-01T15:00:00Z.',
        });
        return null;
      }
    }),
    answers,
    guests: z.array(guest).max(500).default([]),
  })
  .openapi('BookingEvent') satisfies z.ZodType<BookingEvent>;

const submissionEvent = z
  .object({ eventId: id, id, occurredAt: instant, source: text, contact, answers })
  .openapi('SubmissionEvent') satisfies z.ZodType<SubmissionEvent>;

const receipt: z.ZodType<IntakeReceipt> = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  warnings: z.array(
    z.object({
      eventId: z.string(),
      code: z.enum(['unknown_key', 'unknown_question', 'unknown_field', 'unknown_time_zone']),
      params: z.object({
        name: z.string(),
        meant: z.string().exactOptional().openapi({ description: 'What it was probably to be' }),
      }),
      pointer: z.string().openapi({ description: 'JSON pointer into the body' }),
      sentence: z.string(),
    }),
  ),
});

/** Most events of one request. */
export const maxEvents = 500;

/** A key of an event that means nothing here, and those that stand in its place. */
export interface Stray {
  readonly path: readonly PropertyKey[];
  readonly known: readonly string[];
}

/** One event or several; `bare` tells which it was, for pointers. With more than {@link maxEvents} none is read. */
export interface Sent<E> {
  readonly events: readonly E[];
  /** Of each event. */
  readonly strays: readonly (readonly Stray[])[];
  readonly count: number;
  readonly bare: boolean;
}

function oneOrMany<S extends z.ZodObject>(event: S, name: string) {
  return z
    .unknown()
    .transform((body, context): Sent<z.output<S>> => {
      const bare = !Array.isArray(body);
      const sent: readonly unknown[] = bare ? [body] : body;
      if (sent.length > maxEvents) return { events: [], strays: [], count: sent.length, bare };
      const strays: (readonly Stray[])[] = [];
      const events = sent.flatMap((one, at) => {
        const read = event.safeParse(one);
        if (read.success) {
          strays.push(strayKeys(one, read.data, Object.keys(event.shape)));
          return [read.data];
        }
        for (const { path, known } of strayKeys(one, { ...event.shape }, Object.keys(event.shape))) {
          const [name] = path;
          const meant = nearName(String(name), known);
          // One that was left out because it is misspelt is told as such, beside that it is missing.
          if (meant === undefined || !isMissing(one, meant)) continue;
          context.addIssue({
            code: 'custom',
            params: { code: 'unknown_key', meant },
            message: `“${String(name)}” is not known here. Did you mean “${meant}”?`,
            path: bare ? [...path] : [at, ...path],
          });
        }
        for (const issue of read.error.issues) {
          context.addIssue({
            code: 'custom',
            params: { issue },
            message: issue.message,
            path: bare ? issue.path : [at, ...issue.path],
          });
        }
        return [];
      });
      return { events, strays, count: sent.length, bare };
    })
    .openapi({
      anyOf: [
        { $ref: `#/components/schemas/${name}` },
        { type: 'array', maxItems: maxEvents, items: { $ref: `#/components/schemas/${name}` } },
      ],
    });
}

function isMissing(sent: unknown, key: string): boolean {
  return typeof sent === 'object' && sent !== null && !Object.hasOwn(sent, key);
}

const itemKeys: Readonly<Record<string, readonly string[]>> = {
  answers: ['question', 'value'],
  guests: Object.keys(guest.shape),
};

/** What a schema has left behind of an event, and of the items of its lists. */
function strayKeys(sent: unknown, read: object, known: readonly string[]): readonly Stray[] {
  if (typeof sent !== 'object' || sent === null) return [];
  const own = Object.keys(sent).filter((key) => !Object.hasOwn(read, key));
  return [
    ...own.map((key) => ({ path: [key], known })),
    ...Object.entries(read).flatMap(([list, items]) => {
      const given: unknown = Reflect.get(sent, list);
      if (!Array.isArray(items) || !Array.isArray(given)) return [];
      return items.flatMap((item, at) =>
        typeof item === 'object' && item !== null
          ? strayKeys(given[at], item, itemKeys[list] ?? []).map((stray) => ({
              ...stray,
              path: [list, at, ...stray.path],
            }))
          : [],
      );
    }),
  ];
}

/** Schemas that routes refer to by name only. */
export const bookingComponents = { BookingEvent: bookingEvent, SubmissionEvent: submissionEvent };

/** `POST /v1/bookings`. */
export const postBookings = createRoute({
  method: 'post',
  operationId: 'sendBookings',
  path: '/bookings',
  summary: 'Tell what happened to bookings',
  description: 'One event or an array of up to 500, all or none. Answered once it is durable.',
  tags: ['Bookings'],
  security: requires('service'),
  request: { body: body(oneOrMany(bookingEvent, 'BookingEvent')) },
  ...problems('too_many_items', 'event_conflict'),
  responses: { 202: json(receipt, 'Kept') },
});

/** `POST /v1/submissions`. */
export const postSubmissions = createRoute({
  method: 'post',
  operationId: 'sendSubmissions',
  path: '/submissions',
  summary: 'Tell what somebody entered in a routing form or chatbot',
  description: 'Writes the person only.',
  tags: ['Bookings'],
  security: requires('service'),
  request: { body: body(oneOrMany(submissionEvent, 'SubmissionEvent')) },
  ...problems('too_many_items', 'event_conflict'),
  responses: { 202: json(receipt, 'Kept') },
});

/** `GET /v1/bookings/{id}`. */
export const getBooking = createRoute({
  method: 'get',
  operationId: 'getBooking',
  path: '/bookings/{id}',
  summary: 'Where a booking stands in each CRM',
  tags: ['Bookings'],
  security: requires('member'),
  request: { params: z.object({ id }) },
  ...problems('not_found'),
  responses: { 200: json(bookingState, 'The booking') },
});
