import type { SyncItem } from '../worklist/item.js';
import { causeOf, since, withFix } from './faults.js';
import type { PassEffects } from './journal.js';

/** How soon it is looked at again whether the backlog may go on: the account may have got more calls. */
const lookAgainMs = 15 * 60_000;

/**
 * What of a batch may be written: when our share of the account's calls is nearly used, only what has just come in.
 * The backlog goes back as it was, with the reason, and is left alone for a while. Batches that were begun before that
 * end: of three at a time with a few calls each, so little more than the part that is left to the backlog is used. What
 * is ours as a whole is never exceeded.
 */
export async function withinReserve(
  { scene, store, worklist, lease, waiting }: PassEffects,
  items: readonly SyncItem[],
): Promise<readonly SyncItem[]> {
  const backlog = items.filter(({ live }) => !live);
  if (backlog.length === 0) return items;
  const limit = (await scene.client.backlogLimit?.()) ?? null;
  if (limit === null) return items;
  const now = waiting.now();
  const fault = withFix(limit, scene.adapter);
  const again = new Date(now.getTime() + lookAgainMs).toISOString();
  const until = limit.retryAt !== null && limit.retryAt < again ? limit.retryAt : again;
  await store.transaction(async (tx) => {
    await lease.renew(tx);
    await worklist.giveBack(
      tx,
      backlog.map((item) => ({
        item,
        state: item.state,
        nextAt: item.nextAt ?? until,
        // What has a reason of its own keeps it.
        ...(item.state === 'dirty' && {
          fault: since(fault, item.fault, now.toISOString()),
          cause: causeOf(fault),
        }),
      })),
    );
  });
  worklist.holdBacklog(scene.connection.id, until);
  return items.filter(({ live }) => live);
}
