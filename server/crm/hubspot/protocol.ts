import type { CrmReply, FaultContext, Limits, Protocol } from '../adapter.js';
import { faultOf } from '../http.js';
import type { Fault } from '../../contract/model/index.js';
import { nextMidnight } from '../../contract/rules/next-midnight.js';
import { errorFault } from './errors.js';
import { errorBody, type ErrorBody } from './replies.js';

const interval = 'x-hubspot-ratelimit-interval-milliseconds';

/** How HubSpot's replies are understood (HubSpot docs, API usage guidelines and error handling, Nov 2026). */
export const protocol: Protocol = {
  requestId: (headers) => headers.get('x-hubspot-correlation-id'),

  limits(headers): Limits | null {
    const max = numberIn(headers, 'x-hubspot-ratelimit-max');
    const remaining = numberIn(headers, 'x-hubspot-ratelimit-remaining');
    const windowMs = numberIn(headers, interval);
    if (max === null || remaining === null) return null;
    return { used: Math.max(0, max - remaining), max, windowMs };
  },

  fault(reply, context) {
    if (reply.status < 400) return null;
    const parsed = errorBody.safeParse(reply.body);
    const body: ErrorBody = parsed.success ? parsed.data : { message: '', errors: [] };
    const requestId = reply.requestId ?? body.correlationId ?? null;
    return statusFault(reply, body, context, requestId) ?? errorFault(body, context, requestId);
  },
};

/** Why a reply that reached its caller is a refusal; null when it is none. */
export function refusalIn(reply: CrmReply, object: string | null): Fault | null {
  // Limits and outages, which need the time, are thrown before a caller sees the reply.
  return protocol.fault(reply, { object, labels: {}, now: new Date(0) });
}

/** The fault that a status alone means; null when the body decides. */
function statusFault(
  reply: CrmReply,
  body: ErrorBody,
  context: FaultContext,
  requestId: string | null,
): Fault | null {
  const { now, object } = context;
  const told = retryAfter(reply.headers);
  const later = (seconds: number) => new Date(now.getTime() + (told ?? seconds) * 1000).toISOString();
  switch (reply.status) {
    case 401:
      return signedOut(body, requestId);
    case 423:
      return faultOf('record_locked', 'HubSpot is busy with this record.', {
        requestId,
        object,
        retryAt: later(2),
      });
    case 429:
      return limited(reply.headers, body, later, requestId, context);
    case 477:
      return faultOf('account_migrating', 'HubSpot is moving this account to another data centre.', {
        requestId,
        retryAt: later(600),
      });
    default:
      if (reply.status < 500) return null;
      return faultOf('crm_unavailable', `HubSpot is not available right now (${reply.status}).`, {
        params: { status: reply.status },
        requestId,
        retryAt: told === null ? null : later(told),
      });
  }
}

function signedOut(body: ErrorBody, requestId: string | null): Fault {
  const fix = { text: 'Reconnect HubSpot.' };
  if (body.category === 'EXPIRED_AUTHENTICATION') {
    return faultOf('session_expired', 'The HubSpot session ended.', { requestId, fix });
  }
  return faultOf(
    'grant_revoked',
    'HubSpot no longer accepts this connection: the app was uninstalled, or its access was taken back.',
    { requestId, fix },
  );
}

function limited(
  headers: Headers,
  body: ErrorBody,
  later: (seconds: number) => string,
  requestId: string | null,
  context: FaultContext,
): Fault {
  // Matched like HubSpot's own client does: by the policy's name, or the message of older replies.
  const policy = `${body.policyName ?? ''} ${body.message}`.toUpperCase();
  const isDaily = policy.includes('DAILY');
  const isSecondly = policy.includes('SECONDLY') && !policy.includes('TEN_SECONDLY');
  const name = isDaily ? 'daily' : isSecondly ? 'secondly' : '';
  const max = numberIn(headers, `x-hubspot-ratelimit-${name || 'max'}`);
  const remaining = numberIn(headers, `x-hubspot-ratelimit-${name ? `${name}-` : ''}remaining`);
  const used = max === null ? null : Math.max(0, max - (remaining ?? 0));
  const seconds = isSecondly ? 1 : Math.round((numberIn(headers, interval) ?? 10_000) / 1000);
  const params = { crm: 'HubSpot', policy: body.policyName ?? null, used, max, remaining, seconds };
  if (isDaily) {
    const sentence =
      max === null
        ? 'HubSpot’s daily limit of calls is used up.'
        : `HubSpot allows ${count(max)} calls a day, and all are used. It counts anew at midnight of the account’s time zone.`;
    return faultOf('limit_daily', sentence, {
      params,
      requestId,
      retryAt: dayEnds(context) ?? later(probeSeconds),
    });
  }
  const span = seconds === 1 ? 'second' : `${seconds} seconds`;
  const sentence =
    max === null
      ? 'HubSpot allows no more calls for a few seconds.'
      : `HubSpot allows ${count(max)} calls per ${span}, and all are used.`;
  return faultOf('limit_rolling', sentence, { params, requestId, retryAt: later(isSecondly ? 1 : 10) });
}

/**
 * The account's midnight, when HubSpot counts anew; null where its zone is not known. Right after a midnight the
 * limit can hardly be used up again: then its clock, or its zone, is another than we think, and asking finds out.
 */
function dayEnds({ now, timeZone = null }: FaultContext): string | null {
  const end = nextMidnight(now, timeZone);
  const before = nextMidnight(new Date(now.getTime() - youngMs), timeZone);
  if (end === null || before === null || before.getTime() <= now.getTime()) return null;
  return end.toISOString();
}

const probeSeconds = 900;
const youngMs = 3 * 60 * 60_000;

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function retryAfter(headers: Headers): number | null {
  const seconds = numberIn(headers, 'retry-after');
  return seconds !== null && seconds >= 0 ? seconds : null;
}

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
