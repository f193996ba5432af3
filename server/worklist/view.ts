import type { BookingSync, SyncFault, SyncState } from '../contract/model/index.js';
import type { ItemState, SyncItem } from './item.js';
import { connectionFault, type WaitingConnection } from './waiting.js';

/** What is told of a connection beside an item. */
export interface ItemConnection extends WaitingConnection {
  readonly provider: string;
}

/** An item as people see it. */
export function bookingSync(item: SyncItem, connection: ItemConnection): BookingSync {
  const state = shownState(item.state, connection.status);
  return {
    provider: connection.provider,
    version: item.syncedVersion,
    state,
    records: item.records,
    fault: shownFault(item, state, connection),
    nextAttemptAt: nextAttempt(item, state, connection),
    omitted: item.omitted,
  };
}

/** What keeps the connection waiting keeps the booking waiting, whatever it met before. */
function shownFault(item: SyncItem, state: SyncState, connection: ItemConnection): SyncFault | null {
  const own = item.fault;
  if (isHeld(item, connection)) return own ?? connectionFault(connection, item.updatedAt);
  const whole = state === 'paused' ? connectionFault(connection, item.updatedAt) : null;
  if (whole === null) return own;
  if (own === null || own.class === 'skipped' || whole.class === 'skipped' || own.code !== whole.code)
    return whole;
  return { ...own, fix: own.fix ?? whole.fix, retryAt: whole.retryAt };
}

/** True for what is due while its CRM is given a moment. */
function isHeld({ state, nextAt }: SyncItem, { status, pausedUntil }: ItemConnection): boolean {
  return (
    status === 'active' &&
    state === 'dirty' &&
    pausedUntil !== null &&
    nextAt !== null &&
    nextAt <= pausedUntil
  );
}

/** Null where only a person can have it tried again. */
function nextAttempt(item: SyncItem, state: SyncState, connection: ItemConnection): string | null {
  const { status, pausedUntil } = connection;
  if (state === 'synced' || state === 'skipped') return null;
  if (status === 'active') return isHeld(item, connection) ? pausedUntil : item.nextAt;
  return status === 'waiting' ? later(item.nextAt, pausedUntil) : null;
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
