import type { Params } from './message.js';

/** Every code that our own API answers with. The table of statuses and sentences is `server/http/problems.ts`. */
export type ProblemCode =
  | 'unauthenticated'
  | 'session_expired'
  | 'forbidden'
  | 'origin_forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'unsupported_media_type'
  | 'invalid_json'
  | 'invalid_input'
  | 'too_large'
  | 'too_many_items'
  | 'unknown_provider'
  | 'unknown_object'
  | 'not_configured'
  | 'not_connected'
  | 'needs_reconnect'
  | 'attempt_not_found'
  | 'attempt_expired'
  | 'attempt_interrupted'
  | 'denied'
  | 'authorization_refused'
  | 'wrong_state'
  | 'domain_not_allowed'
  | 'event_conflict'
  | 'mapping_invalid'
  | 'precondition_required'
  | 'version_conflict'
  | 'crm_unavailable'
  | 'crm_refused'
  | 'store_unavailable'
  | 'shutting_down'
  | 'internal';

/** What can be wrong with any value that is sent; checks that know more bring codes of their own. */
export const inputCodes = [
  'missing',
  'wrong_type',
  'not_a_choice',
  'too_short',
  'too_long',
  'too_small',
  'too_big',
  'wrong_format',
  'unknown_key',
  'invalid',
] as const;

/** One of {@link inputCodes}. */
export type InputCode = (typeof inputCodes)[number];

/** One faulty place in a request body. */
export interface ProblemDetail {
  /** JSON pointer into the body, or the name of a query or path parameter. */
  readonly pointer: string;
  readonly code: string;
  /** What the sentence names, for one in another language. */
  readonly params?: Params;
  readonly sentence: string;
}

/** An error reply: RFC 9457, `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  /** One sentence for a person: what failed and what to do. */
  readonly detail: string;
  readonly params: Params;
  readonly errors?: readonly ProblemDetail[];
  /** What the CRM itself said, word for word. */
  readonly crmSaid?: string;
  readonly fix?: { readonly text: string; readonly url?: string };
}
