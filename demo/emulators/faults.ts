import { isObject, type Json } from './json.js';
import { seededRandom, type Random } from './random.js';

/** What a fault does to a call that it meets. */
export type Effect =
  | { kind: 'respond'; status: number; body: Json | undefined; headers: Record<string, string> }
  | { kind: 'drop' }
  | { kind: 'commitThenDrop' }
  | { kind: 'delay'; ms: number }
  | { kind: 'rateLimit'; limit: 'rolling' | 'daily' }
  | { kind: 'revoke' }
  | { kind: 'rowError'; code: string; share: number };

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
  object: string | undefined;
  api: boolean;
}

/** What all faults together do to one call, in this order: wait, then end it early or mark rows as bad. */
export interface Verdict {
  delayMs: number;
  end: Exclude<Effect, { kind: 'delay' } | { kind: 'rowError' }> | undefined;
  rowErrors: { code: string; share: number }[];
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
  judge(call: FaultableCall): Verdict {
    const verdict: Verdict = { delayMs: 0, end: undefined, rowErrors: [] };
    for (const fault of this.faults) {
      if (!meets(fault, call)) continue;
      fault.met += 1;
      if (fault.met <= fault.skip || fault.fired >= fault.times) continue;
      if (fault.share < 1 && this.random() >= fault.share) continue;
      fault.fired += 1;
      const { effect } = fault;
      if (effect.kind === 'delay') verdict.delayMs += effect.ms;
      else if (effect.kind === 'rowError') verdict.rowErrors.push({ code: effect.code, share: effect.share });
      else {
        verdict.end = effect;
        break;
      }
    }
    return verdict;
  }

  /** Draws for one row of a batch: the code of the error it gets, if any. */
  rowError(verdict: Verdict): string | undefined {
    return verdict.rowErrors.find(({ share }) => this.random() < share)?.code;
  }
}

/** Reads the body of `POST /_emulator/faults`; a string says what is wrong with it. */
export function parseFaults(body: unknown): Fault[] | string {
  if (!Array.isArray(body)) return 'Send a list of faults; an empty list clears them.';
  const faults: Fault[] = [];
  for (const [index, entry] of body.entries()) {
    if (!isObject(entry)) return `Fault ${index}: not an object.`;
    const unknown = Object.keys(entry).find((key) => !(key in faultKeys));
    if (unknown !== undefined) return `Fault ${index}: unknown key "${unknown}".`;
    const wrong = Object.entries(faultKeys).find(
      ([key, type]) => entry[key] !== undefined && typeof entry[key] !== type,
    );
    if (wrong) return `Fault ${index}: "${wrong[0]}" must be of type ${wrong[1]}.`;
    const effect = parseEffect(entry['then']);
    if (typeof effect === 'string') return `Fault ${index}: ${effect}`;
    faults.push({
      method: text(entry['method'])?.toUpperCase(),
      path: text(entry['path']),
      object: text(entry['object']),
      skip: number(entry['skip']) ?? 0,
      times: number(entry['times']) ?? Infinity,
      share: number(entry['share']) ?? 1,
      effect,
    });
  }
  return faults;
}

const faultKeys = {
  method: 'string',
  path: 'string',
  object: 'string',
  skip: 'number',
  times: 'number',
  share: 'number',
  then: 'object',
};

function parseEffect(then: Json | undefined): Effect | string {
  if (!isObject(then)) return '"then" is missing.';
  const status = number(then['status']);
  if (status !== undefined)
    return { kind: 'respond', status, body: then['body'], headers: texts(then['headers']) };
  if (then['drop'] === true) return { kind: 'drop' };
  if (then['commitThenDrop'] === true) return { kind: 'commitThenDrop' };
  if (then['revoke'] === true) return { kind: 'revoke' };
  const ms = number(then['delayMs']);
  if (ms !== undefined) return { kind: 'delay', ms };
  const limit = then['rateLimit'];
  if (limit === 'rolling' || limit === 'daily') return { kind: 'rateLimit', limit };
  const code = text(then['rowError']);
  if (code !== undefined) return { kind: 'rowError', code, share: number(then['share']) ?? 1 };
  return '"then" names none of status, drop, commitThenDrop, delayMs, rateLimit, revoke, rowError.';
}

function meets(fault: Fault, call: FaultableCall): boolean {
  if (fault.path === undefined ? !call.api : !call.path.startsWith(fault.path)) return false;
  if (fault.method !== undefined && fault.method !== call.method) return false;
  return fault.object === undefined || fault.object === call.object;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function texts(value: Json | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  if (isObject(value)) for (const [key, entry] of Object.entries(value)) result[key] = String(entry);
  return result;
}

/** A verdict for calls that no fault meets. */
export const unharmed: Verdict = { delayMs: 0, end: undefined, rowErrors: [] };
