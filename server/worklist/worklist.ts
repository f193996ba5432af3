import type { Clock, Fault, Message, SkipCode, SyncFault } from '../contract/model/index.js';
import type { Db } from '../store/store.js';
import { type ItemKey, type ItemState, keyOf, type SyncItem } from './item.js';
import { onePerPermission, probeEveryMs } from './probing.js';
import {
  countStates,
  deleteHeld,
  dueItems,
  type DueKinds,
  hasBusy,
  holdItems,
  itemsIn,
  itemsOf,
  liveConnections,
  lockItems,
  nextDue,
  postponeCause,
  putItems,
  type Selection,
  syncedBookings,
} from './store.js';
import { due, ended, finished, type ItemResult, type Mark, marked, newItem } from './transitions.js';

export type { Selection } from './store.js';
export type { ItemResult, Mark } from './transitions.js';

/** An item that was being written when its writer was lost. */
export interface GivenBack {
  readonly item: SyncItem;
  readonly nextAt: string | null;
  /** `unknown` by default: what the CRM holds is found out first. */
  readonly state?: ItemState;
  readonly fault?: SyncFault;
  readonly cause?: string | null;
  readonly attempts?: number;
}

/** What a claim goes by, beside being due. */
export interface ClaimRules {
  /** With fewer due than that nothing is taken; 1 by default. */
  readonly atLeast?: number;
  /** Leaves live work to come together while enough backlog is there to be taken. */
  readonly collectsLive?: boolean;
  /** Up to how many items live work is filled up with backlog; `most` by default. */
  readonly fill?: number;
  /** Which of the due items are taken, in their order; all by default. */
  choose?(due: readonly SyncItem[]): Promise<readonly SyncItem[]>;
}

/**
 * What still has to reach a CRM: one item per booking and connection. It lies below everything else, so that
 * anyone may say "this needs syncing". Changes happen in the caller's transaction; {@link Worklist.wake} comes
 * after its commit.
 */
export interface Worklist {
  /** Marks bookings for every connection of their tenant; gives the connections to wake after the commit. */
  markDirty(tx: Db, marks: readonly Mark[]): Promise<readonly string[]>;
  /** Marks bookings for one connection, as backlog or as live work. */
  markConnection(tx: Db, connection: string, marks: readonly Mark[], live?: boolean): Promise<void>;
  /** Makes items that need attention due again when `touches` says so of their fault; gives their number. */
  release(tx: Db, connection: string, touches: (fault: Fault) => boolean): Promise<number>;
  /** Makes items due again because somebody asked; gives their number. */
  retry(tx: Db, connection: string, selection: Selection): Promise<number>;
  /** Ends items without writing them; gives their number. */
  skip(
    tx: Db,
    connection: string,
    selection: Selection,
    reason: Message & { readonly code: SkipCode },
  ): Promise<number>;
  /** Ends everything that waits for a connection, as a disconnect does. */
  end(tx: Db, connection: string, reason: Message & { readonly code: SkipCode }): Promise<number>;
  /** Makes everything that waits for a time due now, as a reconnect does. */
  hurry(tx: Db, connection: string): Promise<void>;
  /** Has one booking of each cause tried now where `touches` says so of its fault, as after a permission was given. */
  probe(tx: Db, connection: string, touches: (fault: Fault) => boolean): Promise<number>;
  /** Takes up to `most` due items under a lease; of those held for the same permission one, which is tried for all. */
  claim(
    tx: Db,
    connection: string,
    leaseNo: number,
    most: number,
    rules?: ClaimRules,
  ): Promise<readonly SyncItem[]>;
  /** Items that an earlier lease left busy. */
  abandoned(tx: Db, connection: string, leaseNo: number): Promise<readonly SyncItem[]>;
  /** Gives items back whose writing did not end: what the CRM holds is found out at `nextAt`. */
  giveBack(tx: Db, items: readonly GivenBack[]): Promise<void>;
  /** Removes claimed items of which nothing can become: there is no such booking. */
  drop(tx: Db, leaseNo: number, items: readonly SyncItem[]): Promise<void>;
  /** Writes what became of claimed items; what changed meanwhile stays due. */
  finish(tx: Db, leaseNo: number, results: readonly ItemResult[]): Promise<void>;
  counts(
    db: Db,
    connection: string,
  ): Promise<{ pending: number; attention: number; synced: number; skipped: number }>;
  nextDue(db: Db, connection: string): Promise<string | null>;
  /** Leaves a connection's backlog alone until then; what has just come in goes on. */
  holdBacklog(connection: string, until: string): void;
  /** True when somebody claimed items and has not finished them. */
  hasBusy(db: Db, connection: string): Promise<boolean>;
  /** Of these bookings those that the CRM has been given. */
  synced(db: Db, connection: string, bookings: readonly string[]): Promise<ReadonlySet<string>>;
  find(db: Db, tenant: string, key: Pick<ItemKey, 'kind' | 'booking'>): Promise<readonly SyncItem[]>;
  /** Tells that work may be due; call it after the commit. */
  wake(connections: readonly string[]): void;
  /** Listens for {@link Worklist.wake}; gives the way to stop. */
  onWork(listener: (connection: string) => void): () => void;
}

