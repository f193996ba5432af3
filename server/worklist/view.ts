import type { BookingSync, SyncState } from '../contract/model/index.js';
import type { ItemState, SyncItem } from './item.js';
import { connectionFault, type WaitingConnection } from './waiting.js';

/** What is told of a connection beside an item. */
export interface ItemConnection extends WaitingConnection {
  readonly provider: string;
}

/** An item as people see it. */
export function bookingSync(item: SyncItem, connection: ItemConnection): BookingSync {
  const state = shownState(item.state, connection.status);
  const waits = state === 'pending' || state === 'attention' || state === 'paused';
  return {
    provider: connection.provider,
    version: item.syncedVersion,
    state,
    records: item.records,
    fault: item.fault ?? (state === 'paused' ? connectionFault(connection, item.updatedAt) : null),
    nextAttemptAt: waits
      ? later(item.nextAt, connection.status === 'waiting' ? connection.pausedUntil : null)
      : null,
    omitted: item.omitted,
  };
}

/** What waits for a connection that does not run is paused; everything else is as it is. */
export function shownState(state: ItemState, connectionStatus: string): SyncState {
  switch (state) {
    case 'dirty':
    case 'busy':
    case 'unknown':
      return connectionStatus === 'active' ? 'pending' : 'paused';
    case 'synced':
    case 'attention':
    case 'skipped':
      return state;
  }
}

function later(a: string | null, b: string | null): string | null {
  return a !== null && b !== null ? (a > b ? a : b) : (a ?? b);
}
