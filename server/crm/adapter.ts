/**
 * What a CRM must offer. One adapter is one folder beside this file; it is a bundle of small
 * capabilities, each a plain object with one concern. Nothing outside the folder knows a vendor's name.
 */
import type {
  BookingStatus,
  CrmField,
  CrmObject,
  CrmUser,
  Environment,
  Fault,
  JsonValue,
  MatchPolicy,
  NewField,
  ObjectMapping,
  ObjectRole,
  PermissionCheck,
  PermissionNeed,
  ProviderId,
} from '../contract/model/index.js';

/** A CRM that bookings can be written to. */
export interface Adapter {
  readonly id: ProviderId;
  readonly about: About;
  readonly signIn: SignIn;
  readonly protocol: Protocol;
  readonly catalog: CatalogReader;
  readonly doctor: Doctor;
  readonly defaults: Defaults;
  readonly values: Values;
  readonly people: People;
  readonly records: Records;
  readonly writer: Writer;
}

/**
 * What the folder of a CRM exports under its own name: what is known before the CRM is configured, how its
 * settings are read, and how an adapter is made of them.
 */
export interface Vendor<Settings> {
  readonly id: ProviderId;
  readonly about: About;
  /** Reads the vendor's own settings from the environment. */
  settings(env: Readonly<Record<string, string | undefined>>): SettingsReading<Settings>;
  create(settings: Settings): Adapter;
}

/** `absent`: the app's keys are not set, so that the CRM is listed as not configured. A sentence per bad setting otherwise. */
export type SettingsReading<Settings> =
  | { readonly state: 'ready'; readonly settings: Settings }
  | { readonly state: 'absent' }
  | { readonly state: 'invalid'; readonly problems: readonly string[] };

/** What people read about a CRM before and while connecting. */
export interface About {
  readonly name: string;
  readonly summary: string;
  readonly advice: string;
  readonly fieldWord: string;
  readonly environments: readonly Environment[];
  readonly customDomain: boolean;
  readonly canCreateFields: boolean;
  /** In the order of the tabs. */
  readonly objects: readonly ObjectDeclaration[];
  /** Objects that new people may become, the default first; empty when there is no choice. */
  readonly createAs: readonly string[];
  readonly permissions: readonly PermissionNeed[];
}

/** What is fixed about an object; the rest is read from the CRM. */
export interface ObjectDeclaration {
  readonly name: string;
  readonly label: string;
  readonly singular: string;
  readonly role: ObjectRole;
  readonly requiredGroups: readonly (readonly string[])[];
  /** Target of the locked row that links the record to the person. */
  readonly who: { readonly target: string; readonly label: string } | null;
  /** Field that takes the id of the owning {@link CrmUser}. */
  readonly ownerField: string | null;
  /** Field that holds the person's e-mail, on person objects. */
  readonly emailField: string | null;
}

// ── Signing in ───────────────────────────────────────────────────────────────────────────────────

/** The right to act for one CRM account. Sealed at rest, never logged, never sent to a browser. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Base URL of all API calls, without a trailing slash. */
  readonly apiUrl: string;
  /** Base URL of the token endpoints that issued it. */
  readonly loginUrl: string;
  readonly scopes: readonly string[];
  /** Instant (ISO) when the access token should be renewed; null when the CRM does not say. */
  readonly renewAt: string | null;
  /** True once a refresh has answered with another refresh token. */
  readonly rotates: boolean;
  /** Who signed in to what, where the CRM tells it with the grant and not to a {@link CrmClient}. */
  readonly signedIn?: { readonly accountName: string | null; readonly user: Account['user'] };
}

/** The CRM account that a grant is for. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  /** The signed-in CRM user. */
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  /** Base URL for links to records. */
  readonly uiUrl: string;
}

/** Where and how somebody signs in. */
export interface SignInTarget {
  readonly environment: Environment;
  /** Host name of the customer's own login, such as `acme.my.salesforce.com`. */
  readonly domain: string | null;
}

/** OAuth authorization code flow (RFC 6749, RFC 7636, RFC 7009). Every method throws {@link CrmError}. */
export interface SignIn {
  /** Base URL of the login host, or why it may not be used. Nothing else is ever called. */
  loginUrl(target: SignInTarget): { readonly url: string } | { readonly refused: string };
  authorizeUrl(request: {
    loginUrl: string;
    redirectUri: string;
    state: string;
    codeChallenge: string;
  }): string;
  exchange(
    request: { loginUrl: string; redirectUri: string; code: string; codeVerifier: string },
    io: Io,
  ): Promise<Grant>;
  /** Renews the access token once; the caller saves what comes back before using it. */
  refresh(grant: Grant, io: Io): Promise<Grant>;
  revoke(grant: Grant, io: Io): Promise<void>;
  /** The account behind a line; `grant` is the one just exchanged, from which some CRMs tell the user. */
  account(client: CrmClient, signal: AbortSignal, grant?: Grant): Promise<Account>;
  /** The fault for an error that the CRM sent to the callback. */
  refusal(error: string, description: string | null): Fault;
}

