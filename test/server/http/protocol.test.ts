import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLog } from '../../../server/http/log.js';
import { hostOrigin, startStage, type Stage } from '../harness.js';
import { signToken } from '../tokens.js';

describe('the HTTP API', () => {
  let stage: Stage;
  const lines: string[] = [];
  before(async () => {
    const log = createLog('info', { write: (line) => lines.push(line) });
    stage = await startStage({ effects: { log } });
  });
  after(() => stage.close());

  const call = (path: string, init: RequestInit = {}) => fetch(`${stage.url}${path}`, init);
  const as = (role = 'admin') => ({ authorization: `Bearer ${signToken({ role })}` });

  it('asks for a session token', async () => {
    const reply = await call('/v1/providers');
    assert.equal(reply.status, 401);
    assert.equal(reply.headers.get('content-type'), 'application/problem+json');
    assert.equal(reply.headers.get('www-authenticate'), 'Bearer');
    const problem = await reply.json();
    assert.equal(problem.code, 'unauthenticated');
    assert.equal(problem.status, 401);
    assert.match(problem.detail, /session token/);
  });

  it('tells a member what only an admin may do', async () => {
    const { status, body } = await stage.api('member').post('/connections/hubspot/authorize');
    assert.equal(status, 403);
    assert.equal(body.code, 'forbidden');
    assert.deepEqual(body.params, { role: 'member', needs: ['admin'] });
  });

  it('keeps the host’s backend to bookings and source data', async () => {
    assert.equal((await stage.api('service').get('/providers')).body.code, 'forbidden');
    assert.equal((await stage.api('service').get('/source/fields')).status, 200);
  });

  it('keeps admins from writing bookings', async () => {
    assert.equal((await stage.api('admin').post('/bookings', [])).body.code, 'forbidden');
  });

  it('declares for every route who may call it', async () => {
    const document = await (await call('/openapi.json')).json();
    for (const [path, operations] of Object.entries<Record<string, { security?: unknown[] }>>(
      document.paths,
    )) {
      for (const [method, { security }] of Object.entries(operations)) {
        assert.ok(security?.length, `${method} ${path} names no role`);
      }
    }
  });

  it('answers an unknown address with 404', async () => {
    assert.equal((await stage.api().get('/nothing')).body.code, 'not_found');
    assert.equal((await (await call('/nothing')).json()).code, 'not_found');
  });

  it('names the methods that are possible', async () => {
    const { status, headers, body } = await stage.api().put('/providers');
    assert.equal(status, 405);
    assert.equal(body.code, 'method_not_allowed');
    assert.equal(headers.get('allow'), 'GET');
  });

  it('refuses JSON that is none', async () => {
    const reply = await call('/v1/connections/hubspot', {
      method: 'PATCH',
      headers: { ...as(), 'content-type': 'application/json' },
      body: '{"paused": tr',
    });
    assert.equal(reply.status, 400);
    assert.equal((await reply.json()).code, 'invalid_json');
  });

  it('refuses other media types', async () => {
    const reply = await call('/v1/connections/hubspot', {
      method: 'PATCH',
      headers: { ...as(), 'content-type': 'text/plain' },
      body: 'paused',
    });
    assert.equal(reply.status, 415);
    assert.equal((await reply.json()).code, 'unsupported_media_type');
  });

  it('points at every value that it cannot use', async () => {
    const { status, body } = await stage
      .api()
      .patch('/connections/hubspot', { paused: 'yes', until: 'noon' });
    assert.equal(status, 422);
    assert.equal(body.code, 'invalid_input');
    assert.deepEqual(
      body.errors.map((error: { pointer: string }) => error.pointer),
      ['/paused', '/until'],
    );
  });

  for (const [how, body] of [
    ['announced', JSON.stringify({ text: 'x'.repeat(5_000_000) })],
    ['streamed', new Blob([`{"text":"${'x'.repeat(5_000_000)}"}`]).stream()],
  ] as const) {
    it(`refuses 5 MB of JSON, ${how}`, async () => {
      const reply = await call('/v1/bookings', {
        method: 'POST',
        headers: { ...as('service'), 'content-type': 'application/json' },
        body,
        ...(typeof body !== 'string' && { duplex: 'half' }),
      });
      assert.equal(reply.status, 413);
      assert.equal((await reply.json()).code, 'too_large');
    });
  }

  it('lets the host’s page ask in advance and read replies', async () => {
    const preflight = await call('/v1/providers/hubspot/mapping', {
      method: 'OPTIONS',
      headers: {
        origin: hostOrigin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,if-match,content-type',
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), hostOrigin);
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /If-Match/i);
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PUT/);

    const reply = await call('/v1/providers', { headers: { ...as(), origin: hostOrigin } });
    assert.equal(reply.status, 200);
    assert.equal(reply.headers.get('access-control-allow-origin'), hostOrigin);
    assert.match(reply.headers.get('access-control-expose-headers') ?? '', /ETag/);
  });

  it('lets the host’s page read problems too', async () => {
    const reply = await call('/v1/providers', { headers: { origin: hostOrigin } });
    assert.equal(reply.status, 401);
    assert.equal(reply.headers.get('access-control-allow-origin'), hostOrigin);
  });

  it('refuses a page that is not listed', async () => {
    const origin = 'https://evil.example';
    const preflight = await call('/v1/providers', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
    const reply = await call('/v1/providers', { headers: { ...as(), origin } });
    assert.equal(reply.status, 403);
    assert.equal((await reply.json()).code, 'origin_forbidden');
    assert.equal(reply.headers.get('access-control-allow-origin'), null);
  });

  it('gives every reply an id and safe headers', async () => {
    const reply = await call('/healthz', { headers: { 'x-request-id': 'abc-1' } });
    assert.equal(reply.headers.get('x-request-id'), 'abc-1');
    assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
    assert.match(reply.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(
      (await call('/healthz', { headers: { 'x-request-id': 'a<b>' } })).headers.get('x-request-id') ?? '',
      /^[0-9a-f-]{36}$/,
    );
  });

  it('logs each request by its route, without a word of whose it was', async () => {
    lines.length = 0;
    const { headers } = await stage.api('member', 'tenant-7').get('/bookings/bkg-secret');
    await call('/healthz');
    assert.equal(lines.length, 1, 'what monitors ask is left to debug');
    const line = JSON.parse(lines[0] ?? '');
    assert.equal(line.requestId, headers.get('x-request-id'));
    assert.deepEqual([line.method, line.route, line.status], ['GET', '/v1/bookings/:id', 404]);
    assert.equal(typeof line.ms, 'number');
    assert.doesNotMatch(lines.join(''), /tenant-7|bkg-secret|ana/);
  });

  it('calls what is wrong with an event by its kind', async () => {
    const { body } = await stage.api('service').post('/bookings', { contact: {} });
    assert.deepEqual(
      body.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code]),
      ['/eventId', '/id', '/occurredAt', '/status', '/contact/email', '/booking'].map((at) => [
        at,
        'missing',
      ]),
    );
  });

  it('tells how it fares', async () => {
    assert.equal((await call('/healthz')).status, 200);
    assert.equal((await call('/readyz')).status, 200);
    const metrics = await (await call('/metrics')).text();
    assert.match(metrics, /crm_connect_http_request_seconds_count\{.*route="\/healthz".*\}/);
  });

  it('describes itself to machines and to people', async () => {
    const document = await (await call('/openapi.json')).json();
    assert.equal(document.openapi, '3.1.0');
    const authorize = document.paths['/v1/connections/{provider}/authorize'].post;
    assert.ok(authorize.responses.default);
    const body = authorize.requestBody.content['application/json'].schema;
    assert.deepEqual([Object.keys(body.properties), body.required], [['environment', 'domain'], undefined]);
    const page = await call('/docs');
    const html = await page.text();
    assert.match(html, /POST<\/span> <code>\/v1\/bookings/);
    assert.doesNotMatch(html, /<script|https?:\/\/(?!localhost|crm\.example)[^"<]*\.(js|css)/);
    assert.match(page.headers.get('content-security-policy') ?? '', /style-src 'nonce-/);
  });
});
