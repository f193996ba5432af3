import type { Fault, Fix, Params, Problem, ProblemCode, ProblemDetail } from '../contract/model/index.js';

/** What a problem may carry beside its code and parameters. */
export interface ProblemExtra {
  /** Replaces the sentence of the table. */
  readonly detail?: string;
  readonly errors?: readonly ProblemDetail[];
  readonly crmSaid?: string;
  readonly fix?: Fix;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error on its way to the caller, who gets {@link ProblemError.problem} as `application/problem+json`. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem & { readonly status: ProblemKind['status'] },
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.detail);
    this.name = 'ProblemError';
  }
}

/** Makes the error to throw for a problem code: `throw problem('not_connected', { provider })`. */
export function problem(code: ProblemCode, params: Params = {}, extra: ProblemExtra = {}): ProblemError {
  return new ProblemError(problemDocument(code, params, extra), extra.headers);
}

/** The database can't be used just now; the sender tries again in a moment. */
export function storeUnavailable(): ProblemError {
  return problem('store_unavailable', {}, { headers: { 'Retry-After': '2' } });
}

/** The problem itself, for places that store it or send it inside another reply. */
export function problemDocument(
  code: ProblemCode,
  params: Params = {},
  extra: ProblemExtra = {},
): ProblemError['problem'] {
  const { status, title, sentence } = problemTable[code];
  return {
    type: `urn:crm-connect:problem:${code}`,
    title,
    status,
    code,
    detail: extra.detail ?? sentence(params),
    params,
    ...(extra.errors && { errors: extra.errors }),
    ...(extra.crmSaid && { crmSaid: extra.crmSaid }),
    ...(extra.fix && { fix: extra.fix }),
  };
}

/** The problem that a fault of the CRM means for somebody who waits for a reply; `params.fault` says which one. */
export function problemOfFault(fault: Fault): ProblemError {
  return problem(
    codeByClass[fault.class],
    { ...fault.params, fault: fault.code },
    { detail: withAdvice(fault), ...(fault.fix && { fix: fault.fix }), headers: retryAfter(fault) },
  );
}

