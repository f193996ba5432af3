import type { Clock } from '../contract/model/index.js';
import type { CrmClient } from '../crm/adapter.js';
import type { Db, Store } from '../store/store.js';
import { dropLeases, renewLease, takeLease } from './store.js';

/** The right to write for one connection; nobody else has it while it lasts. */
export interface Lease {
  readonly connection: string;
  /** Rises with every new holder; results of an older one are not taken. */
  readonly number: number;
  /** True when it was just taken over, so that what the holder before left must be looked after. */
  readonly isNew: boolean;
  /** Aborted shortly before it ends, so that no request outlives the right to make it. */
  readonly signal: AbortSignal;
  /** Extends it in the transaction of a result; throws {@link LeaseLost}. */
  renew(tx: Db): Promise<void>;
  /** Extends it by itself once a good part of it has passed without a result; throws {@link LeaseLost}. */
  keep(): Promise<void>;
  /** Its holder has nothing more to do under it. */
  rest(): void;
}

/** Somebody else writes for the connection now; whatever we were about to store is void. */
export class LeaseLost extends Error {
  constructor(connection: string) {
    super(`The lease of connection ${connection} was lost.`);
    this.name = 'LeaseLost';
  }
}

/** Leases of one server. */
export interface Leases {
  take(tx: Db, connection: string): Promise<Lease | { readonly heldUntil: string } | null>;
  /** Makes the next taking a new lease, so that items left busy are looked after. */
  renounce(connection: string): void;
  /** Gives a lease back early, so that another server need not wait for its end; false when there was none. */
  give(connection: string): Promise<boolean>;
  /** Cuts off every request that is made under a lease; who takes over finds out what became of it. */
  abort(): void;
  dropAll(): Promise<void>;
}

/** How long a lease lasts after its last sign of life: longer than any request, which has `deadlineMs`. */
export function leaseMsFor(deadlineMs: number): number {
  return 3 * deadlineMs;
}

export function createLeases({
  store,
  now,
  instance,
  leaseMs,
}: {
  store: Store;
  now: Clock;
  instance: string;
  leaseMs: number;
}): Leases {
  const marginMs = leaseMs / 12;
  const keepAfterMs = leaseMs / 3;
  const ends = new Map<AbortController, string>();
  const renounced = new Map<string, number>();
  const ownerOf = (connection: string) => `${instance}/${renounced.get(connection) ?? 0}`;
  const until = () => new Date(now().getTime() + leaseMs).toISOString();
  return {
    async take(tx, connection) {
      const owner = ownerOf(connection);
      const exclusive = store.kind === 'sqlite';
      const taken = await takeLease(tx, {
        connection,
        owner,
        now: now().toISOString(),
        until: until(),
        exclusive,
      });
      if (!taken || 'heldUntil' in taken) return taken;
      const { number, isNew } = taken;
      const end = new AbortController();
      ends.set(end, connection);
      const watch = () => {
        const watching = setTimeout(() => {
          ends.delete(end);
          end.abort(new LeaseLost(connection));
        }, leaseMs - marginMs);
        // A process that is done need not wait for it.
        watching.unref();
        return watching;
      };
      let timer = watch();
      let renewedAt = now().getTime();
      const lease: Lease = {
        connection,
        number,
        isNew,
        signal: end.signal,
        async renew(inside) {
          if (!(await renewLease(inside, { connection, owner, number, until: until() }))) {
            throw new LeaseLost(connection);
          }
          clearTimeout(timer);
          timer = watch();
          renewedAt = now().getTime();
        },
        async keep() {
          if (Math.abs(now().getTime() - renewedAt) >= keepAfterMs) await store.transaction(lease.renew);
        },
        rest() {
          clearTimeout(timer);
          ends.delete(end);
        },
      };
      return lease;
    },
    renounce: (connection) => void renounced.set(connection, (renounced.get(connection) ?? 0) + 1),
    async give(connection) {
      // With one process per database nobody waits for it, and keeping it saves a write.
      return store.kind === 'postgres' && dropLeases(store.db, ownerOf(connection), connection);
    },
    abort() {
      for (const [end, connection] of ends) end.abort(new LeaseLost(connection));
    },
    dropAll: async () => void (await dropLeases(store.db, `${instance}/`)),
  };
}

/** A line whose requests keep the lease: a pass may have more to read than a lease lasts before it stores anything. */
export function keeping(lease: Pick<Lease, 'keep'>, client: CrmClient): CrmClient {
  const { uiUrl, accountId, scopes } = client;
  return {
    // An account that is renamed has another address from then on.
    get apiUrl() {
      return client.apiUrl;
    },
    ...{ uiUrl, accountId, scopes },
    async request(request) {
      await lease.keep();
      return client.request(request);
    },
    backlogLimit: async () => (await client.backlogLimit?.()) ?? null,
  };
}
