import type { Context } from 'hono';
import type { GatedCall, GatedEnv, VendorFaults } from '../fault-gate.js';
import { isObject, parseJson, type Json, type JsonObject } from '../json.js';
import type { Emulator } from './emulator.js';
import { failure } from './failure.js';
import { texts } from './oauth/authorize.js';
import { bearerToken, send } from './rest/routes.js';

/** How faults meet this vendor's calls. */
export function vendorFaults(emulator: Emulator): VendorFaults {
  return {
    call: (c) => describeCall(c, emulator),
    rateLimited: (c, limit, call) => {
      const message =
        limit === 'daily'
          ? 'TotalRequests Limit exceeded.'
          : 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.';
      const reply = { status: 403, body: failure('REQUEST_LIMIT_EXCEEDED', message).toRest() };
      return send(c, reply, call.org && emulator.orgs[call.org.name]);
    },
    errorBody: (_, status) => {
      const words = STATUS_WORDS[status];
      return words && failure(...words).toRest();
    },
    revoke: (c) => {
      const found = emulator.grants.byAccessToken(bearerToken(c) ?? '');
      if (found) emulator.grants.revoke(found.grant);
    },
  };
}

async function describeCall(c: Context<GatedEnv>, emulator: Emulator): Promise<GatedCall> {
  const { method, path } = c.req;
  const api = path.startsWith('/services/data/v');
  const [version = '', ...rest] = path.split('/').slice(3);
  const segments = rest.map((segment, index) => template(rest, segment, index));
  const route = api ? ['/services/data', version, ...segments].join('/') : path;
  const grant =
    emulator.grants.byAccessToken(bearerToken(c) ?? '')?.grant ?? (await grantOfForm(c, emulator));
  const objects = async () => (api ? objectsOf(c, rest) : []);
  return { method, path, objects, api, org: grant && emulator.orgs[grant.org], route };
}

/** What a status says that no route gives of itself (Salesforce docs, REST API, "Status Codes", Nov 2026). */
const STATUS_WORDS: Record<number, [code: string, message: string]> = {
  401: ['INVALID_SESSION_ID', 'Session expired or invalid'],
  500: [
    'UNKNOWN_EXCEPTION',
    'An unexpected error occurred. Please include this ErrorId if you contact support: 1-fault',
  ],
  503: ['SERVER_UNAVAILABLE', 'Server unavailable'],
};

// Ids and values would make every count a route of its own.
function template(segments: readonly string[], segment: string, index: number): string {
  const [resource, object, second] = segments;
  if (resource === 'query' || resource === 'queryAll') return index === 1 ? '{locator}' : segment;
  if (resource !== 'sobjects' || object === undefined || second === 'describe') return segment;
  if (index === 2 && segments.length === 3) return '{id}';
  return index >= 3 ? '{value}' : segment;
}

async function grantOfForm(c: Context<GatedEnv>, emulator: Emulator) {
  if (c.req.method !== 'POST' || !c.req.path.endsWith('/services/oauth2/token')) return undefined;
  const token = texts(await c.req.parseBody())['refresh_token'];
  return token === undefined ? undefined : emulator.grants.byRefreshToken(token)?.grant;
}

/** The objects that a call is about: of its path, else of all its records, parts and queries. */
async function objectsOf(
  c: Context<GatedEnv>,
  [resource, first, second]: readonly string[],
): Promise<string[]> {
  if (resource === 'sobjects') return first === undefined ? [] : [first];
  if (resource === 'query' || resource === 'queryAll') return fromOf(c.req.query('q'));
  if (resource !== 'composite' || c.req.method === 'GET') return [];
  if (first === 'sobjects' && second !== undefined) return [second];
  const body = parseJson(await c.req.text());
  if (!isObject(body)) return [];
  const graphs = listOf(body['graphs']).filter(isObject);
  const parts = [body, ...graphs].flatMap((graph) => listOf(graph['compositeRequest'])).filter(isObject);
  return [...new Set([...typesOf(body), ...parts.flatMap(objectsOfPart)])];
}

function objectsOfPart({ url, body }: JsonObject): string[] {
  const { pathname, searchParams } = new URL(String(url), 'http://composite');
  const named = /\/sobjects\/([^/?]+)/.exec(pathname)?.[1];
  return [...(named ? [named] : []), ...fromOf(searchParams.get('q') ?? undefined), ...typesOf(body)];
}

function typesOf(body: Json | undefined): string[] {
  const records = isObject(body) ? listOf(body['records']).filter(isObject) : [];
  return records.flatMap(({ attributes }) => (isObject(attributes) ? [String(attributes['type'])] : []));
}

function fromOf(soql: string | undefined): string[] {
  const name = /\bFROM\s+(\w+)/i.exec(soql ?? '')?.[1];
  return name === undefined ? [] : [name];
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
