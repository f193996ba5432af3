import type { MiddlewareHandler } from 'hono';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Fault } from '../contract/model/index.js';
import type { Limits } from '../crm/adapter.js';
import type { ApiEnv } from './api.js';
import { routeClass } from './route-class.js';

/** What `/metrics` tells; labels are routes, codes and provider ids, never a tenant or a person. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts and times requests by declared route. */
  readonly requests: MiddlewareHandler<ApiEnv>;
  /** One call to a CRM; status `none` when no reply came. */
  crmCall(provider: string, call: CalledCrm): void;
  /** What a reply said about the limit of an account, which `key` names and nobody is shown. */
  limit(provider: string, key: string, limits: Limits): void;
  /** A grant was renewed, or could not be. */
  refresh(provider: string, outcome: 'renewed' | 'failed' | 'ended'): void;
  /** Events that a host sent: new ones and repeats. */
  received(accepted: number, duplicates: number): void;
  /** Bookings of a batch, by what became of them. */
  wrote(provider: string, state: string, bookings: number): void;
  fault(provider: string, fault: Fault): void;
  /** Whether wake-ups and schedules are shared with other servers; never told where there are none. */
  shared(isShared: boolean): void;
}

/** A call to a CRM as far as it is counted. */
export interface CalledCrm {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly milliseconds: number;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const seconds = new Histogram({
    name: 'crm_connect_http_request_seconds',
    help: 'Time to answer a request, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers: [registry],
  });
  const crmSeconds = new Histogram({
    name: 'crm_connect_crm_call_seconds',
    help: 'Time that a CRM took for a call, by provider and status.',
    labelNames: ['provider', 'status'],
    buckets: [0.05, 0.2, 0.5, 1, 2.5, 10, 30],
    registers: [registry],
  });
  const crmErrors = new Counter({
    name: 'crm_connect_crm_errors_total',
    help: 'Calls that a CRM answered with an error or not at all, by provider and status.',
    labelNames: ['provider', 'status'],
    registers: [registry],
  });
  const written = new Counter({
    name: 'crm_connect_bookings_total',
    help: 'Bookings that sync has dealt with, by provider and state.',
    labelNames: ['provider', 'state'],
    registers: [registry],
  });
  const faults = new Counter({
    name: 'crm_connect_faults_total',
    help: 'Faults of CRMs and of values that they refuse, by provider, code and class.',
    labelNames: ['provider', 'code', 'class'],
    registers: [registry],
  });
  const calls = new Counter({
    name: 'crm_connect_crm_calls_total',
    help: 'Calls to CRMs, by provider, kind of address and status.',
    labelNames: ['provider', 'route', 'status'],
    registers: [registry],
  });
  const refreshes = new Counter({
    name: 'crm_connect_grant_refreshes_total',
    help: 'Renewals of CRM grants, by provider and outcome; ended ones need somebody to sign in.',
    labelNames: ['provider', 'outcome'],
    registers: [registry],
  });
  const received = new Counter({
    name: 'crm_connect_events_total',
    help: 'Booking events and submissions taken in, by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const left = new Gauge({
    name: 'crm_connect_crm_limit_left',
    help: 'Calls that a CRM still allows, of the account that has fewest, by provider and length of the window.',
    labelNames: ['provider', 'window'],
    registers: [registry],
  });
  const limits = new Map<string, Map<string, number>>();
  let sharing: Gauge | undefined;
  return {
    registry,
    requests: async (c, next) => {
      const stop = seconds.startTimer();
      await next();
      stop({ method: c.req.method, route: c.req.routePath, status: String(c.res.status) });
    },
    crmCall(provider, { method, path, status, milliseconds }) {
      const labels = { provider, status: status === null ? 'none' : String(status) };
      calls.inc({ ...labels, route: `${method} ${routeClass(path)}` });
      crmSeconds.observe(labels, milliseconds / 1000);
      if (status === null || status >= 400) crmErrors.inc(labels);
    },
    limit(provider, key, { used, max, windowMs }) {
      const window = windowMs === null ? 'day' : `${Math.round(windowMs / 1000)}s`;
      const accounts = limits.get(`${provider} ${window}`) ?? new Map<string, number>();
      limits.set(`${provider} ${window}`, accounts.set(key, Math.max(0, max - used)));
      left.set({ provider, window }, Math.min(...accounts.values()));
    },
    refresh: (provider, outcome) => refreshes.inc({ provider, outcome }),
    received(accepted, duplicates) {
      received.inc({ outcome: 'accepted' }, accepted);
      received.inc({ outcome: 'duplicate' }, duplicates);
    },
    wrote: (provider, state, bookings) => written.inc({ provider, state }, bookings),
    fault: (provider, fault) => faults.inc({ provider, code: fault.code, class: fault.class }),
    shared(isShared) {
      sharing ??= new Gauge({
        name: 'crm_connect_wake_ups_shared',
        help: '1 while wake-ups and schedules go through the queue that servers share, 0 while this one is on its own.',
        registers: [registry],
      });
      sharing.set(isShared ? 1 : 0);
    },
  };
}
