import { z } from '@hono/zod-openapi';
import {
  bookingStatuses,
  driftKinds,
  valueTypes,
  type Drift,
  type JsonValue,
  type MappedFields,
  type Mapping,
  type MappingVersion,
  type Match,
  type Preview,
  type Readiness,
  type Suggestion,
} from '../model/index.js';
import { sourceValue } from './bookings.js';
import { fieldFindingSchema } from './connections.js';

const text = z
  .string({ error: 'A text is required here.' })
  .min(1, 'This must not be empty.')
  .max(500, 'At most 500 characters.');
const status = z.enum(bookingStatuses);
const statuses = z.array(status).max(20);
const rules = ['always', 'if_empty', 'on_create'] as const;

const source = z.union(
  [
    z.strictObject({ field: text }),
    z.strictObject({ template: z.string().min(1).max(8000) }),
    z.strictObject({ constant: sourceValue }),
  ],
  { error: 'A source is {"field": …}, {"template": …} or {"constant": …}.' },
);

const fallback = z.object({ value: sourceValue, write: z.enum(['on_create', 'if_empty', 'always']) });

const row = z
  .object({
    id: text,
    target: text,
    locked: z.boolean(),
    sources: z.array(source).max(20),
    fallback: fallback.nullable(),
    write: z.enum(rules),
    values: z.record(z.string().max(2000), z.string().max(2000)).exactOptional(),
    unmapped: z.enum(['fallback', 'skip', 'as_is', 'fail']).exactOptional(),
    truncate: z.boolean(),
    onInvalid: z.enum(['hold', 'leave_out']),
    on: statuses.exactOptional(),
  })
  .openapi('MappingRow');

const objectMapping = z.object({
  enabled: z.boolean(),
  createOn: statuses,
  required: z.array(text).max(500),
  rows: z.array(row).max(1000),
});

const match = z.object({ phone: z.boolean(), duplicates: z.enum(['use_match', 'save_anyway', 'hold']) });
const owner = z.object({ from: z.enum(['host_email', 'none']), fallback: text.nullable() });
const guests = z.enum(['ignore', 'match', 'create']);

/** The whole document. */
export const mapping: z.ZodType<Mapping> = z
  .object({
    version: z.int(),
    createAs: text.exactOptional(),
    match,
    owner,
    guests,
    objects: z.record(text, objectMapping),
  })
  .openapi('Mapping');

const rowDraft = z.strictObject({
  id: text,
  target: text,
  locked: row.shape.locked.exactOptional(),
  sources: row.shape.sources.exactOptional(),
  fallback: z
    .strictObject({ value: sourceValue, write: fallback.shape.write.exactOptional() })
    .nullable()
    .exactOptional(),
  write: row.shape.write.exactOptional(),
  values: row.shape.values,
  unmapped: row.shape.unmapped,
  truncate: row.shape.truncate.exactOptional(),
  onInvalid: row.shape.onInvalid.exactOptional(),
  on: row.shape.on,
});

/** The document as it is sent; see `MappingDraft` of the slice. A misspelt key would else lose what it holds. */
export const draft = z
  .strictObject({
    version: z.unknown().optional().openapi({ description: 'Ignored' }),
    createAs: text.exactOptional(),
    match: z
      .strictObject({
        phone: match.shape.phone.exactOptional(),
        duplicates: match.shape.duplicates.exactOptional(),
      })
      .exactOptional(),
    owner: z
      .strictObject({
        from: owner.shape.from.exactOptional(),
        fallback: owner.shape.fallback.exactOptional(),
      })
      .exactOptional(),
    guests: guests.exactOptional(),
    objects: z
      .record(
        text,
        z.strictObject({
          enabled: z.boolean().exactOptional(),
          createOn: statuses.exactOptional(),
          required: objectMapping.shape.required.exactOptional(),
          rows: z.array(rowDraft).max(1000).exactOptional(),
        }),
      )
      .exactOptional(),
  })
  .openapi('MappingDraft');

/** One saved version. */
export const version: z.ZodType<MappingVersion> = z.object({
  version: z.int(),
  author: z.string(),
  createdAt: z.string(),
  mapping,
});

const params = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
);
const said = { code: z.string(), params, sentence: z.string() };

