import type { Context } from 'hono';
import type { GatedEnv } from '../fault-gate.js';
import { isObject, type Json, type JsonObject } from '../json.js';
import { HubspotError, invalid, missingScopes } from './errors.js';
import type { Grant } from './grants.js';
import { findObjectType, type ObjectType } from './object-types.js';
import type { HubspotOrg } from './org.js';

/** Hono environment of the API behind authentication. */
export type HubspotEnv = GatedEnv & {
  Variables: { correlationId: string; org: HubspotOrg; grant: Grant; rateHeaders?: Record<string, string> };
};

/** A handler's context. */
export type Call = Context<HubspotEnv>;

/** Answers compact JSON in HubSpot's content type. */
export function reply(body: Json, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  });
}

/** Answers nothing, successfully. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** Refuses a caller that holds none of the accepted scopes. */
export function requireScope(c: Call, accepted: readonly string[]): void {
  const held = c.var.org.effectiveScopes(c.var.grant.scopes);
  if (!accepted.some((scope) => held.includes(scope))) throw missingScopes(accepted);
}

/** The object type that the path names. */
export function pathObject(c: Call, param = 'objectType'): ObjectType {
  const text = c.req.param(param) ?? '';
  const type = findObjectType(text);
  if (!type) throw invalid(`Unable to infer object type from: ${text}`);
  return type;
}

/** The body as a JSON object. */
export async function bodyObject(c: Call): Promise<JsonObject> {
  const body = await bodyJson(c);
  if (!isObject(body)) throw invalid('Invalid input JSON on line 1, column 1: an object is expected');
  return body;
}

/** The body as JSON; anything else is refused with the place where it went wrong. */
export async function bodyJson(c: Call): Promise<Json> {
  const type = c.req.header('content-type') ?? '';
  const text = await c.req.text();
  if (text !== '' && !type.includes('json')) {
    throw new HubspotError(415, { message: `Unsupported Media Type: ${type}`, category: 'VALIDATION_ERROR' });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'Unexpected end of input';
    const position = Number(/position (\d+)/.exec(detail)?.[1] ?? text.length);
    const lines = text.slice(0, position).split('\n');
    const column = (lines.at(-1)?.length ?? 0) + 1;
    throw invalid(`Invalid input JSON on line ${lines.length}, column ${column}: ${detail}`);
  }
}

/** The `inputs` of a batch, each an object. */
export function batchInputs(body: JsonObject): JsonObject[] {
  const { inputs } = body;
  if (!Array.isArray(inputs) || !inputs.every(isObject)) {
    throw invalid('Invalid input JSON on line 1, column 1: Some required fields were not set: [inputs]');
  }
  return inputs;
}

/** Property values as the API takes them: an object of strings. */
export function propertyValues(body: JsonObject): Record<string, string> {
  const { properties } = body;
  if (!isObject(properties)) {
    throw invalid('Invalid input JSON on line 1, column 1: Some required fields were not set: [properties]');
  }
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value !== 'string') {
      const kind =
        value === null ? 'null' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
      throw invalid(
        `Invalid input JSON on line 1, column 1: the value of "${name}" must be a string, not ${kind}`,
      );
    }
    values[name] = value;
  }
  return values;
}

/** A list in the query, comma-separated or repeated; undefined when absent. */
export function queryList(c: Call, name: string): string[] | undefined {
  const values = c.req.queries(name);
  return values
    ?.flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** The start and end that every batch answer carries. */
export function batchTimes(now: number): JsonObject {
  const at = new Date(now).toISOString();
  return { startedAt: at, completedAt: at };
}
