import type { ZodType } from 'zod';

/** Declares a reply in JSON: `responses: { 200: json(schema, 'What it is') }`. Problems are declared for all routes at once. */
export function json<T extends ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** Declares a required body in JSON: `request: { body: body(schema) }`. */
export function body<T extends ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}

/** Declares the reply to a caller that has the version named in `If-None-Match`. */
export const unchanged = { description: 'Nothing has changed since the version named in If-None-Match' };
