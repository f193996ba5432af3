import type { SyncItem } from '../worklist/item.js';
import type { DispatcherEffects } from './dispatcher.js';
import { mostLanes } from './lanes.js';
import type { Lease, Leases } from './lease.js';
import type { Line } from './line.js';
import type { SyncConnection } from './neighbours.js';
import { settlingMs } from './retry.js';
import { openOperations, type OpenOperation } from './store.js';

/** Items to write, and the right to write them. */
export interface Claimed {
  readonly lease: Lease;
  readonly items: readonly SyncItem[];
}

/** Takes up work, and says when what a lost writer left can be taken up again. */
export interface Claiming {
  /** The next items that are due, for batches of `most`; null when there are none, after seeing to being woken. */
  claim(connection: string, most: number, line: Line): Promise<Claimed | null>;
  /** Whether anything could be claimed now. */
  isDue(connection: string): Promise<boolean>;
  foundOutAt(item: SyncItem, operations: readonly OpenOperation[]): string;
}

export function createClaiming<C extends SyncConnection>(
  { store, worklist, scheduler, now, deadlineMs }: DispatcherEffects<C>,
  leases: Leases,
): Claiming {
  async function claim(id: string, most: number, line: Line): Promise<Claimed | null> {
    // Nothing due, no lease: an idle connection costs one read.
    const due = await worklist.nextDue(store.db, id);
    // Busy items that are not ours belong to a server that is at it, or to one that died.
    if (!hasCome(due) && !(await worklist.hasBusy(store.db, id))) {
      if (due === null) return null;
      scheduler.wake(id, new Date(due));
      return null;
    }
    const taken = await store.transaction(async (tx) => {
      const lease = await leases.take(tx, id);
      if (lease === null || 'heldUntil' in lease) return lease;
      if (lease.isNew) {
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
      }
      // After a fault as a whole, one batch at a time until one has gone through.
      const limit = line.limit < most ? line.limit : most * mostLanes;
      return { lease, items: await worklist.claim(tx, id, lease.number, limit, most) };
    });
    if (taken === null) return null;
    if ('heldUntil' in taken) {
      scheduler.wake(id, new Date(taken.heldUntil));
      return null;
    }
    if (taken.items.length > 0) return taken;
    taken.lease.rest();
    const later = await worklist.nextDue(store.db, id);
    if (later !== null && Date.parse(later) > now().getTime()) scheduler.wake(id, new Date(later));
    return null;
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
