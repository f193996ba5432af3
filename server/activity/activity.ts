import {
  type ActivityCounts,
  type ActivityItem,
  type Cause,
  type Snapshot,
  type SyncFault,
  type SyncState,
} from '../contract/model/index.js';
import type { About } from '../crm/adapter.js';
import { problem } from '../http/problems.js';
import { fromJson } from '../store/json.js';
import type { Store } from '../store/store.js';
import type { ItemState, SyncItem } from '../worklist/item.js';
import { bookingSync } from '../worklist/view.js';
import { connectionFault } from '../worklist/waiting.js';
import type { Selection, Worklist } from '../worklist/worklist.js';
import { inCommonWords } from './common-words.js';
import {
  activityPage,
  causeRows,
  heldCount,
  tenantConnections,
  type CauseRow,
  type Place,
  type ShownConnection,
} from './store.js';

/** What synced, waits and needs attention, and what an admin can do about it. */
export interface Activity {
  list(
    tenant: string,
    query: {
      provider?: string | undefined;
      state?: SyncState | undefined;
      cursor?: string | undefined;
      limit: number;
    },
  ): Promise<{ items: ActivityItem[]; cursor: string | null; counts: ActivityCounts }>;
  causes(tenant: string, provider?: string): Promise<Cause[]>;
  /** Makes bookings due now; gives their number. */
  retry(tenant: string, provider: string, selection: Selection): Promise<number>;
  /** Ends bookings without writing them; gives their number. */
  skip(tenant: string, provider: string, selection: Selection, by: string): Promise<number>;
}

/** What is asked of connections. */
export interface ActivityConnections {
  require(tenant: string, provider: string): Promise<{ readonly id: string }>;
  /** Ends waiting for a limit. */
  resume(id: string): Promise<void>;
  /** Ends an admin's pause; throws when only signing in again helps. */
  pause(tenant: string, provider: string, paused: boolean): Promise<unknown>;
}

export function createActivity({
  store,
  worklist,
  connections,
  about = () => null,
}: {
  readonly store: Store;
  readonly worklist: Worklist;
  readonly connections: ActivityConnections;
  /** How a CRM is spoken of; null for one that is no longer there. */
  readonly about?: (provider: string) => About | null;
}): Activity {
  return {
    async list(tenant, { provider, state, cursor, limit }) {
      const shown = await tenantConnections(store.db, tenant, provider);
      const byId = new Map(shown.map((connection) => [connection.id, connection]));
      const found = await activityPage(store.db, {
        connections: shown.filter((connection) => mayShow(connection, state)).map(({ id }) => id),
        states: state === undefined ? allStates : storedStates[state],
        after: cursor === undefined ? null : placeOf(cursor),
        limit: limit + 1,
      });
      const items = found.slice(0, limit);
      const last = items.at(-1)?.item;
      const counts = await Promise.all(shown.map(({ id }) => worklist.counts(store.db, id)));
      return {
        items: items.flatMap(({ item, snapshot }) => {
          const connection = byId.get(item.connection);
          return connection ? [lineOf(item, snapshot, connection)] : [];
        }),
        cursor: found.length > limit && last ? cursorOf(last) : null,
        counts: counts.reduce<ActivityCounts>(add, { synced: 0, pending: 0, attention: 0, skipped: 0 }),
      };
    },

    async causes(tenant, provider) {
      const shown = await tenantConnections(store.db, tenant, provider);
      const byId = new Map(shown.map((connection) => [connection.id, connection]));
      const rows = await causeRows(store.db, store.kind, [...byId.keys()]);
      const waits = new Map<string, Cause>();
      for (const connection of shown) {
        const wait = await waitOf(connection, rows);
        if (wait) waits.set(connection.id, wait);
      }
      const own = rows.flatMap((row) => {
        const connection = byId.get(row.connection);
        if (!connection) return [];
        const cause = causeOf(row, connection, about(connection.provider));
        const wait = waits.get(connection.id);
        if (wait === undefined || !isCountedIn(cause, wait)) return [cause];
        // A connection that waits as a whole has counted them already.
        if (wait.cause === heldCause) waits.set(connection.id, joined(wait, cause));
        return [];
      });
      return [...waits.values(), ...own].sort((a, b) => b.count - a.count);
    },

    async retry(tenant, provider, selection) {
      const { id } = await connections.require(tenant, provider);
      const which = meant(selection);
      // One try now: the CRM says again if it is too early.
      if ('cause' in selection && selection.cause === `${connectionCause}waiting`)
        await connections.resume(id);
      else if (isOfConnection(selection)) await connections.pause(tenant, provider, false);
      const count = await store.transaction((tx) => worklist.retry(tx, id, which));
      worklist.wake([id]);
      return count;
    },

    async skip(tenant, provider, selection, by) {
      const { id } = await connections.require(tenant, provider);
      const reason = {
        code: 'skipped_by_admin',
        params: { by },
        sentence: `${by} chose not to write this booking.`,
      } as const;
      return store.transaction((tx) => worklist.skip(tx, id, meant(selection), reason));
    },
  };

  /** A connection that waits as a whole is one cause for all that waits behind it. */
  async function waitOf(connection: ShownConnection, rows: readonly CauseRow[]): Promise<Cause | null> {
    const { id, status, pausedUntil } = connection;
    const isActive = status === 'active';
    if (isActive && pausedUntil === null) return null;
    const pending =
      isActive && pausedUntil !== null
        ? await heldCount(store.db, id, pausedUntil)
        : (await worklist.counts(store.db, id)).pending;
    if (pending === 0) return null;
    const due = (await worklist.nextDue(store.db, connection.id)) ?? '';
    const whole = connectionFault(connection, due);
    if (whole === null) return null;
    const since = firstSeen(rows, connection, whole) ?? due;
    const fault = { ...whole, since };
    const cause = isActive ? heldCause : `${connectionCause}${status}`;
    const { provider, pausedUntil: nextAttemptAt } = connection;
    return {
      cause,
      provider,
      state: isActive ? 'pending' : 'paused',
      fault,
      count: pending,
      since,
      last: since,
      nextAttemptAt,
      row: null,
    };
  }
}

