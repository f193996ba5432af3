import { faultCodes, type Clock, type Fault } from './contract/model/index.js';
import { createActivity } from './activity/activity.js';
import { createApp } from './app.js';
import { createBookings } from './bookings/bookings.js';
import { createCatalog } from './catalog/catalog.js';
import type { Config } from './config.js';
import { createConnections, type Connections } from './connections/connections.js';
import type { Crms } from './connections/crms.js';
import type { ConnectionRecord } from './connections/record.js';
import { createSealer } from './connections/sealer.js';
import { keepHouse } from './housekeeping.js';
import { allowedOrigins } from './http/cors.js';
import type { Log } from './http/log.js';
import { createMetrics, type Metrics } from './http/metrics.js';
import { routeClass } from './http/route-class.js';
import { sessionTokens } from './http/tokens.js';
import { watchBacklog } from './http/watched.js';
import { createMappings } from './mappings/mappings.js';
import { createPermissions } from './permissions/permissions.js';
import { sharedClock } from './store/shared-clock.js';
import { openStore, type Store } from './store/store.js';
import { readBacklog } from './sync/backlog-store.js';
import { pgBossCarrier } from './sync/pg-boss-carrier.js';
import { localScheduler, type Scheduler } from './sync/scheduler.js';
import { sharedScheduler } from './sync/shared-scheduler.js';
import { createSync } from './sync/sync.js';
import { createWorklist } from './worklist/worklist.js';

/** What the server does to the world; tests bring their own. */
export interface Effects {
  readonly fetch: typeof globalThis.fetch;
  readonly now: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: Log;
}

/** A server that is up. */
export interface Running {
  handle(request: Request): Promise<Response>;
  stop(): Promise<void>;
}

