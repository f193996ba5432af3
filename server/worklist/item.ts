import type { BookingKind, BookingStatus, Omission, SyncFault, SyncRecord } from '../contract/model/index.js';
import { fromJson, fromJsonOrNull } from '../store/json.js';
import type { SyncItemRow } from '../store/schema.js';

/**
 * Where an item stands. `busy`: somebody who holds the connection's lease works on it. `unknown`: it was being
 * written when its writer was lost, so what the CRM holds has to be found out first.
 */
export type ItemState = 'dirty' | 'busy' | 'unknown' | 'synced' | 'attention' | 'skipped';

/** Statuses reached since the last sync, each with the version of the booking that reached it last. */
export type Reached = Readonly<Partial<Record<BookingStatus, number>>>;

/** Hashes of the values that were last sent, by object and field; of a meeting's guests the record ids by e-mail. */
export type Sent = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Names one booking in one CRM. */
export interface ItemKey {
  readonly connection: string;
  readonly kind: BookingKind;
  readonly booking: string;
}

/** One booking that one CRM must be made equal to. */
export interface SyncItem extends ItemKey {
  readonly tenant: string;
  readonly desiredVersion: number;
  readonly syncedVersion: number;
  readonly reached: Reached;
  readonly sent: Sent;
  readonly mappingVersion: number;
  readonly state: ItemState;
  readonly nextAt: string | null;
  readonly attempts: number;
  readonly records: readonly SyncRecord[];
  readonly fault: SyncFault | null;
  readonly cause: string | null;
  readonly omitted: readonly Omission[];
  readonly leaseNo: number;
  /** True for work that somebody waits for, false for backlog. */
  readonly live: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function itemOf(row: SyncItemRow): SyncItem {
  return {
    connection: row.connection,
    kind: row.kind === 'submission' ? 'submission' : 'booking',
    booking: row.booking,
    tenant: row.tenant,
    desiredVersion: row.desired_version,
    syncedVersion: row.synced_version,
    reached: fromJson<Reached>(row.reached_json),
    sent: fromJson<Sent>(row.sent_json),
    mappingVersion: row.mapping_version,
    state: fromState(row.state),
    nextAt: row.next_at,
    attempts: row.attempts,
    records: fromJson<SyncRecord[]>(row.records_json),
    fault: fromJsonOrNull<SyncFault>(row.fault_json),
    cause: row.cause,
    omitted: fromJson<Omission[]>(row.omitted_json),
    leaseNo: row.lease_no,
    live: row.live === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function rowOf(item: SyncItem): SyncItemRow {
  return {
    connection: item.connection,
    kind: item.kind,
    booking: item.booking,
    tenant: item.tenant,
    desired_version: item.desiredVersion,
    synced_version: item.syncedVersion,
    reached_json: JSON.stringify(item.reached),
    sent_json: JSON.stringify(item.sent),
    mapping_version: item.mappingVersion,
    state: item.state,
    next_at: item.nextAt,
    attempts: item.attempts,
    records_json: JSON.stringify(item.records),
    fault_json: item.fault && JSON.stringify(item.fault),
    cause: item.cause,
    omitted_json: JSON.stringify(item.omitted),
    lease_no: item.leaseNo,
    live: item.live ? 1 : 0,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
  };
}

/** One text per key, for maps. */
export function keyOf(key: Pick<ItemKey, 'kind' | 'booking'>): string {
  return `${key.kind}/${key.booking}`;
}

const states: readonly ItemState[] = ['dirty', 'busy', 'unknown', 'synced', 'attention', 'skipped'];

function fromState(text: string): ItemState {
  return states.find((state) => state === text) ?? 'unknown';
}
