import type { Context, Hono } from 'hono';
import type { GatedEnv } from '../../fault-gate.js';
import { parseJson, type Json } from '../../json.js';
import type { Emulator } from '../emulator.js';
import { ApiFailure, failure, notFound } from '../failure.js';
import type { Org } from '../org.js';
import type { Session } from '../session.js';
import { RestApi } from './dispatch.js';
import type { RestReply } from './message.js';

/** The API versions on offer, oldest first. */
const apiVersions = [60, 61, 62, 63, 64, 65, 66, 67, 68].map((number) => {
  const season = ['Spring', 'Summer', 'Winter'][number % 3] ?? '';
  const year = 24 + Math.floor((number - 60) / 3) + (season === 'Winter' ? 1 : 0);
  return { label: `${season} '${year}`, url: `/services/data/v${number}.0`, version: `${number}.0` };
});

/** The REST API on the network: versions, then everything behind a valid session. */
export function restRoutes(app: Hono<GatedEnv>, emulator: Emulator): void {
  const api = new RestApi(emulator.url);
  app.get('/services/data', (c) => send(c, { status: 200, body: apiVersions }));
  app.get('/services/data/', (c) => send(c, { status: 200, body: apiVersions }));
  app.all('/services/data/:version/*', (c) => answer(c, emulator, api));
  app.all('/services/data/:version', (c) => answer(c, emulator, api));
}

/** The access token of a request, however it is sent. */
export function bearerToken(c: Context<GatedEnv>): string | undefined {
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
}

/** Sends a reply with the headers that every Salesforce answer carries. */
export function send(c: Context<GatedEnv>, reply: RestReply, org?: Org): Response {
  const headers = new Headers({
    'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
    Server: 'sfdcedge',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'none',
    'X-SFDC-Request-Id': crypto.randomUUID().replaceAll('-', ''),
    ...(org && { 'Sforce-Limit-Info': org.limits.header() }),
    ...reply.headers,
  });
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  headers.set('Content-Type', 'application/json;charset=UTF-8');
  const indent = c.req.header('x-prettyprint') === '1' ? 2 : undefined;
  return new Response(JSON.stringify(reply.body, null, indent), { status: reply.status, headers });
}

async function answer(c: Context<GatedEnv>, emulator: Emulator, api: RestApi): Promise<Response> {
  let org: Org | undefined;
  try {
    const session = openSession(c, emulator);
    org = session.org;
    if (!org.permissions.apiEnabled) {
      throw failure('API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
    }
    if (!org.limits.take()) throw failure('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    const body = await readBody(c);
    const url = new URL(c.req.url);
    const path = url.pathname.split('/').slice(4).map(decode);
    const reply = api.dispatch(session, {
      ...{ method: c.req.method, path, query: url.searchParams, body },
      header: (name) => c.req.header(name),
    });
    return send(c, reply, org);
  } catch (error) {
    const known = error instanceof ApiFailure ? error : unexpected(error);
    return send(c, { status: known.status, body: known.toRest() }, org);
  }
}

function openSession(c: Context<GatedEnv>, emulator: Emulator): Session {
  const version = (c.req.param('version') ?? '').replace(/^v/, '');
  const token = bearerToken(c);
  const session = emulator.session(token ?? '', version, c.var.rowGate);
  if (!session) throw failure('INVALID_SESSION_ID', 'Session expired or invalid');
  if (!session.grant.scopes.some((scope) => scope === 'api' || scope === 'full')) {
    throw failure('INVALID_SESSION_ID', 'This session is not valid for use with the REST API');
  }
  if (!apiVersions.some((known) => known.version === version)) throw notFound();
  return session;
}

async function readBody(c: Context<GatedEnv>): Promise<Json | undefined> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return undefined;
  const text = await c.req.text();
  if (text === '') return undefined;
  const type = c.req.header('content-type') ?? '';
  if (!/json/i.test(type)) {
    throw failure(
      'UNSUPPORTED_MEDIA_TYPE',
      `Content type ${type || 'application/octet-stream'} not supported for this entity`,
    );
  }
  const body = parseJson(text);
  if (body !== undefined) return body;
  throw failure('JSON_PARSER_ERROR', 'Unexpected character in the HTTP entity body: this is no JSON');
}

function unexpected(error: unknown): ApiFailure {
  console.error(error);
  return failure(
    'UNKNOWN_EXCEPTION',
    'An unexpected error occurred. Please include this ErrorId if you contact support: 1-emulator',
  );
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
