import type { Problem, ProblemCode } from '../../server/contract/model/index.js';

/** A problem as the page meets it: the server's, or one of getting there. */
export type ClientProblem = Omit<Problem, 'code'> & {
  readonly code: ProblemCode | 'offline' | 'no_token' | 'unreadable' | 'mapping_drifted';
};

/** Thrown by every call of the client; carries the problem to show. */
export class ApiError extends Error {
  constructor(readonly problem: ClientProblem) {
    super(problem.detail);
    this.name = 'ApiError';
  }
}

/** A problem that arose in the page. */
export function clientProblem(code: ClientProblem['code'], detail: string): ClientProblem {
  return { type: 'about:blank', title: detail, status: 0, code, detail, params: {} };
}

/** The problem to show for whatever was thrown; anything unexpected is thrown on. */
export function problemOf(error: unknown): ClientProblem {
  if (error instanceof ApiError) return error.problem;
  throw error;
}

/** True for the rejection of a call that was given up on purpose. */
export function wasAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
