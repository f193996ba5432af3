import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, mock } from 'node:test';
import { createHostBackend } from '../../demo/host-backend.js';
import { demoSettings } from '../../demo/settings.js';

/** The host's backend in front of a CRM Connect server that only takes notes. */
function northlane(answers: (path: string) => Response = () => Response.json({ accepted: 1 })) {
  const data = mkdtempSync(join(tmpdir(), 'crm-connect-host-'));
  const folder = join(data, 'page');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '<crm-connect server="__CRM_CONNECT_SERVER__"></crm-connect>');
  const told: { path: string; body: any }[] = [];
  const fetch = mock.method(globalThis, 'fetch', async (url: string, init: RequestInit) => {
    const path = new URL(url).pathname;
    told.push({ path, body: JSON.parse(String(init.body)) });
    return answers(path);
  });
  const app = createHostBackend(demoSettings({}, data), {
    folder,
    origin: null,
    close: async () => undefined,
  });
  return { app, told, restore: () => fetch.mock.restore() };
}

const json = (method: string, body: unknown) => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const booking = {
  contact: { email: 'lea@acme.example' },
  subject: 'Intro call',
  start: '2027-03-01T10:00:00Z',
  end: '2027-03-01T10:30:00Z',
  answers: [{ question: 'q_role', value: '' }],
};

describe('The demo’s host', () => {
  it('gives a token to its own page only', async (t) => {
    const { app, restore } = northlane();
    t.after(restore);
    const own = await app.request('/crm-token', { headers: { 'sec-fetch-site': 'same-origin' } });
    assert.equal(own.status, 200);
    const { token } = await own.json();
    const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
    assert.deepEqual([claims.tenant, claims.role], ['demo', 'admin']);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      assert.equal((await app.request('/crm-token', { headers })).status, 403);
    }
  });

  it('serves its page under a strict policy, with the server’s address in it', async (t) => {
    const { app, restore } = northlane();
    t.after(restore);
    const page = await app.request('/');
    assert.match(await page.text(), /server="http:\/\/localhost:4000"/);
    assert.match(page.headers.get('content-security-policy') ?? '', /require-trusted-types-for 'script'/);
    assert.doesNotMatch(page.headers.get('content-security-policy') ?? '', /unsafe/);
    for (const path of ['/../keys.json', '/..%2fkeys.json', '/%2e%2e/keys.json', '/nothing']) {
      assert.equal((await app.request(path)).status, 404);
    }
  });

  it('tells the server of a booking and of what becomes of it, without unanswered questions', async (t) => {
    const { app, told, restore } = northlane();
    t.after(restore);
    const made = await (await app.request('/api/bookings', json('POST', booking))).json();
    await app.request(`/api/bookings/${made.booking.id}`, json('PATCH', { status: 'cancelled' }));
    const sent = told.filter(({ path }) => path === '/v1/bookings').map(({ body }) => body);
    assert.deepEqual(
      sent.map(({ id, status, answers }) => [id, status, answers]),
      [
        [made.booking.id, 'booked', []],
        [made.booking.id, 'cancelled', []],
      ],
    );
  });

  it('keeps no booking that the server refused, and hands the reason on', async (t) => {
    const refusal = { detail: 'Enter an e-mail address.', errors: [] };
    const { app, restore } = northlane((path) =>
      path === '/v1/bookings' ? Response.json(refusal, { status: 422 }) : Response.json({}),
    );
    t.after(restore);
    const reply = await app.request('/api/bookings', json('POST', booking));
    assert.equal(reply.status, 422);
    assert.deepEqual(await reply.json(), refusal);
    assert.deepEqual(await (await app.request('/api/bookings')).json(), { bookings: [] });
  });

  it('shows the code that it consists of', async (t) => {
    const { app, restore } = northlane();
    t.after(restore);
    const { snippets } = await (await app.request('/api/code')).json();
    const [tags, page, backend] = snippets.map(({ code }: { code: string }) => code);
    assert.match(tags, /^<script[^]*<crm-connect server="http:\/\/localhost:4000"[^]*<\/crm-connect>$/);
    assert.match(page, /addEventListener\('crm-connected'/);
    assert.match(backend, /^app\.get\('\/crm-token'[^]*\}\);$/);
  });
});
