import type { Clock, Fault } from './contract/model/index.js';
import { createActivity } from './activity/activity.js';
import { createApp } from './app.js';
import { createBookings } from './bookings/bookings.js';
import { createCatalog } from './catalog/catalog.js';
import { BadSettings, parseConfig, type Config, type Settings } from './config.js';
import { createConnections, type Connections } from './connections/connections.js';
import { createCrms, type Crms } from './connections/crms.js';
import { createSealer } from './connections/sealer.js';
import { readCrms } from './crm/index.js';
import { allowedOrigins } from './http/cors.js';
import { createLog, type Log } from './http/log.js';
import { createMetrics } from './http/metrics.js';
import { sessionTokens } from './http/tokens.js';
import { createMappings } from './mappings/mappings.js';
import { createPermissions } from './permissions/permissions.js';
import { openStore, type Store } from './store/store.js';
import { localScheduler } from './sync/scheduler.js';
import { createSync } from './sync/sync.js';
import { createWorklist } from './worklist/worklist.js';

/** CRM Connect's backend, for any host that speaks Request and Response. */
export interface Server {
  /** Answers one request; starts the server first if nobody has. */
  fetch(request: Request): Promise<Response>;
  /** Opens the database, brings its tables up to date and begins to sync. */
  start(): Promise<void>;
  /** Takes no more requests, finishes what is under way and closes the database. */
  close(): Promise<void>;
}

/** What the server does to the world; tests bring their own. */
export interface Effects {
  readonly fetch: typeof globalThis.fetch;
  readonly now: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: Log;
}

/**
 * Makes a server of settings as the environment names them (see the README). Throws {@link BadSettings}, which
 * lists every setting that can't be used.
 */
export function createServer(settings: Settings, effects: Partial<Effects> = {}): Server {
  const { config, crms } = readSettings(settings);
  const world: Effects = {
    fetch: effects.fetch ?? globalThis.fetch,
    now: effects.now ?? (() => new Date()),
    random: effects.random ?? Math.random,
    log: effects.log ?? createLog(config.logLevel),
  };
  let running: Promise<Running> | undefined;
  let closing: Promise<void> | undefined;
  const start = () =>
    (running ??= assemble(config, crms, world, () => closing !== undefined).catch((error: unknown) => {
      // A database that was not there yet may be there the next time.
      running = undefined;
      throw error;
    }));

  return {
    async fetch(request) {
      const { handle } = await start();
      return handle(request);
    },
    async start() {
      await start();
    },
    close: () => (closing ??= running?.then(({ stop }) => stop()) ?? Promise.resolve()),
  };
}

interface Running {
  handle(request: Request): Promise<Response>;
  stop(): Promise<void>;
}

function readSettings(settings: Settings): { config: Config; crms: Crms } {
  const parsed = parseConfig(settings);
  const { offers, problems } = readCrms(settings);
  const all = [...('problems' in parsed ? parsed.problems : []), ...problems];
  if ('problems' in parsed || all.length > 0) throw new BadSettings(all);
  return { config: parsed.config, crms: createCrms(offers) };
}

async function assemble(
  config: Config,
  crms: Crms,
  effects: Effects,
  isClosing: () => boolean,
): Promise<Running> {
  const { now, fetch, log } = effects;
  const { publicUrl } = config;
  const store = await openStore(config.databaseUrl, { now });
  const metrics = createMetrics();
  const origins = allowedOrigins(config.allowedOrigins, publicUrl);
  const worklist = createWorklist({ now });
  const bookings = createBookings({ store, worklist, now });

  const connections: Connections = createConnections({
    store,
    crms,
    sealer: createSealer(config.encryptionKeys),
    fetch,
    now,
    publicUrl,
    origins,
    log,
    counts: async (id) => {
      const { pending, attention, synced } = await worklist.counts(store.db, id);
      return { pending, attention, synced };
    },
    onCall: (provider, call) => metrics.crmCall(provider, call.status, call.milliseconds),
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
  const mappings = createMappings({ store, now, connections, crms, catalog, bookings, worklist });
  const sync = createSync({
    ...{ store, worklist, connections, catalog, mappings, bookings, now, log, metrics },
    adapters: crms.adapter,
    scheduler: localScheduler({ now }),
    random: effects.random,
    onForbidden: (id) => permissions.forget(id),
  });
  const activity = createActivity({ store, worklist, connections });
  const permissions = createPermissions({ store, connections, crms, now, mappings, catalog });
  try {
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
  return {
    handle(request) {
      const answer = Promise.resolve(app.fetch(request));
      underWay.add(answer);
      return answer.finally(() => underWay.delete(answer));
    },
    async stop() {
      await Promise.allSettled([...underWay, sync.drain()]);
      await store.close();
    },
  };
}

async function answers(store: Store): Promise<boolean> {
  try {
    await store.db.selectFrom('connection').select('id').limit(1).execute();
    return true;
  } catch {
    return false;
  }
}