/** Status, title and sentence of every code, for replies and for the documentation. */
export const problemTable: Readonly<Record<ProblemCode, ProblemKind>> = {
  unauthenticated: kind(401, 'Not signed in', (p) =>
    said(p, 'This request needs a session token that your server has signed: Authorization: Bearer <token>.'),
  ),
  session_expired: kind(
    401,
    'Session expired',
    () => 'The session token has expired. Ask your server for a new one and try again.',
  ),
  forbidden: kind(403, 'Not allowed', (p) =>
    p.needs
      ? `This needs the role ${word(p.needs)}; the session token has the role ${word(p.role)}.`
      : 'The session token does not allow this.',
  ),
  origin_forbidden: kind(
    403,
    'Origin not allowed',
    (p) => `${word(p.origin)} may not use this server. Add it to ALLOWED_ORIGINS.`,
  ),
  not_found: kind(404, 'Not found', (p) => said(p, 'There is nothing at this address.')),
  method_not_allowed: kind(
    405,
    'Method not allowed',
    (p) => `${word(p.method)} is not possible here. Allowed: ${word(p.allowed)}.`,
  ),
  unsupported_media_type: kind(
    415,
    'Unsupported media type',
    () => 'Send the body as JSON with Content-Type: application/json.',
  ),
  invalid_json: kind(400, 'Malformed JSON', (p) =>
    said(p, 'The body is not valid JSON. Nothing was stored.'),
  ),
  invalid_input: kind(422, 'Invalid input', (p) =>
    said(p, 'Some values cannot be used; “errors” names each of them. Nothing was stored.'),
  ),
  too_large: kind(
    413,
    'Too large',
    (p) => `The body is larger than ${word(p.maxBytes)} bytes. Send it in smaller parts; nothing was stored.`,
  ),
  too_many_items: kind(
    422,
    'Too many items',
    (p) =>
      `At most ${word(p.max)} at a time, and these are ${word(p.count)}. Send them in smaller parts; nothing was stored.`,
  ),
  unknown_provider: kind(
    404,
    'Unknown provider',
    (p) => `There is no provider called “${word(p.provider)}”.`,
  ),
  unknown_object: kind(
    404,
    'Unknown object',
    (p) => `${word(p.crm)} has no object called “${word(p.object)}” here.`,
  ),
  not_configured: kind(
    409,
    'Not configured',
    (p) =>
      `${word(p.crm)} is not set up on this server. Its app’s client id and secret are missing from the settings.`,
  ),
  not_connected: kind(404, 'Not connected', (p) => `${word(p.crm)} is not connected. Connect it first.`),
  needs_reconnect: kind(
    409,
    'Reconnect needed',
    (p) => `${word(p.crm)} no longer accepts our access. Reconnect to go on.`,
  ),
  attempt_not_found: kind(404, 'Unknown sign-in', () => 'There is no such sign-in. Start it again.'),
  attempt_expired: kind(
    410,
    'Sign-in expired',
    () => 'The sign-in took too long and has expired. Start it again.',
  ),
  attempt_interrupted: kind(
    503,
    'Sign-in interrupted',
    (p) => `The server stopped while ${word(p.crm)} was being connected, so nothing was. Start it again.`,
  ),
  denied: kind(
    403,
    'Access denied',
    (p) => `Access was denied in ${word(p.crm)}. To connect, try again and choose Allow.`,
  ),
  authorization_refused: kind(403, 'Sign-in refused', (p) => `${word(p.crm)} refused the sign-in.`),
  wrong_state: kind(
    400,
    'Sign-in not recognised',
    () =>
      'This sign-in does not belong to one that was started here, or it was used already. Start it again from the settings page.',
  ),
  domain_not_allowed: kind(422, 'Login address not allowed', (p) =>
    said(p, `${word(p.domain)} is not a login address that may be used here.`),
  ),
  event_conflict: kind(
    409,
    'Event id used twice',
    (p) =>
      `The event “${word(p.eventId)}” was received before with other contents. Give each event its own id; nothing was stored.`,
  ),
  mapping_invalid: kind(
    422,
    'Mapping cannot work',
    () => 'Some rows of the mapping cannot work; “errors” names each of them. Nothing was saved.',
  ),
  precondition_required: kind(
    428,
    'If-Match required',
    () => 'Send the ETag of the version that you changed as If-Match, so that nobody’s edit is lost.',
  ),
  version_conflict: kind(412, 'Changed meanwhile', (p) =>
    p.version
      ? `Version ${word(p.version)} was saved by ${word(p.author)} meanwhile. Load it and apply your changes again.`
      : 'It was changed meanwhile. Load it again and apply your changes to it.',
  ),
  crm_unavailable: kind(
    503,
    'CRM not available',
    (p) => `${word(p.crm)} cannot be reached right now. Try again in a moment.`,
  ),
  crm_refused: kind(422, 'Refused by the CRM', (p) => `${word(p.crm)} refused this.`),
  store_unavailable: kind(
    503,
    'Storage not available',
    () => 'The server cannot write to its database right now, so nothing was accepted. Send it again later.',
  ),
  shutting_down: kind(
    503,
    'Shutting down',
    () => 'This server is shutting down. Send the request again; another one will answer.',
  ),
  internal: kind(
    500,
    'Unexpected error',
    (p) =>
      `The server met an error that it did not expect. Tell its operator the request id ${word(p.requestId)}.`,
  ),
};

/** How one problem code is told. */
export interface ProblemKind {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 500 | 503;
  readonly title: string;
  readonly sentence: (params: Params) => string;
}

const codeByClass: Readonly<Record<Fault['class'], ProblemCode>> = {
  transient: 'crm_unavailable',
  unknown: 'crm_unavailable',
  quota: 'crm_unavailable',
  auth: 'needs_reconnect',
  permission: 'crm_refused',
  data: 'crm_refused',
  conflict: 'crm_refused',
};

/** Of a CRM that can't be had now, whoever waits should know that it is worth another try. */
function withAdvice({ class: kind, sentence, fix }: Fault): string {
  const mayPass = kind === 'transient' || kind === 'unknown';
  if (!mayPass || fix || /\bagain\b/i.test(sentence)) return sentence;
  return `${sentence} Try again in a moment.`;
}

function kind(status: ProblemKind['status'], title: string, sentence: ProblemKind['sentence']): ProblemKind {
  return { status, title, sentence };
}

function retryAfter(fault: Fault): Readonly<Record<string, string>> {
  return fault.retryAt ? { 'Retry-After': new Date(fault.retryAt).toUTCString() } : {};
}

/** `params.reason` says it more exactly than the table can. */
function said(params: Params, otherwise: string): string {
  return typeof params.reason === 'string' ? params.reason : otherwise;
}

function word(value: Params[string] | undefined): string {
  if (value === undefined || value === null) return '?';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
