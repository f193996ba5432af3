import type {
  CrmField,
  CrmObject,
  CrmUser,
  Fault,
  MappingVersion,
  Message,
} from '../contract/model/index.js';
import type { Account, Adapter, CrmClient } from '../crm/adapter.js';
import type { ConnectionRecord } from '../connections/record.js';

/** A connection, as far as sync needs to know it. */
export type SyncConnection = Pick<
  ConnectionRecord,
  'id' | 'tenant' | 'provider' | 'accountId' | 'uiUrl' | 'status' | 'pausedUntil' | 'reason'
>;

/** What sync asks of connections; `C` is whatever record they give and take back. */
export interface SyncConnections<C extends SyncConnection> {
  byId(id: string): Promise<C | null>;
  require(tenant: string, provider: string): Promise<C>;
  active(): Promise<readonly C[]>;
  client(connection: C): CrmClient;
  signedInUser(connection: C, signal: AbortSignal): Promise<Account['user']>;
  wait(id: string, until: string, reason: Message): Promise<void>;
  resume(id: string): Promise<void>;
  /** Tells why an active connection sends nothing for a moment; null once it does again. */
  hold(id: string, hold: { readonly until: string; readonly reason: Message } | null): Promise<void>;
  needsReconnect(id: string, reason: Message): Promise<void>;
}

/** How new what the catalog gives must be. */
export interface SyncFreshness {
  /** Ask the CRM before answering. */
  readonly refresh?: boolean;
  /** What is older than this is read again behind the answer. */
  readonly staleMs?: number;
}

/** What sync asks of the catalog. */
export interface SyncCatalog<C extends SyncConnection> {
  objects(connection: C, options?: SyncFreshness): Promise<readonly CrmObject[]>;
  all(connection: C, options?: SyncFreshness): Promise<Readonly<Record<string, readonly CrmField[]>>>;
  users(connection: C, options?: SyncFreshness): Promise<readonly CrmUser[]>;
  /** A field turned out to be required: the mapper shows it from now on. */
  learn(connection: C, object: string, field: string, reason: string): Promise<void>;
}

/** What sync asks of mappings. */
export interface SyncMappings<C extends SyncConnection> {
  current(connection: C): Promise<MappingVersion | null>;
}

/** The adapter of a provider; throws for an unknown one. */
export type Adapters = (provider: string) => Adapter;

/** Numbers for whoever runs the server; see `/metrics`. */
export interface SyncMetrics {
  /** A batch was written: bookings by outcome. */
  wrote(provider: string, state: string, bookings: number): void;
  fault(provider: string, fault: Fault): void;
}
