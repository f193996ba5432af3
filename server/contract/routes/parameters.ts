import { z } from '@hono/zod-openapi';

/** A text that something is found by: without control characters, which no database takes. */
export function lookup(most: number) {
  return (
    z
      .string()
      .min(1)
      .max(most, `At most ${most} characters.`)
      // Without the u flag, so that the pattern in the OpenAPI document means the same.
      .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'No control characters.')
  );
}

/** `/v1/…/{provider}`. */
export const providerPath = z.object({
  provider: z
    .string()
    .min(1)
    .max(40)
    .openapi({ description: 'Id of the CRM, as GET /v1/providers gives it' }),
});

/** `?refresh=true`: read again from the CRM instead of from what is cached. */
export const refreshQuery = z.object({
  refresh: z.enum(['true', 'false']).optional().openapi({ description: 'Read again from the CRM' }),
});
