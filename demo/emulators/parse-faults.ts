import type { Effect, Fault } from './faults.js';
import { isObject, type Json } from './json.js';

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

const effectKeys = [
  ...['status', 'body', 'headers', 'commit', 'drop', 'commitThenDrop', 'delayMs', 'after', 'rateLimit'],
  ...['revoke', 'rowError', 'share', 'match', 'message', 'fields'],
];

function parseEffect(then: Json | undefined): Effect | string {
  if (!isObject(then)) return '"then" is missing.';
  const unknown = Object.keys(then).find((key) => !effectKeys.includes(key));
  if (unknown !== undefined) return `"then" knows no "${unknown}".`;
  const status = number(then['status']);
  const commit = number(then['commit']);
  if (commit !== undefined && (commit < 0 || commit > 1)) return '"commit" must be between 0 and 1.';
  if (status !== undefined) {
    const headers = texts(then['headers']);
    return { kind: 'respond', status, body: then['body'], headers, commit: commit ?? 0 };
  }
  if (then['drop'] === true) return { kind: 'drop' };
  if (then['commitThenDrop'] === true) return { kind: 'commitThenDrop', commit: commit ?? 1 };
  if (then['revoke'] === true) return { kind: 'revoke' };
  const ms = number(then['delayMs']);
  if (ms !== undefined) return { kind: 'delay', ms, after: then['after'] === true };
  const limit = then['rateLimit'];
  if (limit === 'rolling' || limit === 'daily') return { kind: 'rateLimit', limit };
  const code = text(then['rowError']);
  if (code !== undefined) {
    const { match, message, fields } = then;
    return {
      ...{ kind: 'rowError', code, share: number(then['share']) ?? 1 },
      ...{ match: text(match), message: text(message) },
      fields: Array.isArray(fields) ? fields.map(String) : undefined,
    };
  }
  return '"then" names none of status, drop, commitThenDrop, delayMs, rateLimit, revoke, rowError.';
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
