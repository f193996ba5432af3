import type { Clock, Fault, Message } from '../contract/model/index.js';
import type { Bookings } from '../bookings/bookings.js';
import { CrmError } from '../crm/adapter.js';
import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import type { SyncItem } from '../worklist/item.js';
import type { ItemResult, Worklist } from '../worklist/worklist.js';
import { causeOf, faultOf, since } from './faults.js';
import { createLeases, LeaseLost, leaseMs, type Lease } from './lease.js';
import type {
  Adapters,
  SyncCatalog,
  SyncConnection,
  SyncConnections,
  SyncMappings,
  SyncMetrics,
} from './neighbours.js';
import type { Waiting } from './outcome.js';
import { runPass } from './pass.js';
import { connectionWaitMs, retryRules, settlingMs } from './retry.js';
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
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  readonly metrics: SyncMetrics;
  /** Told after a batch in which the CRM refused something for want of a permission. */
  readonly onForbidden?: (connection: string) => Promise<void>;
}

/** Drains connections, one batch after the other. */
export interface Dispatcher {
  /** Writes what is due for a connection; calls that come meanwhile share one more round. */
  drain(connection: string): Promise<void>;
  /** Finishes the request in flight and gives the leases back. */
  stop(): Promise<void>;
}

/** What is remembered of a connection between batches; losing it costs a call or two. */
interface Line {
  running: Promise<void> | null;
  again: boolean;
  /** Most bookings of the next batch: halved when a batch fails as a whole, doubled when one goes through. */
  limit: number;
  failures: number;
  /** Nothing is tried before. */
  heldUntil: number;
  /** When the fields were last read again because of a refusal. */
  metadataReadAt: number;
}

/** Refusals of one time have one cause: the fields are read again once for all of them. */
const metadataAgeMs = 5 * 60_000;

