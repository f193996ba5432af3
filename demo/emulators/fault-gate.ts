import { createMiddleware } from 'hono/factory';
import type { Context } from 'hono';
import type { EmulatedOrg } from './emulated-org.js';
import type { ServedEnv } from './emulated-crm.js';
import { unharmed, type FaultableCall, type RowError, type Verdict } from './faults.js';
import type { Json } from './json.js';

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
  /** The body that the vendor gives with a status when the fault names none; undefined for an empty one. */
  errorBody(c: Context<GatedEnv>, status: number): Json | undefined;
  /** Revokes the caller's grant; the call itself then goes on and meets the dead token. */
  revoke(c: Context<GatedEnv>, call: GatedCall): void | Promise<void>;
}

/** What the gate asks of whoever writes rows. */
export interface RowGate {
  /** Asked once per row: the error that a fault gives it, if any. */
  rowError(object: string, row: unknown): RowError | undefined;
  /** How many of `count` rows, or parts of a composite, are to be done before the call breaks off. */
  rowsToDo(count: number): number;
}

/** For work that no fault meets. */
export const unharmedRows: RowGate = { rowError: () => undefined, rowsToDo: (count) => count };

/** Hono environment behind the gate. */
export type GatedEnv = ServedEnv & { Variables: { rowGate: RowGate } };

/** Counts API calls, makes them wait, and applies the org's faults. Calls without an org are counted and judged by `fallback`. */
export function faultGate(vendor: VendorFaults, fallback: EmulatedOrg, wait: (ms: number) => Promise<void>) {
  return createMiddleware<GatedEnv>(async (c, next) => {
    const call = await vendor.call(c);
    const org = call?.org ?? fallback;
    if (call?.api) org.calls.count(call.method, call.route);
    const verdict = call ? await org.faults.judge(call) : unharmed;
    c.set('rowGate', {
      rowError: (object, row) => org.faults.rowError(verdict, object, row),
      rowsToDo: (count) => Math.floor(count * committed(verdict.end)),
    });

    const before = verdict.delayMs + (call?.api ? org.latencyMs : 0);
    if (before > 0) await wait(before);
    const answer = call && verdict.end ? await end(c, call, verdict.end, vendor, next) : await next();
    if (verdict.lateMs > 0) await wait(verdict.lateMs);
    return answer;
  });
}

function committed(effect: Verdict['end']): number {
  return effect?.kind === 'respond' || effect?.kind === 'commitThenDrop' ? effect.commit : 1;
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
      if (effect.commit > 0) await next();
      const { status } = effect;
      const given = effect.body ?? vendor.errorBody(c, status);
      const headers = new Headers(effect.headers);
      const isText = typeof given === 'string' || given === undefined;
      if (!headers.has('content-type'))
        headers.set('content-type', isText ? 'text/plain' : 'application/json');
      const text = isText ? given : JSON.stringify(given);
      c.res = new Response(text === undefined || text === '' ? null : text, { status, headers });
      return;
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
