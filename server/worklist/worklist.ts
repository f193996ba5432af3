import type { Clock, Fault, Message, SkipCode, SyncFault } from '../contract/model/index.js';
import type { Db } from '../store/store.js';
import { type ItemKey, type ItemState, keyOf, type SyncItem } from './item.js';
import {
  countStates,
  dueItems,
  hasBusy,
  itemsIn,
  itemsOf,
  liveConnections,
  lockItems,
  nextDue,
  putItems,
} from './store.js';
import { due, ended, finished, type ItemResult, type Mark, marked, newItem } from './transitions.js';

export type { ItemResult, Mark } from './transitions.js';

/** Which items an admin means: some bookings, or all with one cause. */
export type Selection = { readonly bookings: readonly string[] } | { readonly cause: string };

/** An item that was being written when its writer was lost. */
export interface GivenBack {
  readonly item: SyncItem;
  readonly nextAt: string;
  readonly fault?: SyncFault;
  readonly cause?: string;
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
  /** Takes the next due items under a lease. */
  claim(tx: Db, connection: string, leaseNo: number, limit: number): Promise<readonly SyncItem[]>;
  /** Items that an earlier lease left busy. */
  abandoned(tx: Db, connection: string, leaseNo: number): Promise<readonly SyncItem[]>;
  /** Gives items back whose writing did not end: what the CRM holds is found out at `nextAt`. */
  giveBack(tx: Db, items: readonly GivenBack[]): Promise<void>;
  /** Writes what became of claimed items; what changed meanwhile stays due. */
  finish(tx: Db, leaseNo: number, results: readonly ItemResult[]): Promise<void>;
  counts(
    db: Db,
    connection: string,
  ): Promise<{ pending: number; attention: number; synced: number; skipped: number }>;
  nextDue(db: Db, connection: string): Promise<string | null>;
  /** True when somebody claimed items and has not finished them. */
  hasBusy(db: Db, connection: string): Promise<boolean>;
  find(db: Db, tenant: string, key: Pick<ItemKey, 'kind' | 'booking'>): Promise<readonly SyncItem[]>;
  /** Tells that work may be due; call it after the commit. */
  wake(connections: readonly string[]): void;
  /** Listens for {@link Worklist.wake}; gives the way to stop. */
  onWork(listener: (connection: string) => void): () => void;
}

export function createWorklist({ now }: { readonly now: Clock }): Worklist {
  const listeners = new Set<(connection: string) => void>();
  const instant = () => now().toISOString();

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
      const items = await itemsIn(tx, connection, ['dirty', 'attention', 'skipped'], selection);
      const retried = items.filter((item) => item.syncedVersion < item.desiredVersion || item.fault !== null);
      await putItems(
        tx,
        retried.map((item) => due(item, instant())),
      );
      return retried.length;
    },

    async skip(tx, connection, selection, reason) {
      const items = await itemsIn(tx, connection, ['dirty', 'unknown', 'attention'], selection);
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
      const waiting = await itemsIn(tx, connection, ['dirty']);
      const at = instant();
      await putItems(
        tx,
        waiting
          .filter(({ nextAt }) => nextAt !== null && nextAt > at)
          .map((item) => ({ ...item, nextAt: at, attempts: 0 })),
      );
    },

    async claim(tx, connection, leaseNo, limit) {
      const items = await dueItems(tx, connection, instant(), limit);
      await putItems(
        tx,
        items.map((item) => ({ ...item, state: 'busy' as const, leaseNo })),
      );
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
          const { nextAt, fault = row.fault, cause = row.cause } = given;
          return [{ ...row, state: 'unknown', nextAt, fault, cause, updatedAt: at }];
        }),
      );
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

    nextDue,
    hasBusy,
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
