import { z } from 'zod';
import { CrmError, type CrmReply } from '../adapter.js';
import { faultOf } from '../http.js';

/** Shapes of HubSpot's replies, as far as we read them (HubSpot public API spec collection, Aug 2026). */

const context = z.record(z.string(), z.array(z.string())).catch({});

/** One entry of an error's own list. */
const errorDetail = z.object({
  message: z.string().default(''),
  code: z.string().optional(),
  context: context.optional(),
});

/** An error, alone as a body or in the `errors` of a partly successful batch. */
export const errorBody = z.object({
  status: z.string().optional(),
  category: z.string().optional(),
  subCategory: z.string().optional(),
  message: z.string().default(''),
  correlationId: z.string().optional(),
  errors: z.array(errorDetail).default([]),
  context: context.optional(),
  policyName: z.string().optional(),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** An error of the token endpoints, which speak OAuth's and HubSpot's own keys at once. */
export const oauthError = z.object({
  error: z.string().optional(),
  error_description: z.string().optional(),
  status: z.string().optional(),
  message: z.string().optional(),
});

export const tokenReply = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  hub_id: z.number().optional(),
  user_id: z.number().optional(),
  scopes: z.array(z.string()).optional(),
});

export const introspection = z.object({
  active: z.boolean(),
  hub_domain: z.string().optional(),
  user: z.string().optional(),
  user_id: z.number().optional(),
  scopes: z.array(z.string()).optional(),
});

export const accountInfo = z.object({
  portalId: z.number(),
  accountType: z.string(),
  uiDomain: z.string().optional(),
  timeZone: z.string().optional(),
});

export const property = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  fieldType: z.string(),
  description: z.string().nullish(),
  groupName: z.string().nullish(),
  options: z
    .array(z.object({ value: z.string(), label: z.string(), hidden: z.boolean().nullish() }))
    .default([]),
  archived: z.boolean().nullish(),
  hidden: z.boolean().nullish(),
  calculated: z.boolean().nullish(),
  externalOptions: z.boolean().nullish(),
  referencedObjectType: z.string().nullish(),
  hasUniqueValue: z.boolean().nullish(),
  hubspotDefined: z.boolean().nullish(),
  textDisplayHint: z.string().nullish(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().nullish() }).nullish(),
});
export type Property = z.infer<typeof property>;

export const propertyList = z.object({ results: z.array(property) });
export const groupList = z.object({ results: z.array(z.object({ name: z.string(), label: z.string() })) });
export const objectSchema = z.object({ requiredProperties: z.array(z.string()).default([]) });

const paging = z.object({ next: z.object({ after: z.string() }).optional() }).optional();

export const ownerList = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      email: z.string().nullish(),
      type: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      archived: z.boolean().nullish(),
    }),
  ),
  paging,
});

/** One record, as every object call gives it. */
const crmRecord = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()).default({}),
  objectWriteTraceId: z.string().nullish(),
  new: z.boolean().optional(),
});
export type CrmRecord = z.infer<typeof crmRecord>;

/** A batch that went through, or partly did. */
export const batchReply = z.object({
  results: z.array(crmRecord).default([]),
  errors: z.array(errorBody).default([]),
});

/** The errors alone, of a batch whose results don't matter. */
export const batchErrors = z.object({ errors: z.array(errorBody).default([]) });

export const associationBatch = z.object({
  results: z
    .array(
      z.object({
        from: z.object({ id: z.string() }),
        to: z.array(z.object({ toObjectId: z.union([z.string(), z.number()]).transform(String) })),
        paging,
      }),
    )
    .default([]),
});

/** Reads a reply's body, or throws `reply_unreadable`. */
export function read<T>(schema: z.ZodType<T>, reply: CrmReply): T {
  const result = schema.safeParse(reply.body);
  if (result.success) return result.data;
  throw new CrmError(
    faultOf('reply_unreadable', 'HubSpot answered in a way that could not be read.', {
      requestId: reply.requestId,
    }),
  );
}
