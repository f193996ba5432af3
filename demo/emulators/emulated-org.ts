import type { CallLog } from './calls.js';
import type { FaultList } from './faults.js';
import type { JsonObject } from './json.js';

/** The two seeded orgs that every emulator holds. */
export const orgNames = ['tidy', 'awkward'] as const;

/** Name of a seeded org, as control routes and consent pages call it. */
export type OrgName = (typeof orgNames)[number];

/** Reads an org's name; absent means `tidy`, an unknown one undefined. */
export function orgName(text: string | undefined): OrgName | undefined {
  return text === undefined ? 'tidy' : orgNames.find((name) => name === text);
}

/** Body of `PATCH /_emulator/org`: what changes; what is absent stays. Vendor specific parts are documented at each vendor's org. */
export interface OrgPatch {
  permissions?: JsonObject;
  fields?: Record<string, FieldPatch>;
  rules?: JsonObject;
  /** Seconds that access tokens live; shortens live ones too. */
  tokenLifetimeSeconds?: number;
  /** Whether a refresh gives a new refresh token. */
  rotation?: boolean;
  /** Milliseconds that every API call waits before it is handled. */
  latencyMs?: number;
  /** Milliseconds until a write shows up in search. */
  searchLagMs?: number;
  limits?: JsonObject;
}

/** Changes to one object's fields, by API name. */
export interface FieldPatch {
  add: JsonObject[];
  remove: string[];
  change: Record<string, JsonObject>;
}

/** One live record for `GET /_emulator/records/{object}`. */
export type ControlRecord = { id: string } & JsonObject;

/** What somebody in the CRM does to a record, past all checks: body of `PATCH /_emulator/records/{object}/{key}`. */
export type RecordAction =
  | { kind: 'set'; values: JsonObject }
  | { kind: 'delete' }
  /** The other record lives on. */
  | { kind: 'merge'; into: string }
  /** Salesforce: a lead becomes a contact. */
  | { kind: 'convert' };

/** What the control routes and the fault gate need of an org. */
export interface EmulatedOrg {
  readonly name: OrgName;
  readonly calls: CallLog;
  readonly faults: FaultList;
  /** Milliseconds that every API call waits, see {@link OrgPatch}. */
  readonly latencyMs: number;
  /** All live records of an object; undefined when the org has no such object. */
  records(object: string): ControlRecord[] | undefined;
  /** Puts records in without API calls or checks and gives their ids; a string says why it cannot. */
  add(object: string, records: readonly JsonObject[]): string[] | string;
  /** Does to a record, named by id or e-mail, what somebody in the CRM would; a string says why it cannot. */
  act(object: string, key: string, action: RecordAction): JsonObject | string;
  /** Back to the seeded org: records, fields, settings. Grants stay valid, so that whoever is connected stays so. */
  reset(): void;
  /** A fresh grant, as the vendor's token endpoint would answer. Undefined scopes: all. */
  issueGrant(scopes: string[] | undefined): JsonObject;
  /** Applies a patch whole or not at all; a string says why it cannot. */
  change(patch: OrgPatch): string | undefined;
}