export function createDispatcher<C extends SyncConnection>(effects: DispatcherEffects<C>): Dispatcher {
  const { store, worklist, connections, scheduler, now, random, log, metrics } = effects;
  const leases = createLeases({ store, now, instance: crypto.randomUUID() });
  const lines = new Map<string, Line>();
  let stopping = false;

  function lineOf(id: string): Line {
    const line = lines.get(id) ?? {
      running: null,
      again: false,
      limit: Infinity,
      failures: 0,
      heldUntil: 0,
      metadataReadAt: 0,
    };
    lines.set(id, line);
    return line;
  }

  async function drain(id: string): Promise<void> {
    const line = lineOf(id);
    line.again = true;
    line.running ??= (async () => {
      try {
        while (line.again && !stopping) {
          line.again = false;
          await round(id, line);
        }
        await leases.give(id);
      } catch (error) {
        leases.renounce(id);
        log.error({ connection: id, err: error }, 'syncing stopped unexpectedly and is tried again');
        scheduler.wake(id, new Date(now().getTime() + leaseMs));
      } finally {
        line.running = null;
      }
    })();
    await line.running;
  }

  async function round(id: string, line: Line): Promise<void> {
    while (!stopping) {
      const connection = await connections.byId(id);
      const wait = connection && runnableAt(connection, line);
      if (!connection || wait === null) return;
      if (wait > now().getTime()) return scheduler.wake(id, new Date(wait));
      const claimed = await claim(connection, line);
      if (claimed === null) return;
      if (connection.status === 'waiting') await connections.resume(id);
      await writeBatch(connection, claimed.lease, claimed.items, line);
    }
  }

  /** When the connection may be used; null for one that waits for a person. */
  function runnableAt(connection: C, line: Line): number | null {
    if (connection.status === 'active') return line.heldUntil;
    if (connection.status !== 'waiting') return null;
    return Math.max(line.heldUntil, connection.pausedUntil === null ? 0 : Date.parse(connection.pausedUntil));
  }

  async function claim(
    connection: C,
    line: Line,
  ): Promise<{ lease: Lease; items: readonly SyncItem[] } | null> {
    const { id } = connection;
    const most = effects.adapters(connection.provider).writer.batchSize;
    // Nothing due, no lease: an idle connection costs one read.
    const due = await worklist.nextDue(store.db, id);
    const isDue = due !== null && Date.parse(due) <= now().getTime();
    // Busy items that are not ours belong to a server that is at it, or to one that died.
    if (!isDue && !(await worklist.hasBusy(store.db, id))) {
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
          left.map((item) => ({ item, nextAt: foundOutAt(item, operations) })),
        );
      }
      return { lease, items: await worklist.claim(tx, id, lease.number, Math.min(most, line.limit)) };
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

  /** What a lost writer had begun is looked at once it can't come to be any more. */
  function foundOutAt(item: SyncItem, operations: Awaited<ReturnType<typeof openOperations>>): string {
    const begun = operations.filter(({ kind, booking }) => kind === item.kind && booking === item.booking);
    const at = begun.map(({ startedAt }) => Date.parse(startedAt) + effects.deadlineMs + settlingMs);
    return new Date(Math.max(now().getTime(), ...at)).toISOString();
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
    } finally {
      lease.rest();
    }
    await learn(connection, learned);
    if (isForbidden) await effects.onForbidden?.(connection.id);
    if (results.some(({ state }) => state === 'attention'))
      await lookAgain(connection, results, mappingVersion, line);
    const byState = new Map<string, number>();
    for (const { state } of results) byState.set(state, (byState.get(state) ?? 0) + 1);
    for (const [state, count] of byState) metrics.wrote(connection.provider, state, count);
    const limits = results.flatMap(({ fault: one }) =>
      one !== null && one.class !== 'skipped' ? [one] : [],
    );
    const blocking = fault ?? limits.find((one) => retryRules[one.class].waits === 'connection') ?? null;
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
      const at = now().toISOString();
      await worklist.giveBack(
        tx,
        items.map((item) => ({
          item,
          nextAt: foundOutAt(item, operations),
          fault: since(fault, item.fault, at),
          cause: causeOf(fault),
        })),
      );
    });
    return fault;
  }

  async function hold(connection: C, fault: Fault, size: number, line: Line): Promise<void> {
    const { id } = connection;
    const reason: Message = { code: fault.code, params: fault.params, sentence: fault.sentence };
    log.warn({ connection: id, fault: fault.code, requestId: fault.requestId }, 'the connection waits');
    if (fault.class === 'auth') return connections.needsReconnect(id, reason);
    const wait = connectionWaitMs(fault, line.failures, random);
    const until = Math.max(now().getTime() + wait, fault.retryAt === null ? 0 : Date.parse(fault.retryAt));
    if (fault.class === 'quota') return connections.wait(id, new Date(until).toISOString(), reason);
    line.failures += 1;
    line.limit = Math.max(1, Math.ceil(Math.min(size, line.limit) / 2));
    line.heldUntil = until;
  }

  /** What was refused may have been mended by now, or be refused because the CRM's fields are others than we think. */
  async function lookAgain(
    connection: C,
    results: readonly ItemResult[],
    version: number,
    line: Line,
  ): Promise<void> {
    const { id } = connection;
    const current = await effects.mappings.current(connection);
    if (current !== null && current.version !== version && version > 0) {
      await store.transaction((tx) => worklist.release(tx, id, (fault) => fault.class === 'data'));
    }
    const refused = results.some(
      ({ fault }) => fault !== null && fault.class === 'data' && fault.requestId !== null,
    );
    if (!refused || now().getTime() - line.metadataReadAt < metadataAgeMs) return;
    line.metadataReadAt = now().getTime();
    try {
      await effects.catalog.all(connection, { refresh: true });
    } catch (error) {
      log.warn({ connection: id, err: error }, 'the fields could not be read again after a refusal');
    }
  }

  async function learn(connection: C, faults: readonly Fault[]): Promise<void> {
    const seen = new Set<string>();
    for (const { object, field, code } of faults) {
      if (object === null || field === null || seen.has(`${object}.${field}`)) continue;
      seen.add(`${object}.${field}`);
      await effects.catalog.learn(connection, object, field, code);
    }
  }

  return {
    drain,
    async stop() {
      stopping = true;
      await Promise.allSettled([...lines.values()].map(({ running }) => running));
      await leases.dropAll();
    },
  };
}
