import type { JsonObject } from '../json.js';

/** One entry of a Salesforce error list; `extra` holds what only some codes carry, such as `duplicateResult`. */
export interface Failure {
  code: string;
  message: string;
  fields?: string[];
  extra?: JsonObject;
  /** What a row of a collection carries instead of `extra`. */
  rowExtra?: JsonObject;
}

/** Ends a call: the whole of it in REST, one row of it in a collection, one part of it in a composite. */
export class ApiFailure extends Error {
  readonly failures: Failure[];

  constructor(
    failures: Failure | Failure[],
    readonly status: number = statusOf(failures),
  ) {
    const list = Array.isArray(failures) ? failures : [failures];
    super(list.map(({ code, message }) => `${code}: ${message}`).join('; '));
    this.failures = list;
  }

  /** The error array of a REST reply: `errorCode`, and `fields` only where there are some to speak of. */
  toRest(): JsonObject[] {
    return this.failures.map(({ code, message, fields, extra }) => ({
      ...extra,
      message,
      errorCode: code,
      ...(fields && { fields }),
    }));
  }

  /** The error list of a collection's row: `statusCode` instead, `fields` always. */
  toRow(): JsonObject[] {
    return this.failures.map(({ code, message, fields, extra, rowExtra = extra }) => ({
      statusCode: code,
      message,
      fields: fields ?? [],
      ...rowExtra,
    }));
  }
}

/** Shorthand for a failure that is the only one. */
export function failure(code: string, message: string, fields?: string[]): ApiFailure {
  return new ApiFailure({ code, message, ...(fields && { fields }) });
}

/** The path leads nowhere, or to something that this user may not see. */
export function notFound(message = 'The requested resource does not exist'): ApiFailure {
  return failure('NOT_FOUND', message);
}

const STATUSES: Record<string, number> = {
  NOT_FOUND: 404,
  ENTITY_IS_DELETED: 404,
  INVALID_SESSION_ID: 401,
  INVALID_AUTH_HEADER: 401,
  API_DISABLED_FOR_ORG: 403,
  REQUEST_LIMIT_EXCEEDED: 403,
  INSUFFICIENT_ACCESS: 403,
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  METHOD_NOT_ALLOWED: 405,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNKNOWN_EXCEPTION: 500,
  SERVER_UNAVAILABLE: 503,
};

function statusOf(failures: Failure | Failure[]): number {
  const first = Array.isArray(failures) ? failures[0] : failures;
  return STATUSES[first?.code ?? ''] ?? 400;
}