/** Wires the slices to each other, opens the database and begins to sync. */
export async function assemble(
  config: Config,
  crms: Crms,
  effects: Effects,
  isClosing: () => boolean,
): Promise<Running> {
  const { fetch, log } = effects;
  const { publicUrl } = config;
  const store = await openStore(config.databaseUrl, { now: effects.now, poolSize: config.databasePool });
  const clock = await sharedClock(store, effects.now);
  const { now } = clock;
  const metrics = createMetrics();
  watchBacklog(
    metrics.registry,
    () => readBacklog(store.db, now()),
    (error) => log.warn({ err: error }, 'what waits could not be counted for the metrics'),
  );
  const origins = allowedOrigins(config.allowedOrigins, publicUrl);
  const worklist = createWorklist({ now });
  const bookings = createBookings({ store, worklist, now, onReceived: metrics.received });

  const connections: Connections = createConnections({
    store,
    crms,
    sealer: createSealer(config.encryptionKeys),
    fetch,
    now,
    publicUrl,
    origins,
    log,
    deadlineMs: config.crmTimeoutMs,
    counts: async (id) => {
      const { pending, attention, synced } = await worklist.counts(store.db, id);
      return { pending, attention, synced };
    },
    onCall({ id, provider }, call) {
      metrics.crmCall(provider, call);
      const { method, path, status, requestId: crmRequestId, milliseconds: ms } = call;
      const line = { connection: id, provider, method, route: routeClass(path), status, crmRequestId, ms };
      if (status !== null && status < 400) log.debug(line, 'call to a CRM');
      else log.info(line, 'call to a CRM without success');
    },
    onLimits: ({ id, provider }, limits) => metrics.limit(provider, id, limits),
    onRefresh: (provider, outcome) => metrics.refresh(provider, outcome),
    hooks: {
      async connected(connection, _client, { accountChanged }) {
        if (accountChanged) await catalog.forget(store.db, connection.id);
        await catalog.all(connection, { refresh: true });
        await mappings.createDefault(connection);
      },
      async disconnected(tx, connection, { mapping }) {
        await worklist.end(tx, connection.id, {
          code: 'disconnected',
          params: { crm: crms.offer(connection.provider).about.name },
          sentence: `${crms.offer(connection.provider).about.name} was disconnected before this booking was written.`,
        });
        if (mapping === 'delete') await mappings.forget(tx, connection.id);
      },
      resumed(connection) {
        sync
          .hurry(connection.id)
          .catch((error: unknown) =>
            log.error({ connection: connection.id, err: error }, 'waiting bookings could not be hurried'),
          );
      },
    },
  });
  const catalog = createCatalog({
    ...{ store, connections, crms, now, log },
    changed(connection, object) {
      releaseHeld(connection.id, object).catch((error: unknown) =>
        log.error({ connection: connection.id, err: error }, 'held bookings could not be released'),
      );
    },
  });
  /** What the CRM refused may pass now that the object has other fields. */
  async function releaseHeld(connectionId: string, object: string): Promise<void> {
    const touched = (fault: Fault) =>
      fault.object === object && (fault.class === 'data' || fault.class === 'permission');
    const released = await store.transaction((tx) => worklist.release(tx, connectionId, touched));
    if (released > 0) worklist.wake([connectionId]);
  }
  const mappings = createMappings({
    ...{ store, now, connections, crms, catalog, bookings, worklist },
    explain: (connection, object, field) => permissions.field(connection, object, field),
  });
  const scheduler = schedulerFor(store, config, { now, log }, metrics);
  const sync = createSync({
    ...{ store, worklist, connections, catalog, mappings, bookings, now, log, metrics },
    adapters: crms.adapter,
    scheduler,
    random: effects.random,
    deadlineMs: config.crmTimeoutMs,
    onForbidden: (id) => permissions.refused(id),
  });
  const activity = createActivity({
    ...{ store, worklist, connections },
    about: (provider) => crms.offers.find(({ id }) => id === provider)?.about ?? null,
  });
  const permissions = createPermissions({
    ...{ store, connections, crms, now, mappings, catalog },
    checked: tryAgainAfterCheck,
    failed: (id, error) =>
      log.warn({ connection: id, err: error }, 'permissions could not be looked up after a refusal'),
  });
  /** What was held for want of a permission may pass once the CRM says that it is there. */
  async function tryAgainAfterCheck(
    { id, status, reason }: ConnectionRecord,
    isMissing: (object: string | null) => boolean,
  ): Promise<void> {
    const probed = await store.transaction((tx) =>
      worklist.probe(tx, id, (fault) => fault.class === 'permission' && !isMissing(fault.object)),
    );
    const waits = status === 'waiting' && permissionCodes.has(reason?.code ?? '') && !isMissing(null);
    if (waits) await connections.resume(id);
    if (waits || probed > 0) worklist.wake([id]);
  }

  try {
    keepHouse({ store, config, scheduler, connections, catalog, mappings, now, log });
    await connections.start();
    await sync.start();
  } catch (error) {
    await store.close();
    throw error;
  }

  const app = createApp(
    { crms, connections, catalog, permissions, mappings, bookings, sync, activity, now },
    {
      publicUrl,
      origins,
      tokens: sessionTokens(config.sessionSecrets, now),
      log,
      metrics,
      isClosing,
      ready: async () => !isClosing() && (await answers(store)),
    },
  );
  const underWay = new Set<Promise<unknown>>();
  const adjusting = setInterval(() => {
    clock.adjust().catch((error: unknown) => log.warn({ err: error }, 'the clock could not be compared'));
  }, clockMs);
  return {
    handle(request) {
      const answer = Promise.resolve(app.fetch(request));
      underWay.add(answer);
      return answer.finally(() => underWay.delete(answer));
    },
    async stop() {
      clearInterval(adjusting);
      await Promise.allSettled([...underWay, sync.drain()]);
      await permissions.settled();
      await connections
        .close()
        .catch((error: unknown) => log.warn({ err: error }, 'the last calls could not be counted'));
      await store.close();
    },
  };
}

/** Faults for which a connection waits until somebody gives it a permission. */
const permissionCodes: ReadonlySet<string> = new Set(
  Object.entries(faultCodes).flatMap(([code, kind]) => (kind === 'permission' ? [code] : [])),
);

/** How often this server's clock is compared with the database's. */
const clockMs = 60_000;

function schedulerFor(
  store: Store,
  { databaseUrl }: Config,
  { now, log }: Pick<Effects, 'now' | 'log'>,
  metrics: Metrics,
): Scheduler {
  if (store.kind === 'sqlite') return localScheduler({ now, log });
  return sharedScheduler({
    ...{ now, log },
    carrier: pgBossCarrier({ url: databaseUrl }),
    onShared: (isShared) => metrics.shared(isShared),
  });
}

async function answers(store: Store): Promise<boolean> {
  try {
    await store.db.selectFrom('connection').select('id').limit(1).execute();
    return true;
  } catch {
    return false;
  }
}
