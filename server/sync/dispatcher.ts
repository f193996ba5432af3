import type { Fault, Message } from '../contract/model/index.js';
import type { Bookings } from '../bookings/bookings.js';
import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import type { Worklist } from '../worklist/worklist.js';
import { createBatches } from './batch.js';
import { type Claimed, createClaiming } from './claiming.js';
import { createLanes, type Lanes } from './lanes.js';
import { createLeases, LeaseLost, leaseMsFor, type Lease } from './lease.js';
import { newLine, runnableAt, type Line } from './line.js';
import type {
  Adapters,
  SyncCatalog,
  SyncConnection,
  SyncConnections,
  SyncMappings,
  SyncMetrics,
} from './neighbours.js';
import type { Waiting } from './outcome.js';
import { poolEmpty } from './pool.js';
import { accountWaitMs, stopsAccount } from './retry.js';
import type { Scheduler } from './scheduler.js';
import { turn } from './turns.js';

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
  const { store, connections, scheduler, now, random, log } = effects;
  const leaseMs = leaseMsFor(effects.deadlineMs);
  const leases = createLeases({ store, now, instance: crypto.randomUUID(), leaseMs });
  const claiming = createClaiming(effects, leases);
  const batches = createBatches(effects, claiming);
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
          line.isLocked = false;
          await round(id, line);
          if (line.again) continue;
          // Who met our lease while it was ending has left its work to us.
          const isGiven = await leases.give(id);
          if (isGiven && !line.isLocked && (await claiming.isDue(id))) line.again = true;
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

  /** Keeps as many batches in flight as there is work for, until nothing more is due. */
  async function round(id: string, line: Line): Promise<void> {
    const lanes = createLanes();
    let lease: Lease | null = null;
    try {
      for (;;) {
        const begun: Lease | null = stopping ? null : await begin(id, line, lanes, lease);
        if (begun !== null) lease = begun;
        else if (await lanes.next()) await turn();
        else return;
      }
    } finally {
      await lanes.through();
      lease?.rest();
    }
  }

  /** Opens a lane for the next batch; null when there is nothing to do, or not now. */
  async function begin(id: string, line: Line, lanes: Lanes, lease: Lease | null): Promise<Lease | null> {
    const connection = await connections.byId(id);
    const wait = connection && runnableAt(connection, line, now().getTime());
    if (!connection || wait === null) return null;
    if (wait > now().getTime()) {
      scheduler.wake(id, new Date(wait));
      return null;
    }
    if (connection.status === 'waiting') {
      if (lanes.count > 0) return null;
      const empty = await poolEmpty(effects, connection);
      if (empty) {
        await hold(connection, empty, 0, line);
        return begin(id, line, lanes, lease);
      }
    }
    const { writer } = effects.adapters(connection.provider);
    const claimed = await claiming.claim(connection, writer, line, lanes, lease);
    if (claimed === null) return null;
    if (connection.status === 'waiting') await connections.resume(id);
    lanes.open(claimed.items, claimed.bookings, () => writeBatch(connection, claimed, line));
    return claimed.lease;
  }

  async function writeBatch(connection: C, claimed: Claimed, line: Line): Promise<void> {
    const fault = await batches.write(connection, claimed, line);
    if (fault) return hold(connection, fault, claimed.items.length, line);
    if (connection.status === 'active' && connection.reason !== null)
      await connections.hold(connection.id, null);
    line.failures = 0;
    line.limit = line.limit * 2;
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
    await connections.hold(id, { until: new Date(until).toISOString(), reason });
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
