import type { MiddlewareHandler } from 'hono';
import { Counter, Histogram, Registry } from 'prom-client';
import type { Fault } from '../contract/model/index.js';
import type { ApiEnv } from './api.js';

/** What `/metrics` tells; labels are routes, codes and provider ids, never a tenant or a person. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts and times requests by declared route. */
  readonly requests: MiddlewareHandler<ApiEnv>;
  /** One call to a CRM; status `none` when no reply came. */
  crmCall(provider: string, status: number | null, milliseconds: number): void;
  /** Bookings of a batch, by what became of them. */
  wrote(provider: string, state: string, bookings: number): void;
  fault(provider: string, fault: Fault): void;
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
  return {
    registry,
    requests: async (c, next) => {
      const stop = seconds.startTimer();
      await next();
      stop({ method: c.req.method, route: c.req.routePath, status: String(c.res.status) });
    },
    crmCall(provider, status, milliseconds) {
      const labels = { provider, status: status === null ? 'none' : String(status) };
      crmSeconds.observe(labels, milliseconds / 1000);
      if (status === null || status >= 400) crmErrors.inc(labels);
    },
    wrote: (provider, state, bookings) => written.inc({ provider, state }, bookings),
    fault: (provider, fault) => faults.inc({ provider, code: fault.code, class: fault.class }),
  };
}