/** Effects that an adapter may use beside a {@link CrmClient}. */
export interface Io {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

// ── Talking ──────────────────────────────────────────────────────────────────────────────────────

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
}

/** How much of a limit is used. */
export interface Limits {
  readonly used: number;
  readonly max: number;
  /** Length of the window; null for one that the CRM does not tell. */
  readonly windowMs: number | null;
}

/** A fault on its way up. The only error that adapters throw. */
export class CrmError extends Error {
  constructor(readonly fault: Fault) {
    super(fault.sentence);
    this.name = 'CrmError';
  }
}

// ── Metadata ─────────────────────────────────────────────────────────────────────────────────────

/** Reads what the CRM account looks like. Throws {@link CrmError}. */
export interface CatalogReader {
  objects(client: CrmClient, signal: AbortSignal): Promise<readonly CrmObject[]>;
  /** Fields that can be written; `etag` as given by the last reading, to get `unchanged` when the CRM can tell. */
  fields(client: CrmClient, object: string, etag: string | null, signal: AbortSignal): Promise<FieldsReading>;
  createField(client: CrmClient, object: string, field: NewField, signal: AbortSignal): Promise<CrmField>;
  /** Everyone who can own a record, active first. */
  users(client: CrmClient, signal: AbortSignal): Promise<readonly CrmUser[]>;
}

/** Fields of one object, or that they are as before. */
export type FieldsReading =
  | { readonly unchanged: true }
  | { readonly unchanged: false; readonly etag: string | null; readonly fields: readonly CrmField[] };

/** Looks up what the connected user may do. */
export interface Doctor {
  check(client: CrmClient, use: MappedUse, signal: AbortSignal): Promise<readonly PermissionCheck[]>;
}

/** What the mapping uses, so that conditional permissions show when they matter. */
export interface MappedUse {
  /** Enabled objects, and the fields mapped in each. */
  readonly objects: Readonly<Record<string, readonly string[]>>;
  /** Mapped fields that the customer made. */
  readonly customFields: readonly string[];
}

/** Version 1 of a mapping. */
export interface Defaults {
  /** Objects with their core rows; a core row whose field the account lacks is left out. */
  objects(fields: Readonly<Record<string, readonly CrmField[]>>): Readonly<Record<string, ObjectMapping>>;
}

// ── Values ───────────────────────────────────────────────────────────────────────────────────────

/**
 * A value of the type of its CRM field: text, number, boolean; `YYYY-MM-DD` for a date; an instant in ISO 8601
 * UTC for a date and time; option values for choices, an array for several.
 */
export type TypedValue = string | number | boolean | readonly string[];

/** Pure translations between our values and the wire. */
export interface Values {
  encode(value: TypedValue, field: CrmField): JsonValue;
  /** True for what the CRM shows as empty. */
  isBlank(wire: JsonValue | undefined): boolean;
  /** True when the CRM already holds this value, however it echoes it. */
  equal(wire: JsonValue | undefined, encoded: JsonValue, field: CrmField): boolean;
  /**
   * Fields that say what became of a meeting, for targets that no row fills: `rename` changes a value that a
   * row gave. Product rule Y5: cancelled is told, never deleted.
   */
  lifecycle(object: string, status: BookingStatus, fields: readonly CrmField[]): readonly LifecycleValue[];
}

/** One lifecycle value. */
export interface LifecycleValue {
  readonly field: string;
  /** Value on the wire; with `prefix`, put before the row's own text instead. */
  readonly value: JsonValue;
  readonly prefix: boolean;
  readonly why: string;
}

// ── Records ──────────────────────────────────────────────────────────────────────────────────────

/** Whom to look for. */
export interface PersonKey {
  /** Trimmed, lower case. */
  readonly email: string;
  readonly phone: string | null;
  /** Among several matches the one of this owner is preferred. */
  readonly ownerId: string | null;
}

