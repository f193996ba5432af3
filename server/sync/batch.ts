import type { Fault } from '../contract/model/index.js';
import { faultOf } from '../contract/rules/fault-of.js';
import { CrmError } from '../crm/adapter.js';
import { keyOf } from '../worklist/item.js';
import type { ItemResult } from '../worklist/worklist.js';
import type { Claimed, Claiming } from './claiming.js';
import type { DispatcherEffects } from './dispatcher.js';
import { withFix } from './faults.js';
import { keeping, LeaseLost } from './lease.js';
import { createLessons } from './lessons.js';
import type { Line } from './line.js';
import type { SyncConnection } from './neighbours.js';
import { givenUpOn } from './outcome.js';
import { runPass } from './pass.js';
import { reportResults } from './report.js';
import { stopsAccount } from './retry.js';
import { readScene } from './scene.js';
import { openOperations } from './operation-store.js';

/** Writes what was claimed. */
export interface Batches<C extends SyncConnection> {
  /** Stores what becomes of every item; gives the fault that everything else for the account would meet as well. */
  write(connection: C, claimed: Claimed, line: Line): Promise<Fault | null>;
}

export function createBatches<C extends SyncConnection>(
  effects: DispatcherEffects<C>,
  claiming: Pick<Claiming<C>, 'foundOutAt'>,
): Batches<C> {
  const { store, worklist, log, metrics } = effects;
  const lessons = createLessons(effects);

  async function write(connection: C, claimed: Claimed, line: Line): Promise<Fault | null> {
    const { lease, items } = claimed;
    const results: ItemResult[] = [];
    const learned: Fault[] = [];
    let isForbidden = false;
    let fault: Fault | null = null;
    let mappingVersion = 0;
    try {
      await dropBookingless(connection, claimed);
      const scene = await readScene(effects, connection);
      if (scene === null) throw new CrmError(faultOf('crm_unavailable', 'The mapping is not there yet.'));
      mappingVersion = scene.mapping.version;
      fault = await runPass(
        {
          ...effects,
          lease,
          scene: { ...scene, client: keeping(lease, scene.client) },
          waiting: effects,
          onFault: (one) => {
            metrics.fault(connection.provider, one);
            isForbidden ||= one.class === 'permission';
            if (one.requestId !== null && one.code === 'required_missing') learned.push(one);
          },
          onDone: (result) => results.push(result),
        },
        items,
        claimed.bookings,
        lease.signal,
      );
    } catch (error) {
      fault = await recover(connection, claimed, error);
    }
    await lessons.learn(connection, learned);
    if (isForbidden) await effects.onForbidden?.(connection.id);
    await lessons.free(connection, items, results);
    if (results.some(({ state }) => state === 'attention'))
      await lessons.lookAgain(connection, results, mappingVersion, line);
    await lessons.lookForHosts(connection, results);
    tell(connection, results);
    const limits = results.flatMap(({ fault: one }) =>
      one !== null && one.class !== 'skipped' ? [one] : [],
    );
    return fault ?? limits.find(stopsAccount) ?? null;
  }

  /** Somebody may have removed bookings from the database by hand; what is left of them must not wait for ever. */
  async function dropBookingless({ id }: C, { lease, items, bookings }: Claimed): Promise<void> {
    const gone = items.filter((item) => !bookings.has(keyOf(item)));
    if (gone.length === 0) return;
    await store.transaction(async (tx) => {
      await lease.renew(tx);
      await worklist.drop(tx, lease.number, gone);
    });
    const named = gone.map(({ booking }) => booking);
    log.warn(
      { connection: id, bookings: named },
      'bookings that are not in the database any more are not synced',
    );
  }

  function tell(connection: C, results: readonly ItemResult[]): void {
    reportResults(log, connection.id, results);
    const byState = new Map<string, number>();
    for (const { state } of results) byState.set(state, (byState.get(state) ?? 0) + 1);
    for (const [state, count] of byState) metrics.wrote(connection.provider, state, count);
  }

  /** A pass that did not end by itself: the CRM's fault holds the items, anything else is ours and is told in the log. */
  async function recover(connection: C, { lease, items }: Claimed, error: unknown): Promise<Fault> {
    if (error instanceof LeaseLost) throw error;
    const fault =
      error instanceof CrmError
        ? error.fault
        : faultOf(
            'reply_unreadable',
            'Something unexpected happened while this booking was written; it is tried again.',
          );
    if (!(error instanceof CrmError)) {
      log.error(
        { connection: connection.id, bookings: items.map(({ booking }) => booking), err: error },
        'a batch failed unexpectedly',
      );
    }
    await store.transaction(async (tx) => {
      await lease.renew(tx);
      const operations = await openOperations(
        tx,
        connection.id,
        items.map(({ booking }) => booking),
      );
      const told = withFix(fault, effects.adapters(connection.provider));
      await worklist.giveBack(
        tx,
        items.map((item) => ({
          item,
          ...givenUpOn(item, told, effects, claiming.foundOutAt(item, operations)),
        })),
      );
    });
    return fault;
  }

  return { write };
}
