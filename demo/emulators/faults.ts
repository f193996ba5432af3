import type { Json } from './json.js';
import { seededRandom, type Random } from './random.js';

/** What a fault does to a call that it meets. */
export type Effect =
  | {
      kind: 'respond';
      status: number;
      body: Json | undefined;
      headers: Record<string, string>;
      /** The share of the call that is done all the same, 0 to 1. */
      commit: number;
    }
  | { kind: 'drop' }
  | { kind: 'commitThenDrop'; commit: number }
  | { kind: 'delay'; ms: number; after: boolean }
  | { kind: 'rateLimit'; limit: 'rolling' | 'daily' }
  | { kind: 'revoke' }
  | ({ kind: 'rowError' } & RowFault);

/** Spoils rows of a batch: each with chance `share`, or only those whose JSON holds `match`. */
export interface RowFault {
  code: string;
  share: number;
  match: string | undefined;
  message: string | undefined;
  fields: string[] | undefined;
}

/** What a fault says about one row. */
export type RowError = Pick<RowFault, 'code' | 'message' | 'fields'>;

/** Which calls a fault meets: all that fit, past the first `skip`, at most `times`, each with chance `share`. */
export interface Fault {
  method: string | undefined;
  path: string | undefined;
  object: string | undefined;
  skip: number;
  times: number;
  share: number;
  effect: Effect;
}

/** A call as faults see it; `api` is false for OAuth pages and the token endpoint. */
export interface FaultableCall {
  method: string;
  path: string;
  /** All kinds of records that the call is about; asked only when a fault names one, for it may take reading the body. */
  objects: () => Promise<readonly string[]>;
  api: boolean;
}

/** What all faults together do to one call, in this order: wait, then end it early or mark rows as bad. */
export interface Verdict {
  delayMs: number;
  /** Milliseconds that the reply waits once all is done. */
  lateMs: number;
  end: Exclude<Effect, { kind: 'delay' } | { kind: 'rowError' }> | undefined;
  rowErrors: (RowFault & { object: string | undefined })[];
}

/** The faults of one org. The same list and the same calls give the same faults again. */
export class FaultList {
  private faults: (Fault & { met: number; fired: number })[] = [];
  private random: Random = seededRandom(1);

  /** Replaces the list and starts its randomness anew. */
  replace(faults: Fault[], seed = 1): void {
    this.faults = faults.map((fault) => ({ ...fault, met: 0, fired: 0 }));
    this.random = seededRandom(seed);
  }

  /** Decides what happens to a call: delays add up, the first effect that ends the call wins. */
  async judge(call: FaultableCall): Promise<Verdict> {
    const asks = this.faults.some(({ object }) => object !== undefined);
    const objects = asks ? await call.objects() : [];
    const verdict: Verdict = { delayMs: 0, lateMs: 0, end: undefined, rowErrors: [] };
    for (const fault of this.faults) {
      if (!meets(fault, call, objects)) continue;
      fault.met += 1;
      if (fault.met <= fault.skip || fault.fired >= fault.times) continue;
      if (fault.share < 1 && this.random() >= fault.share) continue;
      fault.fired += 1;
      const { effect, object } = fault;
      if (effect.kind === 'delay') verdict[effect.after ? 'lateMs' : 'delayMs'] += effect.ms;
      else if (effect.kind === 'rowError') verdict.rowErrors.push({ ...effect, object });
      else {
        verdict.end = effect;
        break;
      }
    }
    return verdict;
  }

  /** Draws for one row of a batch: the error it gets, if any. */
  rowError(verdict: Verdict, object: string, row: unknown): RowError | undefined {
    return verdict.rowErrors.find((fault) => {
      if (fault.object !== undefined && fault.object !== object) return false;
      if (fault.match !== undefined && !JSON.stringify(row).includes(fault.match)) return false;
      return fault.share >= 1 || this.random() < fault.share;
    });
  }
}

function meets(fault: Fault, call: FaultableCall, objects: readonly string[]): boolean {
  if (fault.path === undefined ? !call.api : !call.path.startsWith(fault.path)) return false;
  if (fault.method !== undefined && fault.method !== call.method) return false;
  return fault.object === undefined || objects.includes(fault.object);
}

/** A verdict for calls that no fault meets. */
export const unharmed: Verdict = { delayMs: 0, lateMs: 0, end: undefined, rowErrors: [] };
