import type { Clock, Fault, Message } from '../contract/model/index.js';
import { faultOf } from '../contract/rules/fault-of.js';
import type { Bookings } from '../bookings/bookings.js';
import { CrmError } from '../crm/adapter.js';
import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import type { SyncItem } from '../worklist/item.js';
import type { ItemResult, Worklist } from '../worklist/worklist.js';
import { withFix } from './faults.js';
import { createClaiming } from './claiming.js';
import { lanesOf } from './lanes.js';
import { createLeases, LeaseLost, leaseMsFor, type Lease } from './lease.js';
import { createLessons } from './lessons.js';
import { newLine, runnableAt, type Line } from './line.js';
import type {
  Adapters,
  SyncCatalog,
  SyncConnection,
  SyncConnections,
  SyncMappings,
  SyncMetrics,
} from './neighbours.js';
import { givenUpOn, type Waiting } from './outcome.js';
import { runPass } from './pass.js';
import { poolEmpty } from './pool.js';
import { reportResults } from './report.js';
import { accountWaitMs, stopsAccount } from './retry.js';
import { readScene } from './scene.js';
import type { Scheduler } from './scheduler.js';
import { openOperations } from './store.js';

/** What the dispatcher works with. */
export interface DispatcherEffects<C extends SyncConnection> extends Waiting {
  readonly store: Store;
  readonly worklist: Worklist;
  readonly connections: SyncConnections<C>;
  readonly catalog: SyncCatalog<C>;
  readonly mappings: SyncMappings<C>;
  readonly bookings: Pick<Bookings, 'load' | 'sourceFields' | 'questions'>;
  readonly adapters: Adapters;
  readonly scheduler: Scheduler;
  readonly log: Log;
  readonly metrics: SyncMetrics;
  /** Told after a batch in which the CRM refused something for want of a permission. */
  readonly onForbidden?: (connection: string) => Promise<void>;
}

/** How long a stop waits for requests in flight, before it leaves them to whoever goes on. */
const patienceMs = 6_000;

/** Drains connections, one batch after the other. */
export interface Dispatcher {
  /** Writes what is due for a connection; calls that come meanwhile share one more round. */
  drain(connection: string): Promise<void>;
  /** Finishes the request in flight and gives the leases back. */
  stop(): Promise<void>;
}

