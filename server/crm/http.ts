import {
  CrmError,
  type CrmClient,
  type CrmReply,
  type CrmRequest,
  type Limits,
  type Protocol,
} from './adapter.js';
import { faultOf } from './http/fault.js';
import { lostReply, unreadable } from './http/lost-reply.js';
import { createPace, type Pace } from './http/pace.js';
import { shareUsedUp } from './http/share-fault.js';
import type { Clock, Fault } from '../contract/model/index.js';

export { faultOf } from './http/fault.js';
export { neverSent } from './http/lost-reply.js';
export { createPace, type Pace } from './http/pace.js';
export type { HourOfCalls, ShareBook } from './http/share.js';

/** What a line to one CRM account is made of. */
export interface CrmClientOptions {
  /** The CRM's name, for sentences. */
  readonly crmName?: string;
  /** Read anew for each request: a renewal of the token may tell that the account has moved. */
  readonly apiUrl: string;
  readonly uiUrl: string;
  readonly accountId: string;
  /** Where the account's day ends (IANA), if that is known. */
  readonly timeZone?: string | null;
  readonly scopes: readonly string[];
  readonly protocol: Protocol;
  readonly token: TokenSource;
  readonly fetch: typeof globalThis.fetch;
  readonly now: Clock;
  /** Milliseconds that one request may take, waiting for a free place in the limit not counted. */
  readonly deadlineMs: number;
  /** Shared by all clients of one connection; a client has its own without one. */
  readonly pace?: Pace;
  /** Told after every reply that names limits. */
  readonly onLimits?: (limits: Limits) => void;
  /** Told after every request, for metrics and logs; it holds nothing of a contact. */
  readonly onCall?: (call: CrmCall) => void;
}

/** Access tokens of one connection. Both throw {@link CrmError} when only a reconnect helps. */
export interface TokenSource {
  current(): Promise<string>;
  /** A token other than `stale`, which the CRM has just refused. */
  renew(stale: string): Promise<string>;
}

/** One request as it went. */
export interface CrmCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Null when no reply came. */
  readonly status: number | null;
  readonly requestId: string | null;
  readonly milliseconds: number;
}

/**
 * An authenticated line to one CRM account. What it throws is a {@link CrmError}, except when the caller's own
 * signal aborts: then it rejects with that signal's reason, and what was under way may have happened.
 */
export function createCrmClient(options: CrmClientOptions): CrmClient {
  const { uiUrl, accountId, scopes, protocol, token, now } = options;
  const crm = options.crmName ?? 'The CRM';
  const pace = options.pace ?? createPace(now);

  return {
    get apiUrl() {
      return options.apiUrl;
    },
    uiUrl,
    accountId,
    scopes,
    async backlogLimit() {
      const spent = await pace.spent('backlog');
      return spent && shareUsedUp(crm, spent);
    },
    async request(request) {
      const first = await token.current();
      const address = options.apiUrl;
      let reply = await send(request, first);
      if (reply.status === 401 || leadsElsewhere(reply)) {
        const second = await token.renew(first);
        if (reply.status === 401 || options.apiUrl !== address) reply = await send(request, second);
      }
      if (leadsElsewhere(reply)) throw new CrmError(unreadable(crm, request, reply.requestId));
      return settle(request, reply);
    },
  };

  async function send(request: CrmRequest, accessToken: string): Promise<CrmReply> {
    const spent = await pace.turn(request.signal, request.effect === 'read' ? null : 'live');
    if (spent) throw new CrmError(shareUsedUp(crm, spent));
    await request.begin?.();
    const started = now().getTime();
    let status: number | null = null;
    let requestId: string | null = null;
    const deadline = startDeadline(options.deadlineMs, request.signal);
    try {
      const response = await options.fetch(`${options.apiUrl}${request.path}`, {
        method: request.method,
        headers: headersOf(request, accessToken),
        ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
        // A token must never follow a redirect to another host.
        redirect: 'manual',
        signal: deadline.signal,
      });
      requestId = protocol.requestId(response.headers);
      const text = await response.text();
      status = response.status;
      const limits = protocol.limits(response.headers);
      if (limits) {
        pace.learn(limits);
        options.onLimits?.(limits);
      }
      return readReply(crm, request, response, text, requestId);
    } catch (error) {
      if (error instanceof CrmError) throw error;
      request.signal.throwIfAborted();
      throw new CrmError(lostReply(crm, request, error, deadline.passed(), requestId));
    } finally {
      deadline.end();
      const milliseconds = now().getTime() - started;
      const path = request.path.split('?')[0] ?? request.path;
      options.onCall?.({ method: request.method, path, status, requestId, milliseconds });
    }
  }

  function settle(request: CrmRequest, reply: CrmReply): CrmReply {
    if (reply.status < 400) return reply;
    const fault = protocol.fault(reply, {
      ...{ object: null, labels: {}, now: now() },
      timeZone: options.timeZone ?? null,
    });
    if (fault === null || !concernsConnection(fault)) return reply;
    if (reply.status >= 500 && request.effect === 'create') {
      throw new CrmError(
        faultOf('outcome_unknown', `${crm} failed while it was saving, so the result is not known yet.`, {
          requestId: reply.requestId,
          retryAt: fault.retryAt,
        }),
      );
    }
    if (request.effect === 'repeatable' && unanswered.has(reply.status)) {
      const { requestId } = reply;
      throw new CrmError(
        faultOf('timeout', `${crm} did not answer in time.`, { requestId, retryAt: fault.retryAt }),
      );
    }
    throw new CrmError(fault);
  }
}

/** What a gateway says that got no reply from the CRM, which may be at it still. */
const unanswered: ReadonlySet<number> = new Set([502, 504, 524]);

/** A signal that aborts with the caller's, or when the time is over. */
function startDeadline(milliseconds: number, caller: AbortSignal) {
  const controller = new AbortController();
  let passed = false;
  const forward = () => controller.abort(caller.reason);
  const timer = setTimeout(() => {
    passed = true;
    controller.abort(new Error('The deadline has passed.'));
  }, milliseconds);
  caller.addEventListener('abort', forward, { once: true });
  return {
    signal: controller.signal,
    passed: () => passed,
    end: () => {
      clearTimeout(timer);
      caller.removeEventListener('abort', forward);
    },
  };
}

/** Data, permission and conflict are the business of whoever asked; the rest stops the whole line. */
function concernsConnection(fault: Fault): boolean {
  return (
    fault.class === 'auth' ||
    fault.class === 'quota' ||
    fault.class === 'transient' ||
    fault.class === 'unknown'
  );
}

function headersOf(request: CrmRequest, accessToken: string): Headers {
  const headers = new Headers(request.headers);
  headers.set('accept', 'application/json');
  headers.set('authorization', `Bearer ${accessToken}`);
  if (request.json !== undefined) headers.set('content-type', 'application/json');
  return headers;
}

function readReply(
  crm: string,
  request: CrmRequest,
  response: Response,
  text: string,
  requestId: string | null,
): CrmReply {
  const { status, headers } = response;
  const body = text === '' ? null : parsed(text);
  if (body === undefined && status < 400 && !headers.has('location'))
    throw new CrmError(unreadable(crm, request, requestId));
  // A proxy's page in front of the CRM is no JSON; its status says enough.
  return { status, headers, body: body ?? null, requestId };
}

/** An account that has moved answers so at its old address; what was sent there has done nothing. */
function leadsElsewhere({ status, headers }: CrmReply): boolean {
  return status >= 300 && status < 400 && headers.has('location');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
