import type { Json, JsonObject } from '../json.js';

/** A refusal in HubSpot's words; the app adds the correlation id and sends it. */
export class HubspotError extends Error {
  constructor(
    readonly status: number,
    readonly body: JsonObject & { message: string; category: string },
  ) {
    super(body.message);
  }
}

/** 400 with a plain message. */
export function invalid(message: string, extra: JsonObject = {}): HubspotError {
  return new HubspotError(400, { message, ...extra, category: 'VALIDATION_ERROR' });
}

/** 404 for a record, property or route that is not there. */
export function notFound(message = 'resource not found', extra: JsonObject = {}): HubspotError {
  return new HubspotError(404, { message, ...extra, category: 'OBJECT_NOT_FOUND' });
}

/** 409 for a value that must be unique. */
export function conflict(message: string): HubspotError {
  return new HubspotError(409, { message, category: 'CONFLICT' });
}

/** 401 for a token that was fine until its time ran out. */
export function expiredToken(expiredAt: number, now: number): HubspotError {
  const seconds = Math.max(0, Math.floor((now - expiredAt) / 1000));
  return new HubspotError(401, {
    message: `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
    category: 'EXPIRED_AUTHENTICATION',
    context: { 'expire time': [new Date(expiredAt).toISOString()] },
  });
}

/** 401 for a missing, unknown or revoked token. */
export function noCredentials(): HubspotError {
  return new HubspotError(401, {
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

/** 403 for a token that holds none of the scopes which the route accepts. */
export function missingScopes(accepted: readonly string[]): HubspotError {
  return new HubspotError(403, {
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      {
        message: 'One or more of the following scopes are required.',
        context: { requiredGranularScopes: [...accepted] },
      },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
    category: 'MISSING_SCOPES',
  });
}

/** 429; clients match these exact texts. */
export function rateLimited(
  policy: 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY',
  requestId: string,
): HubspotError {
  return new HubspotError(429, {
    message: `You have reached your ${policy.toLowerCase()} limit.`,
    errorType: 'RATE_LIMIT',
    policyName: policy,
    requestId,
    category: 'RATE_LIMITS',
  });
}

/** What HubSpot says with a status that no route gives of itself (HubSpot docs, error handling, Nov 2026). */
export function statusBody(status: number, correlationId: string): Json | undefined {
  const words = statusWords[status];
  if (status < 400 || (status >= 502 && status <= 526)) return undefined;
  const [message, category] = words ?? ['internal error', 'INTERNAL_ERROR'];
  return { status: 'error', message, correlationId, category };
}

const statusWords: Record<number, [message: string, category: string]> = {
  423: ['This object is currently locked; wait at least 2 seconds before the next call.', 'LOCKED'],
  477: ['This account is being migrated between data centers.', 'MIGRATION_IN_PROGRESS'],
};
