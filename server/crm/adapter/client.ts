import type { Fault, JsonValue } from '../../contract/model/index.js';

/** An authenticated line to one CRM account: token, deadline, limits and classification are taken care of. */
export interface CrmClient {
  readonly apiUrl: string;
  readonly uiUrl: string;
  readonly accountId: string;
  readonly scopes: readonly string[];
  /**
   * Sends one request and gives every reply that the caller may want to read, 4xx included.
   * Throws {@link CrmError} for a fault that is the connection's or the network's: no reply, 401 after one
   * refresh, a limit, 423, 5xx.
   */
  request(request: CrmRequest): Promise<CrmReply>;
  /** The limit of our own as a fault, while what is left of it is for bookings that have just come in. */
  backlogLimit?(): Promise<Fault | null>;
}

/** One request to a CRM. */
export interface CrmRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path below {@link CrmClient.apiUrl}, with its query. */
  readonly path: string;
  readonly json?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a lost reply means: nothing happened, it may be repeated, or its outcome is unknown. */
  readonly effect: 'read' | 'repeatable' | 'create';
  /** Awaited each time right before it goes out: after a new token was got, and the limit has been waited for. */
  readonly begin?: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** A reply that was read to its end. */
export interface CrmReply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null for an empty body. */
  readonly body: unknown;
  /** The CRM's id of the request. */
  readonly requestId: string | null;
}

/** How a CRM's replies are understood; everything {@link CrmClient} needs to know of a vendor. */
export interface Protocol {
  requestId(headers: Headers): string | null;
  /** The fault that a reply means, with a sentence for people; null when it is no error. */
  fault(reply: CrmReply, context: FaultContext): Fault | null;
  /** What the reply says about limits; null when it says nothing. */
  limits(headers: Headers): Limits | null;
}

/** What was asked when a reply came back as an error. */
export interface FaultContext {
  readonly object: string | null;
  /** Label by field name, for sentences. */
  readonly labels: Readonly<Record<string, string>>;
  readonly now: Date;
  /** Where the account's day ends (IANA); null or left out where that is not known. */
  readonly timeZone?: string | null;
}

/** How much of a limit is used. */
export interface Limits {
  readonly used: number;
  readonly max: number;
  /** Length of the window; null for one that the CRM does not tell. */
  readonly windowMs: number | null;
}

/** A pool of calls that an account shares with others, where the CRM has one and tells what is left. */
export interface Pool {
  /** The limit as a fault while nothing is left, found out without a write; null when there is some, or that is not told. */
  exhausted(client: CrmClient, signal: AbortSignal): Promise<Fault | null>;
}

/** A fault on its way up. The only error that adapters throw. */
export class CrmError extends Error {
  constructor(readonly fault: Fault) {
    super(fault.sentence);
    this.name = 'CrmError';
  }
}
