import { createRoute, z } from '@hono/zod-openapi';
import { valueTypes, type Question, type SourceField } from '../model/index.js';
import { requires } from './access.js';
import { sourceValue } from './bookings.js';
import { lookup } from './parameters.js';
import { body, json } from './reply.js';

const label = z.string().min(1, 'Give it a name.').max(500);
const key = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]{0,79}$/,
    'Letters, digits and _, starting with a letter, at most 80 characters.',
  )
  .refine((name) => name !== '__proto__', 'This name is reserved; choose another.');

const sourceField = z
  .object({
    key,
    label,
    object: z.enum(['contact', 'booking']),
    type: z.enum(valueTypes),
    options: z
      .array(z.object({ value: z.string().min(1).max(500), label }))
      .max(2000)
      .exactOptional(),
    sample: sourceValue.exactOptional(),
    group: z.string().max(200).exactOptional(),
    builtIn: z.boolean().exactOptional(),
  })
  .openapi('SourceField') satisfies z.ZodType<SourceField>;

const question = z
  .object({
    id: lookup(200),
    kind: z.enum(['booking_form', 'routing_form', 'chatbot']),
    text: z.string().min(1).max(2000),
    form: z.string().min(1).max(200),
    formName: z.string().max(500),
    contactField: z.string().nullable(),
  })
  .openapi('Question') satisfies z.ZodType<Question>;

const sentFields = z.object({ fields: z.array(sourceField).max(1000) });
const fields: z.ZodType<{ readonly fields: readonly SourceField[] }> = sentFields;
const sentQuestions = z.object({ questions: z.array(question).max(5000) });
const questions: z.ZodType<{ readonly questions: readonly Question[] }> = sentQuestions;

/** `GET /v1/source/fields`. */
export const getSourceFields = createRoute({
  method: 'get',
  operationId: 'listSourceFields',
  path: '/source/fields',
  summary: 'Fields of the host that can be mapped',
  tags: ['Source'],
  security: requires('member', 'service'),
  responses: { 200: json(fields, 'Built-in fields, then the host’s own') },
});

/** `PUT /v1/source/fields`. */
export const putSourceFields = createRoute({
  method: 'put',
  operationId: 'replaceSourceFields',
  path: '/source/fields',
  summary: 'Replace the host’s own fields',
  description: 'Built-in fields stay; they may be among those sent.',
  tags: ['Source'],
  security: requires('service'),
  request: { body: body(sentFields) },
  responses: { 200: json(fields, 'All fields') },
});

/** `GET /v1/source/questions`. */
export const getQuestions = createRoute({
  method: 'get',
  operationId: 'listQuestions',
  path: '/source/questions',
  summary: 'Questions of the host’s forms and chatbots',
  tags: ['Source'],
  security: requires('member', 'service'),
  responses: { 200: json(questions, 'All questions') },
});

/** `PUT /v1/source/questions`. */
export const putQuestions = createRoute({
  method: 'put',
  operationId: 'replaceQuestions',
  path: '/source/questions',
  summary: 'Replace the questions',
  tags: ['Source'],
  security: requires('service'),
  request: { body: body(sentQuestions) },
  responses: { 200: json(questions, 'All questions') },
});
