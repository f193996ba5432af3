import type { Writer } from '../crm/adapter.js';
import type { Db } from '../store/store.js';
import { keyOf, type SyncItem } from '../worklist/item.js';
import { claimedPeople, noteClaimed } from './claimed-store.js';
import type { DispatcherEffects } from './dispatcher.js';
import { lateChangeOf } from './intents.js';
import { emailsOf, type Lanes, mostLanes, type StoredBookings } from './lanes.js';
import type { Lease, Leases } from './lease.js';
import type { Line } from './line.js';
import type { SyncConnection } from './neighbours.js';
import { settlingMs } from './retry.js';
import { intendOperations, openOperations, type OpenOperation } from './operation-store.js';

/** How long until rows are asked for again that somebody else had locked. */
const lockedMs = 1000;

/** Items to write, with their bookings, and the right to write them. */
export interface Claimed {
  readonly lease: Lease;
  readonly items: readonly SyncItem[];
  readonly bookings: StoredBookings;
}

/** Takes up work, and says when what a lost writer left can be taken up again. */
export interface Claiming<C extends SyncConnection> {
  /**
   * The next batch of items that are due, beside the lanes in flight and under their lease; null when
   * there is none for now, after seeing to being woken unless a lane is still under way.
   */
  claim(
    connection: C,
    sizes: Pick<Writer, 'batchSize' | 'liveFill'>,
    line: Line,
    lanes: Lanes,
    lease: Lease | null,
  ): Promise<Claimed | null>;
  /** Whether anything could be claimed now. */
  isDue(connection: string): Promise<boolean>;
  foundOutAt(item: SyncItem, operations: readonly OpenOperation[]): string;
}

export function createClaiming<C extends SyncConnection>(
  { store, worklist, bookings, scheduler, now, deadlineMs }: DispatcherEffects<C>,
  leases: Leases,
): Claiming<C> {
  const claim: Claiming<C>['claim'] = async (
    { id, tenant },
    { batchSize: size, liveFill: fill },
    line,
    lanes,
    held,
  ) => {
    const isBeside = lanes.count > 0;
    // After a fault as a whole, one batch at a time until one has gone through.
    if (isBeside && (lanes.count >= mostLanes || line.limit < size)) return null;
    // Nothing due, no lease: an idle connection costs one read.
    const due = await worklist.nextDue(store.db, id);
    if (!hasCome(due)) {
      if (isBeside) return null;
      // Busy items that are not ours belong to a server that is at it, or to one that died.
      if (!(await worklist.hasBusy(store.db, id))) {
        if (due !== null) scheduler.wake(id, new Date(due));
        return null;
      }
    }
    const taken = await store.transaction(async (tx) => {
      // Under one that has run out nothing could be sent of what would be taken.
      held?.signal.throwIfAborted();
      const lease = held ?? (await leases.take(tx, id));
      if (lease === null || 'heldUntil' in lease) return lease;
      if (held) await held.renew(tx);
      else if (lease.isNew) {
        const left = await worklist.abandoned(tx, id, lease.number);
        const operations = await openOperations(
          tx,
          id,
          left.map(({ booking }) => booking),
        );
        await worklist.giveBack(
          tx,
          left.map((item) => ({ item, nextAt: theLater(foundOutAt(item, operations), overtakenAt(item)) })),
        );
        if (left.length > 0) {
          // Null after a crash of a version that noted nobody.
          const theirs =
            (await claimedPeople(tx, id)) ?? emailsOf([...(await bookingsOf(tx, tenant, left)).values()]);
          await noteLate(tx, id, theirs);
        }
      }
      const most = Math.min(line.limit, size);
      let stored: StoredBookings = new Map();
      const items = await worklist.claim(tx, id, lease.number, most, {
        // While one request is in flight, what comes is collected; only a full batch goes beside it.
        atLeast: isBeside ? size : 1,
        collectsLive: lanes.haveLive,
        fill,
        choose: async (found) => {
          stored = await bookingsOf(tx, tenant, found);
          const free = lanes.apart(found, stored);
          const isWorthIt = !isBeside || free.some(({ live }) => live) || free.length >= size / 2;
          return isWorthIt ? free : [];
        },
      });
      if (items.length > 0) {
        const theirs = items.flatMap((item) => stored.get(keyOf(item)) ?? []);
        const people = new Set([...lanes.people, ...emailsOf(theirs)]);
        await noteClaimed(tx, id, [...people], now().toISOString());
      }
      return { lease, items, bookings: stored };
    });
    if (taken === null) return null;
    if ('heldUntil' in taken) {
      scheduler.wake(id, new Date(taken.heldUntil));
      return null;
    }
    if (taken.items.length > 0) return taken;
    if (isBeside) return null;
    taken.lease.rest();
    const later = await worklist.nextDue(store.db, id);
    // What is due and was not to be had is locked by somebody who is changing it.
    line.isLocked = hasCome(later);
    const soon = now().getTime() + lockedMs;
    if (later !== null) scheduler.wake(id, line.isLocked ? new Date(soon) : new Date(later));
    return null;
  };

  /** What was on its way of these people may come through late: until then no booking of theirs is written. */
  async function noteLate(tx: Db, connection: string, emails: readonly string[]): Promise<void> {
    const changes = emails.map((email) => lateChangeOf(email));
    await intendOperations(tx, connection, changes, now().toISOString());
  }

  async function bookingsOf(tx: Db, tenant: string, items: readonly SyncItem[]): Promise<StoredBookings> {
    const of = (kind: SyncItem['kind']) => items.flatMap((item) => (item.kind === kind ? item.booking : []));
    return new Map([
      ...(await bookings.load(tx, tenant, 'booking', of('booking'))),
      ...(await bookings.load(tx, tenant, 'submission', of('submission'))),
    ]);
  }

  function hasCome(at: string | null): boolean {
    return at !== null && Date.parse(at) <= now().getTime();
  }

  /** What a lost writer had begun is looked at once it can't come to be any more. */
  function foundOutAt(item: SyncItem, operations: readonly OpenOperation[]): string {
    const begun = operations.filter(({ kind, booking }) => kind === item.kind && booking === item.booking);
    const at = begun.map(({ startedAt }) => Date.parse(startedAt) + deadlineMs + settlingMs);
    return new Date(Math.max(now().getTime(), ...at)).toISOString();
  }

  /** An update that was on its way when its writer died must not come through after a newer one. */
  function overtakenAt({ records }: SyncItem): string {
    return new Date(now().getTime() + (records.length > 0 ? deadlineMs + settlingMs : 0)).toISOString();
  }

  return { claim, isDue: async (id) => hasCome(await worklist.nextDue(store.db, id)), foundOutAt };
}

function theLater(a: string, b: string): string {
  return a > b ? a : b;
}
