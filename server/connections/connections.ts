import type { Clock, Connection, Message } from '../contract/model/index.js';
import type { Account, CrmClient, Grant, Limits } from '../crm/adapter.js';
import { createCrmClient, createPace, type CrmCall, type Pace } from '../crm/http.js';
import type { Origins } from '../http/cors.js';
import type { Log } from '../http/log.js';
import { problem } from '../http/problems.js';
import type { Store } from '../store/store.js';
import { connectSignedIn, undoUnfinished, type ConnectedEvent } from './connect.js';
import type { Crms } from './crms.js';
import { described } from './described.js';
import { createGrants, type RefreshOutcome } from './grants.js';
import { afterSignIn, awaitSignIn, pausedByAdmin } from './lasting-pause.js';
import { reseal } from './reseal.js';
import { isLive, recordOf, type ConnectionRecord } from './record.js';
import type { Sealer } from './sealer.js';
import { revokeFormer } from './revoking.js';
import { createSignIns, type SignIns } from './sign-ins.js';
import {
  connectionById,
  connectionOf,
  connectionsOf,
  dropLease,
  grantedConnections,
  lockedConnection,
  updateConnection,
  updateWhile,
} from './store.js';
import { spentCalls } from './spent-calls-store.js';
import { createZones } from './time-zone.js';
import { inTurn } from './turns.js';

/** The tenants' links to CRM accounts, and authenticated lines to them. */
export interface Connections {
  readonly signIns: SignIns;
  /** Null when there is none or it was disconnected. */
  find(tenant: string, provider: string): Promise<ConnectionRecord | null>;
  /** Throws `unknown_provider` or `not_connected`. */
  require(tenant: string, provider: string): Promise<ConnectionRecord>;
  /** Whatever its status; null when it never was. */
  byId(id: string): Promise<ConnectionRecord | null>;
  list(tenant: string): Promise<ConnectionRecord[]>;
  /** Connections that sync may work on now: active, and waiting ones whose time has come. */
  active(): Promise<ConnectionRecord[]>;
  /** A line to the account: token, renewal, pace and deadline are taken care of. */
  client(connection: ConnectionRecord): CrmClient;
  /** Who signed in at the CRM; without an e-mail where the CRM does not tell it. */
  signedInUser(connection: ConnectionRecord, signal: AbortSignal): Promise<Account['user']>;
  /** What the grant covers now, asked of the CRM; null where it does not tell. */
  scopes(connection: ConnectionRecord, signal: AbortSignal): Promise<readonly string[] | null>;
  /** As the API tells it, with its counts of bookings. */
  describe(connection: ConnectionRecord): Promise<Connection>;
  /** The CRM asks for patience: nothing is sent before `until`. */
  wait(id: string, until: string, reason: Message): Promise<void>;
  /** Ends waiting; an admin's pause stays. */
  resume(id: string): Promise<void>;
  /** Tells why an active connection sends nothing for a moment; null once it does again. */
  hold(id: string, hold: { readonly until: string; readonly reason: Message } | null): Promise<void>;
  /** Nothing can be sent before somebody signs in again. */
  needsReconnect(id: string, reason: Message): Promise<void>;
  pause(tenant: string, provider: string, paused: boolean): Promise<ConnectionRecord>;
  disconnect(tenant: string, provider: string, mapping: 'keep' | 'delete'): Promise<void>;
  /** Run once at start: undoes sign-ins that a crash cut short, and seals again what an older key sealed. */
  start(): Promise<void>;
  /** Run last: writes down what is only counted so far. */
  close(): Promise<void>;
}

/** What happens elsewhere when a connection changes; `server.ts` brings it. */
export interface ConnectionHooks {
  /** Awaited before the sign-in reads `connected`: catalog and version 1 of the mapping. */
  connected(connection: ConnectionRecord, client: CrmClient, event: ConnectedEvent): Promise<void>;
  /** In the transaction that disconnects. */
  disconnected(
    tx: Parameters<Parameters<Store['transaction']>[0]>[0],
    connection: ConnectionRecord,
    choice: { mapping: 'keep' | 'delete' },
  ): Promise<void>;
  /** Work may go on: connected, resumed or reconnected. */
  resumed(connection: ConnectionRecord): void;
}

