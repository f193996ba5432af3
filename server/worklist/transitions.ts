import type { BookingKind, Message, SkipCode, SyncFault } from '../contract/model/index.js';
import type { ItemKey, ItemState, Reached, SyncItem } from './item.js';

/** "This booking has changed": what makes its items dirty. */
export interface Mark {
  readonly tenant: string;
  readonly kind: BookingKind;
  readonly booking: string;
  readonly version: number;
  /** Statuses that the change went through, with the version of each. */
  readonly reached: Reached;
}

/** What became of an item that was claimed. */
export interface ItemResult extends Pick<
  SyncItem,
  'nextAt' | 'attempts' | 'records' | 'sent' | 'omitted' | 'fault' | 'cause' | 'mappingVersion'
> {
  readonly key: ItemKey;
  /** Version of the booking that was rendered. */
  readonly version: number;
  /** `busy`: not at its end yet, but what was written so far is to be kept. */
  readonly state: ItemState;
}

/** A booking that a CRM has not heard of. */
export function newItem(connection: string, mark: Mark, at: string): SyncItem {
  return {
    connection,
    kind: mark.kind,
    booking: mark.booking,
    tenant: mark.tenant,
    desiredVersion: mark.version,
    syncedVersion: 0,
    reached: {},
    sent: {},
    mappingVersion: 0,
    state: 'dirty',
    nextAt: at,
    attempts: 0,
    records: [],
    fault: null,
    cause: null,
    omitted: [],
    leaseNo: 0,
    live: false,
    createdAt: at,
    updatedAt: at,
  };
}

/** The item after its booking changed. */
export function marked(item: SyncItem, mark: Mark, live: boolean, at: string): SyncItem {
  const base = {
    ...item,
    desiredVersion: Math.max(item.desiredVersion, mark.version),
    reached: { ...item.reached, ...mark.reached },
    live: item.live || live,
    updatedAt: at,
  };
  switch (item.state) {
    // Whoever works on it sees the newer version when it finishes.
    case 'busy':
    // What the CRM holds is found out when its time comes, and the newer version goes out then.
    case 'unknown':
      return base;
    // A backoff goes on: the CRM is no better for a newer version.
    case 'dirty':
      return { ...base, nextAt: item.nextAt ?? at };
    case 'synced':
    case 'attention':
    case 'skipped':
      return { ...due(base, at), live };
  }
}

/** The item as work that somebody waits for. */
export function due(item: SyncItem, at: string): SyncItem {
  return {
    ...item,
    state: 'dirty',
    nextAt: at,
    attempts: 0,
    fault: null,
    cause: null,
    live: true,
    updatedAt: at,
  };
}

/** The item ended without being written. */
export function ended(item: SyncItem, reason: Message & { readonly code: SkipCode }, at: string): SyncItem {
  const fault: SyncFault = { ...reason, class: 'skipped', since: at };
  return { ...item, state: 'skipped', nextAt: null, attempts: 0, fault, cause: null, updatedAt: at };
}

/** The item after somebody worked on it; what changed meanwhile stays due. */
export function finished(item: SyncItem, result: ItemResult, leaseNo: number, at: string): SyncItem {
  const done = result.state === 'synced' || result.state === 'skipped';
  const wrote: SyncItem = {
    ...item,
    records: result.records,
    sent: result.sent,
    omitted: result.omitted,
    mappingVersion: result.mappingVersion,
    syncedVersion:
      result.state === 'synced' ? Math.max(item.syncedVersion, result.version) : item.syncedVersion,
    reached: done ? later(item.reached, result.version) : item.reached,
    updatedAt: at,
  };
  // Somebody else has decided about it meanwhile, such as a disconnect: only what was written is kept.
  if (item.state !== 'busy' || item.leaseNo !== leaseNo || result.state === 'busy') return wrote;
  const changed = item.desiredVersion > result.version;
  if (changed && (done || result.state === 'attention')) return due({ ...wrote, live: item.live }, at);
  const { state, nextAt, attempts, fault, cause } = result;
  return { ...wrote, state, nextAt, attempts, fault, cause, live: done ? false : item.live };
}

function later(reached: Reached, version: number): Reached {
  return Object.fromEntries(Object.entries(reached).filter(([, at]) => at > version));
}
