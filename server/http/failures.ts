import type { Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { CrmError } from '../crm/adapter.js';
import type { ApiEnv } from './api.js';
import type { Log } from './log.js';
import { problem, ProblemError, problemOfFault } from './problems.js';

/**
 * Makes every failure of `app` a problem+json reply; `translate` knows errors that are not ours, and the unexpected
 * ones are logged under the request's id.
 */
export function answerFailures(
  app: Hono<ApiEnv>,
  log: Log,
  translate: (error: unknown) => ProblemError | null = () => null,
): void {
  app.onError((error, c) => {
    const known = knownProblem(error) ?? translate(error);
    if (!known)
      log.error(
        { requestId: c.var.requestId, method: c.req.method, route: c.req.routePath, err: error },
        'unexpected error',
      );
    return reply(c, known ?? problem('internal', { requestId: c.var.requestId }));
  });
  app.notFound((c) => {
    const allowed = methods.filter((method) =>
      app.router.match(method, c.req.path)[0].some(([[, route]]) => route.method === method),
    );
    if (allowed.length === 0) return reply(c, problem('not_found'));
    return reply(
      c,
      problem(
        'method_not_allowed',
        { method: c.req.method, allowed },
        { headers: { Allow: allowed.join(', ') } },
      ),
    );
  });
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function reply(c: Context<ApiEnv>, error: ProblemError): Response {
  return c.body(JSON.stringify(error.problem), error.problem.status, {
    ...error.headers,
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

function knownProblem(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  if (error instanceof CrmError) return problemOfFault(error.fault);
  if (error instanceof HTTPException) {
    if (error.status === 415) return problem('unsupported_media_type');
    if (error.status === 400) return problem('invalid_json');
  }
  return null;
}