export interface ConnectionsOptions {
  readonly store: Store;
  readonly crms: Crms;
  readonly sealer: Sealer;
  readonly fetch: typeof globalThis.fetch;
  readonly now: Clock;
  readonly publicUrl: string;
  readonly origins: Origins;
  readonly log: Log;
  readonly hooks: ConnectionHooks;
  readonly counts: (connectionId: string) => Promise<Connection['counts']>;
  /** Told after every call to a CRM, for metrics. */
  readonly onCall?: (connection: Pick<ConnectionRecord, 'id' | 'provider'>, call: CrmCall) => void;
  /** Told what replies say about limits. */
  readonly onLimits?: (connection: Pick<ConnectionRecord, 'id' | 'provider'>, limits: Limits) => void;
  /** Told when a grant was renewed, or could not be. */
  readonly onRefresh?: (provider: string, outcome: RefreshOutcome) => void;
  /** Milliseconds that one request to a CRM may take; 20 seconds by default. */
  readonly deadlineMs?: number;
}

export function createConnections(options: ConnectionsOptions): Connections {
  const { store, crms, sealer, now, hooks, log } = options;
  const deadlineMs = options.deadlineMs ?? 20_000;
  const paces = new Map<string, Pace>();
  const inOwnTurn = inTurn();
  /** Connecting and disconnecting one CRM of a tenant, one after the other on all servers. */
  const turn = <T>(tenant: string, provider: string, work: () => Promise<T>): Promise<T> => {
    const key = `${tenant} ${provider}`;
    return inOwnTurn(key, () => store.alone('sign-in', key, work));
  };
  const grants = createGrants({ ...options, deadlineMs, adapter: crms.adapter, ended: needsReconnect });

  function client(connection: ConnectionRecord): CrmClient {
    const { protocol, about } = crms.adapter(connection.provider);
    // The pace belongs to the account, so a reconnect to another one starts afresh.
    const paceKey = `${connection.id} ${connection.accountId}`;
    const pace = paces.get(paceKey) ?? createPace(now, { book: spentCalls(store, connection) });
    paces.set(paceKey, pace);
    let { apiUrl } = connection;
    /** An account that was renamed has another address from its next renewal on. */
    const tokenOf = (grant: Grant): string => {
      apiUrl = grant.apiUrl;
      return grant.accessToken;
    };
    return createCrmClient({
      crmName: about.name,
      get apiUrl() {
        return apiUrl;
      },
      uiUrl: connection.uiUrl,
      accountId: connection.accountId,
      timeZone: connection.timeZone,
      scopes: connection.scopes,
      protocol,
      token: {
        current: async () => tokenOf(await grants.current(connection)),
        renew: async (stale) => tokenOf(await grants.renew(connection, stale)),
      },
      fetch: options.fetch,
      now,
      deadlineMs,
      pace,
      onLimits: (limits) => options.onLimits?.(connection, limits),
      onCall: (call) => options.onCall?.(connection, call),
    });
  }

  async function find(tenant: string, provider: string): Promise<ConnectionRecord | null> {
    const row = await connectionOf(store.db, tenant, provider);
    const record = row && recordOf(row);
    return record && isLive(record) ? record : null;
  }

  async function require(tenant: string, provider: string): Promise<ConnectionRecord> {
    const { about } = crms.offer(provider);
    const record = await find(tenant, provider);
    if (!record) throw problem('not_connected', { provider, crm: about.name });
    return record;
  }

  async function needsReconnect(id: string, reason: Message): Promise<void> {
    await awaitSignIn(store.db, id, reason);
    log.warn({ connection: id, reason: reason.code }, 'connection needs somebody to sign in again');
  }

  /** What an earlier start could not open goes on as it was. */
  async function keyFound(id: string): Promise<void> {
    const row = await connectionById(store.db, id);
    if (row === undefined || recordOf(row).reason?.code !== keyLost.code) return;
    await updateWhile(store.db, id, ['needs_reconnect'], afterSignIn(row));
  }

  const learnZone = createZones({ ...options, deadlineMs, client, grants });
  const signIns = createSignIns({
    ...options,
    deadlineMs,
    connect: (signedIn) =>
      turn(signedIn.tenant, signedIn.provider, () =>
        connectSignedIn({ ...options, client, deadlineMs }, signedIn),
      ),
  });

  return {
    signIns,
    find,
    require,
    client,
    needsReconnect,
    async byId(id) {
      const row = await connectionById(store.db, id);
      return row ? recordOf(row) : null;
    },
    async list(tenant) {
      return (await connectionsOf(store.db, tenant)).map(recordOf).filter(isLive);
    },
    async active() {
      const at = now().toISOString();
      const records = (await grantedConnections(store.db)).map(recordOf);
      return records.filter(
        ({ provider, status, pausedUntil }) =>
          crms.offers.some((offer) => offer.id === provider && offer.adapter !== null) &&
          (status === 'active' || (status === 'waiting' && (pausedUntil === null || pausedUntil <= at))),
      );
    },
    async signedInUser(connection, signal) {
      const grant = await grants.stored(connection.id);
      const { signIn } = crms.adapter(connection.provider);
      return (await signIn.account(client(connection), signal, grant ?? undefined)).user;
    },
    async scopes(connection, signal) {
      const { signIn } = crms.adapter(connection.provider);
      if (!signIn.scopes) return null;
      return signIn.scopes(await grants.current(connection), { fetch: options.fetch, now, signal });
    },
    describe: async (connection) => described(connection, now(), await options.counts(connection.id)),
    wait: (id, until, reason) =>
      updateWhile(store.db, id, ['active', 'waiting'], {
        status: 'waiting',
        paused_until: until,
        reason_json: JSON.stringify(reason),
      }),
    async resume(id) {
      const row = await connectionById(store.db, id);
      await updateWhile(store.db, id, ['waiting'], {
        status: 'active',
        paused_until: null,
        reason_json: null,
      });
      if (row) await learnZone(recordOf(row));
    },
    hold: (id, hold) =>
      updateWhile(store.db, id, ['active'], {
        paused_until: hold && hold.until,
        reason_json: hold && JSON.stringify(hold.reason),
      }),
    async pause(tenant, provider, paused) {
      const connection = await require(tenant, provider);
      if (connection.status === 'needs_reconnect') {
        throw problem('needs_reconnect', { provider, crm: crms.offer(provider).about.name });
      }
      if (paused === (connection.status === 'paused')) return connection;
      await updateWhile(store.db, connection.id, ['active', 'waiting', 'paused'], {
        status: paused ? 'paused' : 'active',
        paused_until: null,
        reason_json: paused ? JSON.stringify(pausedByAdmin) : null,
      });
      const changed = await require(tenant, provider);
      if (!paused) hooks.resumed(changed);
      return changed;
    },
    async disconnect(tenant, provider, mapping) {
      const { adapter } = crms.offer(provider);
      await turn(tenant, provider, async () => {
        const connection = await require(tenant, provider);
        const left = await store.transaction(async (tx) => {
          // Another server may have renewed its access up to now.
          const row = await lockedConnection(tx, connection.id);
          await updateConnection(tx, connection.id, {
            status: 'disconnected',
            grant_sealed: null,
            paused_until: null,
            reason_json: null,
          });
          await dropLease(tx, connection.id);
          await hooks.disconnected(tx, connection, { mapping });
          return row;
        });
        if (adapter) await revokeFormer({ ...options, deadlineMs }, adapter, left);
      });
    },
    async start() {
      // Of several servers on one database another may be in the middle of one.
      const isAlone = store.kind === 'sqlite';
      if (isAlone) await signIns.endInterrupted();
      const begun = now().getTime() - (isAlone ? 0 : unfinishedAfterMs);
      await undoUnfinished({ ...options, deadlineMs }, new Date(begun).toISOString());
      await reseal({ store, sealer, log, lost: (id) => needsReconnect(id, keyLost), found: keyFound });
    },
    async close() {
      for (const pace of paces.values()) await pace.close();
    },
  };
}

/** No sign-in takes longer than this. */
const unfinishedAfterMs = 15 * 60_000;

const keyLost: Message = {
  code: 'key_lost',
  params: {},
  sentence: 'The stored access cannot be opened with this server’s keys. Reconnect to go on.',
};
