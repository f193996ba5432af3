import type { FieldPatch, OrgPatch } from './emulated-org.js';
import { isObject, type Json, type JsonObject } from './json.js';

/** Reads the body of `PATCH /_emulator/org`; a string says what is wrong with it. */
export function parseOrgPatch(body: unknown): OrgPatch | string {
  if (!isObject(body)) return 'Send a JSON object.';
  const patch: OrgPatch = {};
  for (const [key, value] of Object.entries(body)) {
    const problem = takePart(patch, key, value);
    if (problem !== undefined) return problem;
  }
  return patch;
}

function takePart(patch: OrgPatch, key: string, value: Json | undefined): string | undefined {
  switch (key) {
    case 'permissions':
    case 'rules':
    case 'limits':
      if (!isObject(value)) return `"${key}" must be an object.`;
      patch[key] = value;
      return undefined;
    case 'tokenLifetimeSeconds':
    case 'latencyMs':
    case 'searchLagMs':
      if (typeof value !== 'number' || value < 0) return `"${key}" must be a number of 0 or more.`;
      patch[key] = value;
      return undefined;
    case 'rotation':
      if (typeof value !== 'boolean') return '"rotation" must be true or false.';
      patch.rotation = value;
      return undefined;
    case 'fields': {
      if (!isObject(value)) return '"fields" must be an object with one entry per CRM object.';
      patch.fields = {};
      for (const [object, part] of Object.entries(value)) {
        const fields = parseFieldPatch(part);
        if (typeof fields === 'string') return `fields.${object}: ${fields}`;
        patch.fields[object] = fields;
      }
      return undefined;
    }
    default:
      return `Unknown key "${key}".`;
  }
}

function parseFieldPatch(value: Json | undefined): FieldPatch | string {
  if (!isObject(value)) return 'must be {add?, remove?, change?}.';
  const { add = [], remove = [], change = {} } = value;
  if (!Array.isArray(add) || !add.every(isObject)) return '"add" must be a list of field definitions.';
  if (!Array.isArray(remove)) return '"remove" must be a list of field names.';
  if (!isObject(change)) return '"change" must map field names to what changes.';
  const changes: Record<string, JsonObject> = {};
  for (const [name, partial] of Object.entries(change)) {
    if (!isObject(partial)) return `"change.${name}" must be an object.`;
    changes[name] = partial;
  }
  return { add, remove: remove.map(String), change: changes };
}
