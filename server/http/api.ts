import { OpenAPIHono } from '@hono/zod-openapi';
import type { ProblemDetail } from '../contract/model/index.js';
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
    defaultHook: (result) => {
      if (!result.success)
        throw problem('invalid_input', {}, { errors: details(result.target, result.error.issues) });
    },
  });
}

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  /** Of an issue that a schema raised for another one: the code of that. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** zod calls every check of our own “custom”, which would tell nobody anything. */
function codeOf({ code, params }: Issue): string {
  const told = typeof params?.code === 'string' ? params.code : code;
  return told === undefined || told === 'custom' ? 'invalid' : told;
}

function details(target: string, issues: readonly Issue[]): ProblemDetail[] {
  return issues.flatMap((issue) => {
    const paths = issue.keys?.length ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({
      pointer: target === 'json' ? jsonPointer(path) : path.map(String).join('.') || target,
      code: codeOf(issue),
      sentence: issue.message,
    }));
  });
}

/** RFC 6901. */
function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
