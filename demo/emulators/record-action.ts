import type { RecordAction } from './emulated-org.js';
import { isObject, type Json } from './json.js';

/** Reads the body of `PATCH /_emulator/records/{object}/{key}`; a string says what is wrong with it. */
export function parseAction(body: Json | undefined): RecordAction | string {
  const [entry, ...more] = Object.entries(isObject(body) ? body : {});
  if (!entry || more.length > 0) return form;
  const [verb, value] = entry;
  if (verb === 'set' && isObject(value)) return { kind: 'set', values: value };
  if (verb === 'mergeInto' && typeof value === 'string') return { kind: 'merge', into: value };
  if (verb === 'delete' && value === true) return { kind: 'delete' };
  if (verb === 'convert' && value === true) return { kind: 'convert' };
  return form;
}

const form = 'Send one of {set: {…}}, {delete: true}, {mergeInto: "id"}, {convert: true}.';