/** A record as the CRM holds it now. */
export interface KnownRecord {
  readonly object: string;
  readonly id: string;
  readonly label: string;
  readonly url: string | null;
  /** Wire values of the fields that were asked for. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** Who was found for a key. */
export interface PersonMatch {
  readonly record: KnownRecord | null;
  /** How many records fit; more than one is told on the booking. */
  readonly candidates: number;
}

/** Finds people by e-mail, and by phone when the policy says so. */
export interface People {
  /**
   * `look_up`: found first, then written. `write_first`: the CRM keeps e-mails unique, so that a create of an
   * existing person answers `exists` and needs no look-up.
   */
  readonly strategy: 'look_up' | 'write_first';
  /** One match per key, in order; `fields` per object are read along. */
  find(
    client: CrmClient,
    keys: readonly PersonKey[],
    fields: Readonly<Record<string, readonly string[]>>,
    match: MatchPolicy,
    signal: AbortSignal,
  ): Promise<readonly PersonMatch[]>;
}

/** Reads and links records. */
export interface Records {
  /** One record per id, in order; null for one that is gone. A converted or merged one comes back as what it became. */
  read(
    client: CrmClient,
    object: string,
    ids: readonly string[],
    fields: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (KnownRecord | null)[]>;
  url(uiUrl: string, accountId: string, object: string, id: string): string | null;
}

// ── Writing ──────────────────────────────────────────────────────────────────────────────────────

/** Records of up to {@link Writer.batchSize} bookings, people folded by key. */
export interface WriteBatch {
  readonly people: readonly PersonWrite[];
  readonly meetings: readonly LinkedWrite[];
  readonly cases: readonly LinkedWrite[];
}

/** What to write to one person. */
export interface PersonWrite {
  /** Names this write within the batch and in its outcome. */
  readonly key: string;
  readonly object: string;
  /** Record to update; null to create, or to upsert by e-mail. */
  readonly id: string | null;
  /**
   * `create`: fails with `exists` when the CRM knows the person (only `write_first`). `upsert`: by e-mail.
   * `keep`: nothing to write, the record is only referred to.
   */
  readonly mode: 'create' | 'upsert' | 'update' | 'keep';
  readonly email: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
  /** Fields that may be left out when the CRM refuses them. */
  readonly optional: readonly string[];
  readonly setsOwner: boolean;
  /** What to do about a possible duplicate. */
  readonly duplicates: MatchPolicy['duplicates'];
}

/** What to write to a meeting or a case of a person. */
export interface LinkedWrite {
  readonly key: string;
  readonly object: string;
  readonly id: string | null;
  /** Key of the {@link PersonWrite} that it belongs to. */
  readonly person: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly optional: readonly string[];
  readonly setsOwner: boolean;
  /** Unique text by which {@link Writer.reconcile} knows the record again. */
  readonly marker: string;
  /** Person record that it was linked to before, when it moves; null when the link stays or is new. */
  readonly movedFrom: { readonly object: string; readonly id: string } | null;
}

/** What became of one write. */
export type WriteOutcome = {
  readonly key: string;
  /** Fields that the CRM refused and that were left out. */
  readonly omitted: readonly Fault[];
} & (
  | { readonly result: 'created' | 'updated'; readonly object: string; readonly id: string }
  /** A person of that e-mail is there already. */
  | { readonly result: 'exists'; readonly object: string; readonly id: string }
  | { readonly result: 'failed'; readonly fault: Fault }
);

/** Makes writes survive a crash. Both calls resolve when durable. */
export interface Journal {
  /** Before a create whose repetition would double a record. */
  intend(keys: readonly string[]): Promise<void>;
  /** After each reply, before the next request depends on it. */
  settle(outcomes: readonly WriteOutcome[]): Promise<void>;
}

/** A create whose reply was lost. */
export interface LostCreate {
  readonly write: LinkedWrite;
  /** The person's record. */
  readonly person: { readonly object: string; readonly id: string };
  readonly startedAt: string;
}

/** Writes in the fewest calls that the CRM allows. */
export interface Writer {
  /** Most bookings per batch. */
  readonly batchSize: number;
  /**
   * Writes the batch, people before what refers to them, and settles every outcome exactly once. A write whose
   * person failed is settled as failed with the person's fault. Throws {@link CrmError} when the connection as a
   * whole must wait; what was settled until then stays settled.
   */
  write(client: CrmClient, batch: WriteBatch, journal: Journal, context: WriteContext): Promise<void>;
  /** The id of each record that did come into being, by a consistent read of its natural key; null when it did not. */
  reconcile(
    client: CrmClient,
    lost: readonly LostCreate[],
    signal: AbortSignal,
  ): Promise<readonly (string | null)[]>;
}

/** What a writer needs beside the batch. */
export interface WriteContext {
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Label by object and field, for sentences. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
