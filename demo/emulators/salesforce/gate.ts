import type { Context } from 'hono';
import type { GatedCall, GatedEnv, VendorFaults } from '../fault-gate.js';
import { isObject, parseJson, type Json } from '../json.js';
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
  const object = api ? await objectOf(c, rest) : undefined;
  return { method, path, object, api, org: grant && emulator.orgs[grant.org], route };
}

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

/** The object that a call is about: of its path, else of the first record, write or FROM in it. */
async function objectOf(
  c: Context<GatedEnv>,
  [resource, first, second]: readonly string[],
): Promise<string | undefined> {
  if (resource === 'sobjects') return first;
  if (resource === 'query' || resource === 'queryAll') return fromOf(c.req.query('q'));
  if (resource !== 'composite' || c.req.method === 'GET') return undefined;
  if (first === 'sobjects' && second !== undefined) return second;
  const body = parseJson(await c.req.text());
  if (!isObject(body)) return undefined;
  const [record] = listOf(body['records']);
  if (isObject(record))
    return isObject(record['attributes']) ? String(record['attributes']['type']) : undefined;
  const parts = listOf(body['compositeRequest']).filter(isObject);
  const part = parts.find(({ method }) => method !== 'GET') ?? parts[0];
  const url = String(part?.['url'] ?? '');
  const posted = isObject(part?.['body']) ? listOf(part['body']['records'])[0] : undefined;
  if (isObject(posted) && isObject(posted['attributes'])) return String(posted['attributes']['type']);
  return (
    /\/sobjects\/([^/?]+)/.exec(url)?.[1] ??
    fromOf(new URL(url, 'http://composite').searchParams.get('q') ?? undefined)
  );
}

function fromOf(soql: string | undefined): string | undefined {
  return /\bFROM\s+(\w+)/i.exec(soql ?? '')?.[1];
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