/**
 * What waits behind a connection is counted there, whatever else it has met; while its CRM is given a moment, only what
 * met the fault for which it is.
 */
function isCountedIn(own: Cause, wait: Cause): boolean {
  if (own.state === 'attention') return false;
  return wait.cause !== heldCause || own.fault.code === wait.fault.code;
}

function joined(wait: Cause, own: Cause): Cause {
  const since = own.since < wait.since ? own.since : wait.since;
  const last = own.last > wait.last ? own.last : wait.last;
  return { ...wait, count: wait.count + own.count, since, last, fault: { ...wait.fault, since } };
}

/** Since when bookings have met what the connection waits for. */
function firstSeen(rows: readonly CauseRow[], { id }: ShownConnection, { code }: SyncFault): string | null {
  const times = rows.flatMap(({ connection, cause, since }) =>
    connection === id && since !== null && cause.split('~')[0] === code ? [since] : [],
  );
  return times.sort()[0] ?? null;
}

const connectionCause = 'connection~';
/** What waits while a CRM is given a moment; other things may keep what is behind it waiting beside that. */
const heldCause = 'held~';
/** Before the cause of bookings that wait for their turn, as others may need attention for the same. */
const waitingCause = 'waiting~';

/** What waits behind a connection has no cause of its own in common. */
function meant(selection: Selection): Selection {
  if (!('cause' in selection)) return selection;
  const { cause } = selection;
  if (isOfConnection(selection)) return { waiting: true };
  return cause.startsWith(waitingCause)
    ? { waiting: true, cause: cause.slice(waitingCause.length) }
    : selection;
}

function isOfConnection(selection: Selection): boolean {
  return (
    'cause' in selection && (selection.cause.startsWith(connectionCause) || selection.cause === heldCause)
  );
}

const waitingStates: readonly ItemState[] = ['dirty', 'busy', 'unknown'];
const allStates: readonly ItemState[] = [...waitingStates, 'synced', 'attention', 'skipped'];
const storedStates: Readonly<Record<SyncState, readonly ItemState[]>> = {
  pending: waitingStates,
  paused: waitingStates,
  synced: ['synced'],
  attention: ['attention'],
  skipped: ['skipped'],
};

function mayShow({ status }: ShownConnection, state: SyncState | undefined): boolean {
  if (state === 'pending') return status === 'active';
  if (state === 'paused') return status !== 'active';
  return true;
}

function lineOf(item: SyncItem, snapshot: Snapshot, connection: ShownConnection): ActivityItem {
  const { version: _, ...sync } = bookingSync(item, connection);
  const { firstName, lastName, fullName, email } = snapshot.contact;
  const name = fullName ?? [firstName, lastName].filter((part) => part !== undefined).join(' ');
  return {
    ...sync,
    booking: item.booking,
    kind: item.kind,
    status: snapshot.status,
    person: String(name === '' ? (email ?? '') : name),
    subject: String(snapshot.booking.subject ?? ''),
    at: item.updatedAt,
  };
}

function causeOf(row: CauseRow, connection: ShownConnection, about: About | null): Cause {
  const first = fromJson<SyncFault>(row.fault);
  const fault = Number(row.sentences) > 1 ? inCommonWords(first, about) : first;
  const since = row.since ?? fault.since;
  const { object = null, field = null } = fault.class === 'skipped' ? {} : fault;
  const isMappings = fault.class === 'data' || fault.class === 'permission';
  return {
    cause: row.isAttention ? row.cause : `${waitingCause}${row.cause}`,
    provider: connection.provider,
    state: row.isAttention ? 'attention' : connection.status === 'active' ? 'pending' : 'paused',
    fault: { ...fault, since },
    count: Number(row.count),
    since,
    last: row.last,
    nextAttemptAt: row.nextAt,
    row: isMappings && object !== null && field !== null ? { object, field } : null,
  };
}

function add(a: ActivityCounts, b: ActivityCounts): ActivityCounts {
  return {
    synced: a.synced + b.synced,
    pending: a.pending + b.pending,
    attention: a.attention + b.attention,
    skipped: a.skipped + b.skipped,
  };
}

function cursorOf({ updatedAt, connection, kind, booking }: SyncItem): string {
  const bytes = new TextEncoder().encode(JSON.stringify([updatedAt, connection, kind, booking]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function isPlain(part: unknown): part is string {
  return typeof part === 'string' && !part.includes('\0');
}

function placeOf(cursor: string): Place {
  try {
    const text = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const parts: unknown = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(text, (char) => char.charCodeAt(0))),
    );
    if (Array.isArray(parts) && parts.length === 4 && parts.every(isPlain)) {
      const [at = '', connection = '', kind = '', booking = '']: string[] = parts;
      return { at, connection, kind, booking };
    }
  } catch {
    // Not one of ours; told below.
  }
  const errors = [
    { pointer: 'cursor', code: 'invalid', sentence: 'This cursor is not one that a reply gave.' },
  ];
  throw problem('invalid_input', {}, { errors });
}
