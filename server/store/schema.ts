import type { Generated, Selectable } from 'kysely';

/**
 * All tables. Instants are ISO 8601 UTC text with milliseconds, so that they sort and compare alike in SQLite
 * and PostgreSQL; `*_json` columns hold JSON text.
 */
export interface Schema {
  connection: ConnectionTable;
  attempt: AttemptTable;
  catalog: CatalogTable;
  crm_user_list: CrmUserListTable;
  learned_rule: LearnedRuleTable;
  permission_report: PermissionReportTable;
  mapping: MappingTable;
  noted_fields: NotedFieldsTable;
  source_field: SourceFieldTable;
  question: QuestionTable;
  event_log: EventLogTable;
  booking: BookingTable;
  sync_item: SyncItemTable;
  person_link: PersonLinkTable;
  operation: OperationTable;
  spent_calls: SpentCallsTable;
}

/** One row per tenant and provider; it stays after a disconnect, so that the mapping can be kept. */
export interface ConnectionTable {
  id: string;
  tenant: string;
  provider: string;
  account_id: string;
  account_name: string;
  environment: string;
  ui_url: string;
  /** IANA name, as the CRM tells it; null where it is not known. */
  time_zone: Generated<string | null>;
  api_url: string;
  /** Sealed; null once disconnected or revoked. */
  grant_sealed: string | null;
  grant_version: number;
  scopes_json: string;
  /** active | paused | waiting | needs_reconnect | connecting | disconnected */
  status: string;
  paused_until: string | null;
  /** While `needs_reconnect`: 1 when an admin had paused it before. */
  was_paused: Generated<number>;
  /** A Message, or null. */
  reason_json: string | null;
  connected_by: string;
  connected_at: string;
  /** While `connecting`: the row as it was before, or null for a tenant's first; null otherwise. */
  former_json: string | null;
  lease_owner: string | null;
  lease_no: number;
  lease_until: string | null;
}

export interface AttemptTable {
  id: string;
  tenant: string;
  provider: string;
  /** SHA-256 of the state parameter. */
  state_hash: string;
  verifier_sealed: string;
  /** Page that asked; null for a request without Origin. */
  origin: string | null;
  environment: string;
  login_url: string;
  /** pending | connected | failed | cancelled | expired */
  status: string;
  problem_json: string | null;
  account_changed: number;
  created_by: string;
  created_at: string;
  expires_at: string;
}

export interface CatalogTable {
  connection: string;
  object: string;
  fetched_at: string;
  etag: string | null;
  fingerprint: string;
  /** CrmObject */
  object_json: string;
  /** CrmField[] as read, without learned and admin-marked requirements */
  fields_json: string;
}

export interface CrmUserListTable {
  connection: string;
  fetched_at: string;
  users_json: string;
}

export interface LearnedRuleTable {
  connection: string;
  object: string;
  field: string;
  reason: string;
  first_seen: string;
}

export interface PermissionReportTable {
  connection: string;
  checked_at: string;
  checks_json: string;
}

/** What mapped fields were when their rows were saved, so that a change in the CRM is noticed. */
export interface NotedFieldsTable {
  connection: string;
  /** NotedFields */
  fields_json: string;
}

export interface MappingTable {
  connection: string;
  version: number;
  document_json: string;
  author: string;
  created_at: string;
}

export interface SourceFieldTable {
  tenant: string;
  key: string;
  position: number;
  field_json: string;
}

export interface QuestionTable {
  tenant: string;
  id: string;
  position: number;
  question_json: string;
}

export interface EventLogTable {
  tenant: string;
  event_id: string;
  body_hash: string;
  received_at: string;
}

export interface BookingTable {
  tenant: string;
  /** booking | submission */
  kind: string;
  id: string;
  version: number;
  status: string;
  occurred_at: string;
  /** Start of the meeting; null for a submission. */
  starts_at: string | null;
  snapshot_json: string;
  updated_at: string;
}

export interface SyncItemTable {
  connection: string;
  kind: string;
  booking: string;
  tenant: string;
  desired_version: number;
  synced_version: number;
  /** Statuses reached since the last sync, each with the booking version that reached it last. */
  reached_json: string;
  /** Hashes of the values that were last sent, by object and field. */
  sent_json: string;
  mapping_version: number;
  /** dirty | busy | unknown | synced | attention | skipped */
  state: string;
  /** When to try; null when nothing is due. */
  next_at: string | null;
  attempts: number;
  /** SyncRecord[] */
  records_json: string;
  /** SyncFault, or null. */
  fault_json: string | null;
  /** Groups items that wait for the same reason; null when nothing is wrong. */
  cause: string | null;
  /** Omission[] */
  omitted_json: string;
  /** Lease number under which it was claimed. */
  lease_no: number;
  /** 1 for live work, 0 for backlog. */
  live: number;
  created_at: string;
  updated_at: string;
}

/** A row of {@link SyncItemTable} as it is read. */
export type SyncItemRow = Selectable<SyncItemTable>;

export interface PersonLinkTable {
  connection: string;
  /** E-mail, trimmed and lower case. */
  email_key: string;
  object: string;
  record_id: string;
  /** Hashes of the values that were last sent to the person, by field. */
  sent_json: string;
  verified_at: string;
  /** When the booking happened that last said something about the person; empty for nobody. */
  said_at: Generated<string>;
}

export interface OperationTable {
  id: Generated<number>;
  connection: string;
  /** booking | submission | person; claimed: who is being written to at the moment */
  kind: string;
  /** Id of the booking; for a person the e-mail key. */
  booking: string;
  /** Object to be created. */
  object: string;
  payload_hash: string;
  marker: string;
  /** The LinkedWrite as it was sent, by which the record is looked for; null for a person. Of `claimed` the addresses. */
  write_json: string | null;
  /** intended | unknown | done */
  state: string;
  started_at: string;
}

/** Our calls of the pool that an account shares with others; kept for a day. */
export interface SpentCallsTable {
  connection: string;
  account_id: string;
  /** Hours since 1970. */
  hour: number;
  calls: number;
  /** What the account had in all as it was last told. */
  pool: number;
}
