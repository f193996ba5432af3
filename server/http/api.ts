import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { inputFaults } from './input-faults.js';
import { problem } from './problems.js';
import type { Session } from './session.js';

/** What handlers find in `c.var`. The tenant of {@link Session} is the only one that they may touch. */
export interface ApiEnv {
  Variables: { session: Session; requestId: string };
}

/**
 * An app for the routes of one slice, mounted under `/v1`. Input that does not fit the declaration is answered
 * with `invalid_input` and a pointer per value. Who may call is part of the declaration: see
 * `contract/routes/access.ts`.
 */
export function api(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: async (result, c) => {
      if (result.success) return;
      const errors = inputFaults(result.target, result.error.issues, await sentTo(result.target, c));
      throw problem('invalid_input', {}, { errors });
    },
  });
}

/** What was sent, to tell an absent value from a wrong one. */
async function sentTo(target: string, { req }: Context): Promise<unknown> {
  switch (target) {
    case 'json':
      // No body at all is one without a single key.
      return req.json().catch(() => ({}));
    case 'query':
      return req.query();
    case 'param':
      return req.param();
    default:
      return req.header();
  }
}