/** Reply of a check. */
const repair = z.union([
  z.object({ kind: z.literal('use_field'), field: z.string(), label: z.string(), sure: z.boolean() }),
  z.object({
    kind: z.literal('match_values'),
    values: z.record(z.string(), z.string()),
    sure: z.boolean(),
  }),
  z.object({
    kind: z.literal('use_value'),
    gone: z.string(),
    value: z.string(),
    label: z.string(),
    sure: z.boolean(),
  }),
  z.object({ kind: z.literal('keep'), sure: z.literal(true) }),
  z.object({
    kind: z.enum(['choose_value', 'choose_source', 'add_fallback', 'explain', 'remove']),
    sure: z.literal(false),
  }),
]);

const drift: z.ZodType<Drift> = z
  .object({
    ...said,
    object: z.string(),
    field: z.string(),
    row: z.string().nullable(),
    kind: z.enum(driftKinds),
    severity: z.enum(['broken', 'changed']),
    since: z.string().nullable(),
    repairs: z.array(repair),
  })
  .openapi('Drift');

const notedObject = z.object({
  fields: z.record(
    z.string(),
    z.object({
      label: z.string(),
      type: z.enum([...valueTypes, 'reference', 'unsupported']),
      at: z.string(),
    }),
  ),
  required: z.array(z.string()),
});

/** What mapped fields were when their rows were saved. */
export const mappedFields: z.ZodType<MappedFields> = z
  .object({
    noted: z.record(z.string(), notedObject),
    missing: z.record(z.string(), z.record(z.string(), fieldFindingSchema)),
    live: z.boolean(),
  })
  .openapi('MappedFields');

/** Readiness of a mapping. */
export const readiness: z.ZodType<Readiness> = z.object({
  ready: z.boolean(),
  objects: z.array(
    z.object({
      object: z.string(),
      enabled: z.boolean(),
      required: z.array(
        z.object({
          fields: z.array(z.string()),
          requirement: z.enum(['always', 'learned', 'admin', 'group']),
          covered: z.boolean(),
        }),
      ),
      covered: z.int(),
      total: z.int(),
      problems: z.array(
        z.object({
          ...said,
          object: z.string(),
          field: z.string().nullable(),
          row: z.string().nullable(),
          severity: z.enum(['error', 'gap', 'notice']),
        }),
      ),
      drifts: z.array(drift),
    }),
  ),
});

/** One proposal. */
export const suggestion: z.ZodType<Suggestion> = z.object({
  object: z.string(),
  target: z.string(),
  sources: z.array(source),
  values: z.record(z.string(), z.string()).exactOptional(),
  confidence: z.number(),
  reason: z.object({ code: z.string(), params: z.record(z.string(), z.string()), sentence: z.string() }),
});

const wire = z
  .custom<JsonValue>()
  .openapi({ type: ['string', 'number', 'boolean', 'array', 'object', 'null'] });
const record = z.object({ id: z.string(), label: z.string(), url: z.string().nullable() }).nullable();
const action = z.enum(['create', 'update']);

/** Reply of a preview. */
export const preview: z.ZodType<Preview> = z.object({
  writes: z.array(
    z.object({
      object: z.string(),
      action,
      record,
      fields: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          before: wire,
          after: wire,
          origin: z.enum(['mapped', 'value-mapped', 'fallback', 'constant', 'kept', 'left-out']),
          from: z.string().nullable(),
          why: z.string().nullable(),
          row: z.string().nullable(),
        }),
      ),
    }),
  ),
  problems: z.array(
    z.object({ ...said, object: z.string(), field: z.string().nullable(), row: z.string().nullable() }),
  ),
});

/** Reply of a match. */
export const matched: z.ZodType<Match> = z.object({
  action,
  object: z.string(),
  record,
  candidates: z.int(),
});

const values = z.record(z.string().min(1).max(100), sourceValue);

/** A made-up booking. */
export const example = z.object({
  id: text.exactOptional(),
  status: status.exactOptional(),
  contact: values.exactOptional(),
  booking: values.exactOptional(),
  answers: z
    .array(z.object({ question: text, value: sourceValue }))
    .max(500)
    .exactOptional(),
});
