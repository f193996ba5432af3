import { z } from '@hono/zod-openapi';
import {
  inputCodes,
  type Fix,
  type Message,
  type Params,
  type Problem,
  type ProblemDetail,
} from '../model/index.js';

const paramsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
) satisfies z.ZodType<Params>;

export const fixSchema = z.object({
  text: z.string(),
  url: z.string().exactOptional(),
}) satisfies z.ZodType<Fix>;

/** One sentence for a person, with code and parameters for other languages. */
export const messageSchema: z.ZodType<Message> = z.object({
  code: z.string(),
  params: paramsSchema,
  sentence: z.string(),
});

const detailSchema = z.object({
  pointer: z.string().openapi({
    description: 'JSON pointer into the body, or the name of a parameter',
    example: '/objects/Lead/rows/0/target',
  }),
  code: z.string().openapi({
    description: `${inputCodes.join(', ')}, or what a check of its own found, such as unknown_target`,
  }),
  params: paramsSchema.exactOptional(),
  sentence: z.string(),
}) satisfies z.ZodType<ProblemDetail>;

/** RFC 9457; every error reply of this API is one. */
export const problemSchema: z.ZodType<Problem> = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z
      .custom<Problem['code']>()
      .openapi({ type: 'string', description: 'Stable; see the list of problems' }),
    detail: z.string().openapi({ description: 'One sentence: what failed and what to do' }),
    params: paramsSchema,
    errors: z.array(detailSchema).exactOptional(),
    crmSaid: z.string().exactOptional().openapi({ description: 'The CRM’s own words' }),
    fix: fixSchema.exactOptional(),
  })
  .openapi('Problem');