export function createDispatcher<C extends SyncConnection>(effects: DispatcherEffects<C>): Dispatcher {
  const { store, worklist, connections, scheduler, now, random, log, metrics } = effects;
  const leaseMs = leaseMsFor(effects.deadlineMs);
  const leases = createLeases({ store, now, instance: crypto.randomUUID(), leaseMs });
  const claiming = createClaiming(effects, leases);
  const lessons = createLessons(effects);
  const lines = new Map<string, Line>();
  let stopping = false;

  async function drain(id: string): Promise<void> {
    const line = lines.get(id) ?? newLine();
    lines.set(id, line);
    line.again = true;
    line.running ??= (async () => {
      try {
        while (line.again && !stopping) {
          line.again = false;
          await round(id, line);
          if (line.again) continue;
          // Who met our lease while it was ending has left its work to us.
          if ((await leases.give(id)) && (await claiming.isDue(id))) line.again = true;
        }
      } catch (error) {
        leases.renounce(id);
        if (error instanceof LeaseLost) {
          // Disconnected, connected anew, or taken over: what is so is found out at once.
          log.info({ connection: id }, 'the connection changed hands while it was being written to');
          scheduler.wake(id);
        } else {
          log.error({ connection: id, err: error }, 'syncing stopped unexpectedly and is tried again');
          scheduler.wake(id, new Date(now().getTime() + leaseMs / 6));
        }
      } finally {
        line.running = null;
      }
    })();
    await line.running;
  }

  async function round(id: string, line: Line): Promise<void> {
    while (!stopping) {
      const connection = await connections.byId(id);
      const wait = connection && runnableAt(connection, line, now().getTime());
      if (!connection || wait === null) return;
      if (wait > now().getTime()) return scheduler.wake(id, new Date(wait));
      const empty = connection.status === 'waiting' ? await poolEmpty(effects, connection) : null;
      if (empty) {
        await hold(connection, empty, 0, line);
        continue;
      }
      const claimed = await claiming.claim(id, sizeOf(connection), line);
      if (claimed === null) return;
      if (connection.status === 'waiting') await connections.resume(id);
      await writeAll(connection, claimed.lease, claimed.items, line);
    }
  }

  function sizeOf({ provider }: C): number {
    return effects.adapters(provider).writer.batchSize;
  }

  /** One batch, or several at a time when more is due than fits into one. */
  async function writeAll(
    connection: C,
    lease: Lease,
    items: readonly SyncItem[],
    line: Line,
  ): Promise<void> {
    const most = sizeOf(connection);
    const lanes = items.length <= most ? [items] : lanesOf(items, await bookingsOf(connection, items), most);
    const ends = await Promise.allSettled(lanes.map((lane) => writeBatch(connection, lease, lane, line)));
    lease.rest();
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  async function bookingsOf({ tenant }: C, items: readonly SyncItem[]) {
    const of = (kind: SyncItem['kind']) => items.flatMap((item) => (item.kind === kind ? item.booking : []));
    const [bookings, submissions] = await Promise.all(
      (['booking', 'submission'] as const).map((kind) =>
        effects.bookings.load(store.db, tenant, kind, of(kind)),
      ),
    );
    return new Map([...(bookings ?? []), ...(submissions ?? [])]);
  }

  async function writeBatch(
    connection: C,
    lease: Lease,
    items: readonly SyncItem[],
    line: Line,
  ): Promise<void> {
    const results: ItemResult[] = [];
    const learned: Fault[] = [];
    let isForbidden = false;
    let fault: Fault | null = null;
    let mappingVersion = 0;
    try {
      const scene = await readScene(effects, connection);
      if (scene === null) throw new CrmError(faultOf('crm_unavailable', 'The mapping is not there yet.'));
      mappingVersion = scene.mapping.version;
      fault = await runPass(
        {
          ...effects,
          lease,
          scene,
          waiting: effects,
          onFault: (one) => {
            metrics.fault(connection.provider, one);
            isForbidden ||= one.class === 'permission';
            if (one.requestId !== null && one.code === 'required_missing') learned.push(one);
          },
          onDone: (result) => results.push(result),
        },
        items,
        lease.signal,
      );
    } catch (error) {
      fault = await recover(connection, lease, items, error);
    }
    await lessons.learn(connection, learned);
    if (isForbidden) await effects.onForbidden?.(connection.id);
    await lessons.free(connection, items, results);
    if (results.some(({ state }) => state === 'attention'))
      await lessons.lookAgain(connection, results, mappingVersion, line);
    reportResults(log, connection.id, results);
    const byState = new Map<string, number>();
    for (const { state } of results) byState.set(state, (byState.get(state) ?? 0) + 1);
    for (const [state, count] of byState) metrics.wrote(connection.provider, state, count);
    const limits = results.flatMap(({ fault: one }) =>
      one !== null && one.class !== 'skipped' ? [one] : [],
    );
    const blocking = fault ?? limits.find(stopsAccount) ?? null;
    if (blocking) await hold(connection, blocking, items.length, line);
    else {
      line.failures = 0;
      line.limit = line.limit * 2;
    }
  }

  /** A pass that did not end by itself: the CRM's fault holds the items, anything else is ours and is told in the log. */
  async function recover(
    connection: C,
    lease: Lease,
    items: readonly SyncItem[],
    error: unknown,
  ): Promise<Fault> {
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

  async function hold(connection: C, fault: Fault, size: number, line: Line): Promise<void> {
    const { id } = connection;
    const crm = effects.adapters(connection.provider).about.name;
    const reason: Message = { code: fault.code, params: { crm, ...fault.params }, sentence: fault.sentence };
    log.warn({ connection: id, fault: fault.code, crmRequestId: fault.requestId }, 'the connection waits');
    if (fault.class === 'auth') return connections.needsReconnect(id, reason);
    const wait = now().getTime() + accountWaitMs(fault, line.failures, random);
    const told = fault.retryAt === null ? null : Date.parse(fault.retryAt);
    if (stopsAccount(fault)) return connections.wait(id, new Date(told ?? wait).toISOString(), reason);
    const until = Math.max(wait, told ?? 0);
    // Batches that were in flight together are one failure.
    if (line.heldUntil > now().getTime() && line.heldAt <= now().getTime()) return;
    line.heldAt = now().getTime();
    line.failures += 1;
    line.limit = Math.max(1, Math.ceil(Math.min(size, line.limit) / 2));
    line.heldUntil = until;
  }

  return {
    drain,
    async stop() {
      stopping = true;
      const patience = setTimeout(() => leases.abort(), patienceMs);
      await Promise.allSettled([...lines.values()].map(({ running }) => running));
      clearTimeout(patience);
      await leases.dropAll();
    },
  };
}
