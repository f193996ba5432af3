import { Gauge, type Registry } from 'prom-client';

/** What waits and who works, as the tables say. */
export interface Backlog {
  readonly waiting: readonly {
    readonly provider: string;
    readonly state: string;
    readonly bookings: number;
    /** Since the change that has waited longest. */
    readonly oldestSeconds: number;
  }[];
  readonly connections: readonly {
    readonly provider: string;
    readonly status: string;
    readonly count: number;
  }[];
  /** Connections that some server may write for right now. */
  readonly leases: number;
}

/** Several monitors must not cost more than one. */
const freshForMs = 5000;

/** Shows what waits whenever somebody looks at the metrics; `read` is asked every few seconds at most. */
export function watchBacklog(registry: Registry, read: () => Promise<Backlog>): void {
  let readAt = Number.NEGATIVE_INFINITY;
  let latest: Promise<Backlog> | undefined;
  const backlog = () => {
    if (latest && performance.now() - readAt < freshForMs) return latest;
    readAt = performance.now();
    latest = read().catch((error: unknown) => {
      latest = undefined;
      throw error;
    });
    return latest;
  };

  const show = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    values: (now: Backlog) => readonly (readonly [labels: Record<Label, string>, value: number])[],
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const now = await backlog();
        this.reset();
        for (const [labels, value] of values(now)) this.set(labels, value);
      },
    });

  show(
    'crm_connect_waiting_bookings',
    'Bookings that a CRM does not hold as they are now, by provider and state.',
    ['provider', 'state'],
    ({ waiting }) => waiting.map(({ provider, state, bookings }) => [{ provider, state }, bookings]),
  );
  show(
    'crm_connect_oldest_waiting_seconds',
    'Age of the change that has waited longest, by provider and state.',
    ['provider', 'state'],
    ({ waiting }) =>
      waiting.map(({ provider, state, oldestSeconds }) => [{ provider, state }, oldestSeconds]),
  );
  show(
    'crm_connect_connections',
    'Connections, by provider and status.',
    ['provider', 'status'],
    ({ connections }) => connections.map(({ provider, status, count }) => [{ provider, status }, count]),
  );
  show(
    'crm_connect_leases_held',
    'Connections that a server on this database holds the lease of.',
    [],
    ({ leases }) => [[{}, leases]],
  );
}
