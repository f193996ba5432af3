import { createMiddleware } from 'hono/factory';
import type { Context } from 'hono';
import type { EmulatedOrg } from './emulated-org.js';
import type { ServedEnv } from './emulated-crm.js';
import { unharmed, type FaultableCall, type Verdict } from './faults.js';

/** What a vendor tells the gate about a request. */
export interface GatedCall extends FaultableCall {
  /** The org that the call belongs to; undefined when it names none (an unknown token, a consent page). */
  org: EmulatedOrg | undefined;
  /** The path with record ids written as `{id}`, for counting. */
  route: string;
}

/** The vendor's own part in faults. */
export interface VendorFaults {
  /** Who calls what; undefined for requests that neither count nor fail, such as control routes. */
  call(c: Context<GatedEnv>): GatedCall | undefined | Promise<GatedCall | undefined>;
  /** The vendor's answer to a call past a limit. */
  rateLimited(
    c: Context<GatedEnv>,
    limit: 'rolling' | 'daily',
    call: GatedCall,
  ): Response | Promise<Response>;
  /** Revokes the caller's grant; the call itself then goes on and meets the dead token. */
  revoke(c: Context<GatedEnv>, call: GatedCall): void | Promise<void>;
}

/** Hono environment behind the gate: batch handlers ask `c.var.rowError()` once per row for a fault's error code. */
export type GatedEnv = ServedEnv & { Variables: { rowError: () => string | undefined } };

/** Counts API calls, makes them wait, and applies the org's faults. Calls without an org are counted and judged by `fallback`. */
export function faultGate(vendor: VendorFaults, fallback: EmulatedOrg) {
  return createMiddleware<GatedEnv>(async (c, next) => {
    const call = await vendor.call(c);
    const org = call?.org ?? fallback;
    if (call?.api) org.calls.count(call.method, call.route);
    const verdict = call ? org.faults.judge(call) : unharmed;
    c.set('rowError', () => org.faults.rowError(verdict));

    const wait = verdict.delayMs + (call?.api ? org.latencyMs : 0);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait).unref());
    if (!call || !verdict.end) return next();
    return end(c, call, verdict.end, vendor, next);
  });
}

async function end(
  c: Context<GatedEnv>,
  call: GatedCall,
  effect: NonNullable<Verdict['end']>,
  vendor: VendorFaults,
  next: () => Promise<void>,
): Promise<Response | void> {
  switch (effect.kind) {
    case 'respond': {
      const headers = new Headers(effect.headers);
      const isText = typeof effect.body === 'string' || effect.body === undefined;
      if (!headers.has('content-type'))
        headers.set('content-type', isText ? 'text/plain' : 'application/json');
      const body = isText ? (effect.body ?? null) : JSON.stringify(effect.body);
      return new Response(typeof body === 'string' ? body : null, { status: effect.status, headers });
    }
    case 'drop':
      return hangUp(c);
    case 'commitThenDrop':
      await next();
      c.res = hangUp(c);
      return;
    case 'rateLimit':
      return vendor.rateLimited(c, effect.limit, call);
    case 'revoke':
      await vendor.revoke(c, call);
      return next();
  }
}

/** Destroys the connection: the caller sees a reset instead of an answer. */
function hangUp(c: Context<GatedEnv>): Response {
  c.env.incoming?.socket.destroy();
  return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
}