/** No request takes longer to come through. */
const settledMs = 60_000;

/** States of what waits for its turn, and that nobody is writing. */
const waiting: readonly ItemState[] = ['dirty', 'unknown'];

export function createWorklist({ now }: { readonly now: Clock }): Worklist {
  const listeners = new Set<(connection: string) => void>();
  const instant = () => now().toISOString();
  /** Another server finds out by itself, without a call. */
  const heldBacklogs = new Map<string, { from: string; until: string }>();
  const backlogHeld = (connection: string): string | null => {
    const held = heldBacklogs.get(connection);
    // A clock that was put back must not make a short wait long.
    if (held && held.from <= instant() && instant() < held.until) return held.until;
    heldBacklogs.delete(connection);
    return null;
  };
  /** What may still be on its way to the CRM is waited for, whoever is in a hurry. */
  const soon = (item: SyncItem): SyncItem => {
    const at = new Date(now().getTime() + settledMs).toISOString();
    const nextAt = item.nextAt !== null && item.nextAt < at ? item.nextAt : at;
    return { ...item, nextAt, attempts: 0, live: true };
  };

  const mark = async (
    tx: Db,
    connections: readonly { id: string; tenant: string }[],
    marks: readonly Mark[],
    live: boolean,
  ) => {
    if (connections.length === 0 || marks.length === 0) return;
    const at = instant();
    const known = await lockItems(
      tx,
      connections.map(({ id }) => id),
      marks.map(({ booking }) => booking),
    );
    const byKey = new Map(known.map((item) => [`${item.connection}/${keyOf(item)}`, item]));
    const changed = connections.flatMap(({ id, tenant }) =>
      marks
        .filter((one) => one.tenant === tenant)
        .map((one) => marked(byKey.get(`${id}/${keyOf(one)}`) ?? newItem(id, one, at), one, live, at)),
    );
    await putItems(tx, changed);
  };

  return {
    async markDirty(tx, marks) {
      const tenants = [...new Set(marks.map(({ tenant }) => tenant))];
      const connections = tenants.length === 0 ? [] : await liveConnections(tx, tenants);
      await mark(tx, connections, marks, true);
      return connections.map(({ id }) => id);
    },

    async markConnection(tx, connection, marks, live = false) {
      const tenant = marks[0]?.tenant;
      if (tenant !== undefined) await mark(tx, [{ id: connection, tenant }], marks, live);
    },

    async release(tx, connection, touches) {
      const held = await itemsIn(tx, connection, ['attention']);
      const freed = held.filter(({ fault }) => fault !== null && fault.class !== 'skipped' && touches(fault));
      await putItems(
        tx,
        freed.map((item) => due(item, instant())),
      );
      return freed.length;
    },

    async retry(tx, connection, selection) {
      const states: readonly ItemState[] =
        'waiting' in selection ? waiting : [...waiting, 'attention', 'skipped'];
      const items = await itemsIn(tx, connection, states, selection);
      const retried = items.filter((item) => item.syncedVersion < item.desiredVersion || item.fault !== null);
      await putItems(
        tx,
        retried.map((item) => (item.state === 'unknown' ? soon(item) : due(item, instant()))),
      );
      return retried.length;
    },

    async skip(tx, connection, selection, reason) {
      const states: readonly ItemState[] = 'waiting' in selection ? waiting : [...waiting, 'attention'];
      const items = await itemsIn(tx, connection, states, selection);
      await putItems(
        tx,
        items.map((item) => ended(item, reason, instant())),
      );
      return items.length;
    },

    async end(tx, connection, reason) {
      const items = await itemsIn(tx, connection, ['dirty', 'busy', 'unknown', 'attention']);
      await putItems(
        tx,
        items.map((item) => ended(item, reason, instant())),
      );
      return items.length;
    },

    async hurry(tx, connection) {
      // Another account has calls of its own.
      heldBacklogs.delete(connection);
      const dirty = await itemsIn(tx, connection, ['dirty']);
      const at = instant();
      await putItems(
        tx,
        dirty
          .filter(({ nextAt, live }) => nextAt !== null && (live || nextAt > at))
          // Nobody sits before the screen for what has waited: what comes from now on goes first.
          .map((item) => {
            const waited = item.nextAt !== null && item.nextAt > at;
            return { ...item, live: false, ...(waited && { nextAt: at, attempts: 0 }) };
          }),
      );
    },

    async probe(tx, connection, touches) {
      const at = instant();
      const held = (await itemsIn(tx, connection, ['attention'])).filter(
        ({ fault }) => fault !== null && fault.class !== 'skipped' && touches(fault),
      );
      await putItems(
        tx,
        held.map((item) => ({ ...item, nextAt: at })),
      );
      return held.length;
    },

    async claim(
      tx,
      connection,
      leaseNo,
      most,
      { atLeast = 1, collectsLive = false, fill = most, choose } = {},
    ) {
      const found = async (kinds: DueKinds) => {
        const due = await dueItems(tx, connection, instant(), most, kinds);
        return due.length >= atLeast ? due : [];
      };
      const isBacklogHeld = backlogHeld(connection) !== null;
      let due = collectsLive && !isBacklogHeld ? await found('backlog') : [];
      if (due.length === 0) due = await found(isBacklogHeld ? 'live' : 'all');
      const lives = due.filter(({ live }) => live).length;
      if (lives > 0) due = due.slice(0, Math.max(lives, fill));
      const { items: all, probes } = onePerPermission(due);
      const items = choose ? await choose(all) : all;
      const later = new Date(now().getTime() + probeEveryMs).toISOString();
      for (const [cause, probe] of probes)
        if (items.includes(probe)) await postponeCause(tx, connection, cause, later, [probe.booking]);
      await holdItems(tx, connection, items, leaseNo);
      return items;
    },

    async abandoned(tx, connection, leaseNo) {
      return (await itemsIn(tx, connection, ['busy'])).filter((item) => item.leaseNo < leaseNo);
    },

    async giveBack(tx, items) {
      const connection = items[0]?.item.connection;
      if (connection === undefined) return;
      const rows = await lockItems(
        tx,
        [connection],
        items.map(({ item }) => item.booking),
      );
      const byKey = new Map(items.map((given) => [keyOf(given.item), given]));
      const at = instant();
      await putItems(
        tx,
        rows.flatMap((row): SyncItem[] => {
          const given = byKey.get(keyOf(row));
          if (!given || row.state !== 'busy') return [];
          const { nextAt, fault = row.fault, cause = row.cause, attempts = row.attempts } = given;
          const { state = 'unknown' } = given;
          return [{ ...row, state, nextAt, fault, cause, attempts, updatedAt: at }];
        }),
      );
    },

    async drop(tx, leaseNo, items) {
      const connection = items[0]?.connection;
      if (connection !== undefined) await deleteHeld(tx, connection, items, leaseNo);
    },

    async finish(tx, leaseNo, results) {
      const connection = results[0]?.key.connection;
      if (connection === undefined) return;
      const rows = await lockItems(
        tx,
        [connection],
        results.map(({ key }) => key.booking),
      );
      const byKey = new Map(rows.map((item) => [keyOf(item), item]));
      const at = instant();
      await putItems(
        tx,
        results.flatMap((result) => {
          const item = byKey.get(keyOf(result.key));
          return item ? [finished(item, result, leaseNo, at)] : [];
        }),
      );
    },

    async counts(db, connection) {
      const by = await countStates(db, connection);
      const of = (state: ItemState) => by.get(state) ?? 0;
      return {
        pending: of('dirty') + of('busy') + of('unknown'),
        attention: of('attention'),
        synced: of('synced'),
        skipped: of('skipped'),
      };
    },

    async nextDue(db, connection) {
      const held = backlogHeld(connection);
      if (held === null) return nextDue(db, connection);
      const [live, backlog] = [await nextDue(db, connection, 1), await nextDue(db, connection, 0)];
      const waits = backlog === null || backlog > held ? backlog : held;
      return live !== null && (waits === null || live < waits) ? live : waits;
    },

    holdBacklog: (connection, until) => void heldBacklogs.set(connection, { from: instant(), until }),

    hasBusy,
    synced: syncedBookings,
    find: itemsOf,

    wake(connections) {
      for (const connection of new Set(connections)) for (const listener of listeners) listener(connection);
    },

    onWork(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
