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

/** A monitor gives up after ten seconds, and then sees nothing at all. */
const patienceMs = 5000;
/** Several monitors must not cost more than one. */
const freshForMs = 5000;

/**
 * Shows what waits whenever somebody looks at the metrics; `read` is asked every few seconds at most. While the
 * database can't be read these say nothing, and the rest of the metrics goes on.
 */
export function watchBacklog(
  registry: Registry,
  read: () => Promise<Backlog>,
  failed: (error: unknown) => void,
): void {
  let readAt = Number.NEGATIVE_INFINITY;
  let latest: Promise<Backlog | null> | undefined;
  const backlog = () => {
    if (latest && performance.now() - readAt < freshForMs) return latest;
    readAt = performance.now();
    latest = withinTime(read()).catch((error: unknown) => {
      failed(error);
      return null;
    });
    return latest;
  };

  new Gauge({
    name: 'crm_connect_database_up',
    help: '1 while the database answers; without it nothing is told of what waits.',
    registers: [registry],
    async collect() {
      this.set((await backlog()) === null ? 0 : 1);
    },
  });

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
        // One without labels would stay behind as 0.
        if (now === null) return this.remove({});
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

function withinTime(reading: Promise<Backlog>): Promise<Backlog> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The database did not answer in time.')), patienceMs);
    reading.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
