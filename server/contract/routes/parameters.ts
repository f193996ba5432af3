import { z } from '@hono/zod-openapi';

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
