import { createAdaptorServer } from '@hono/node-server';
import assert from 'node:assert/strict';
import { startEmulators, type Emulators } from '../../demo/emulators/index.js';
import { createServer, type Effects, type Server } from '../../server/server.js';
import { createLog } from '../../server/http/log.js';
import { listedProblems, type ListedProblems } from './listed-problems.js';
import { sessionSecret, signToken } from './tokens.js';

/** Page that tests pretend to be. */
export const hostOrigin = 'http://localhost:3000';

type Role = 'admin' | 'member' | 'service';
type Provider = 'hubspot' | 'salesforce';

/** What a stage is set up with; everything may be left out. */
export interface StageOptions {
  readonly tenant?: string;
  readonly settings?: Readonly<Record<string, string | undefined>>;
  readonly effects?: Partial<Effects>;
  /** Emulators that are running already; they are not closed with the stage. */
  readonly emulators?: Emulators;
}

/** How a sign-in is driven. */
export interface ConnectOptions {
  readonly org?: 'tidy' | 'awkward';
  readonly environment?: 'production' | 'sandbox';
  readonly domain?: string;
  readonly tenant?: string;
  readonly deny?: boolean;
}

/** The real server on its own port beside both emulators. */
export interface Stage {
  readonly tenant: string;
  readonly url: string;
  readonly server: Server;
  readonly emulators: Emulators;
  /** Requests as somebody of that role. */
  api(role?: Role, tenant?: string): Api;
  /** Signs in through authorize, consent form and callback; gives the attempt as it ended. */
  connect(provider: Provider, options?: ConnectOptions): Promise<Attempt>;
  /** The emulator's control routes and records. */
  crm(provider: Provider, org?: 'tidy' | 'awkward'): Control;
  close(): Promise<void>;
}

/** What a test reads of an attempt. */
export interface Attempt {
  readonly attemptId: string;
  readonly status: string;
  readonly accountChanged?: boolean;
  readonly problem?: {
    readonly code: string;
    readonly detail: string;
    readonly crmSaid?: string;
    readonly fix?: { readonly text: string };
  };
}

/** A reply that was read. `body` is parsed JSON; what it holds is the test's business. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

/** Sends JSON below `/v1`. */
export interface Api {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, json?: unknown, headers?: Record<string, string>): Promise<Reply>;
  put(path: string, json?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, json?: unknown, headers?: Record<string, string>): Promise<Reply>;
  delete(path: string, headers?: Record<string, string>): Promise<Reply>;
}

/** What the emulator offers to tests. */
export interface Control {
  records(object: string): Promise<Record<string, any>[]>;
  calls(): Promise<{ total: number; byRoute: Record<string, number> }>;
  faults(list: readonly unknown[]): Promise<void>;
  patch(change: unknown): Promise<void>;
  reset(): Promise<void>;
}

/** Settings of a server that speaks to `emulators` and keeps its database in memory. */
export function settingsFor(emulators: Emulators, url: string): Record<string, string> {
  return {
    PUBLIC_URL: url,
    DATABASE_URL: ':memory:',
    SESSION_SECRET: sessionSecret,
    ENCRYPTION_KEYS: Buffer.alloc(32, 7).toString('base64'),
    ALLOWED_ORIGINS: hostOrigin,
    HUBSPOT_CLIENT_ID: 'demo',
    HUBSPOT_CLIENT_SECRET: 'demo-secret',
    HUBSPOT_APP_URL: emulators.hubspot.url,
    HUBSPOT_API_URL: emulators.hubspot.url,
    SALESFORCE_CLIENT_ID: 'demo',
    SALESFORCE_CLIENT_SECRET: 'demo-secret',
    SALESFORCE_LOGIN_URL: emulators.salesforce.url,
    SALESFORCE_SANDBOX_LOGIN_URL: `${emulators.salesforce.url}/sandbox`,
    SALESFORCE_HOSTS: `localhost:${new URL(emulators.salesforce.url).port},*.localhost:${new URL(emulators.salesforce.url).port}`,
  };
}

/** Starts emulators and server; close the stage after the test. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const emulators = options.emulators ?? (await startEmulators());
  const tenant = options.tenant ?? 'acme';
  let server: Server | undefined;
  const listener = createAdaptorServer({
    fetch: (request) => server?.fetch(request) ?? new Response(null, { status: 503 }),
  });
  const url = await listening(listener);
  const started = createServer(
    { ...settingsFor(emulators, url), ...options.settings },
    { log: createLog('silent'), ...options.effects },
  );
  server = started;
  await started.start();
  const listed = listedProblems(url);
  const api = (role: Role = 'admin', of = tenant) =>
    apiOf(url, listed, () => bearer(role, of, options.effects?.now));

  return {
    tenant,
    url,
    server: started,
    emulators,
    api,
    async connect(provider, { org = 'tidy', environment, domain, tenant: of = tenant, deny = false } = {}) {
      const start = await api('admin', of).post(
        `/connections/${provider}/authorize`,
        { ...(environment && { environment }), ...(domain && { domain }) },
        { origin: hostOrigin },
      );
      assert.equal(start.status, 200, JSON.stringify(start.body));
      const back = await consent(start.body.authorizeUrl, { org, decision: deny ? 'deny' : 'allow' });
      if (back) await (await fetch(back)).text();
      return (await api('admin', of).get(`/connections/attempts/${start.body.attemptId}`)).body;
    },
    crm: (provider, org = 'tidy') => controlOf(emulators[provider].url, org),
    async close() {
      await started.close();
      listener.close();
      if ('closeAllConnections' in listener) listener.closeAllConnections();
      if (!options.emulators) await emulators.close();
    },
  };
}

/** Waits for what happens behind a reply; fails after 20 seconds. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, 'it did not happen within 20 seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/**
 * Does on the CRM's consent page what a person does: chooses the org, presses Allow or Deny. Gives the callback
 * address that the CRM sends the pop-up to; null when it sends it nowhere.
 */
export async function consent(
  authorizeUrl: string,
  choice: { org: 'tidy' | 'awkward'; decision: 'allow' | 'deny' },
): Promise<string | null> {
  const page = await fetch(authorizeUrl, { redirect: 'manual' });
  const refused = page.headers.get('location');
  if (refused) return refused;
  const html = await page.text();
  assert.equal(page.status, 200, html);
  const form = new URLSearchParams();
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type');
    const name = attribute(tag, 'name');
    if (name && type !== 'radio' && type !== 'checkbox') form.set(name, attribute(tag, 'value') ?? '');
  }
  form.set('org', choice.org);
  for (const [tag, inner] of html.matchAll(/<button[^>]*>([^<]*)/g)) {
    if (inner !== undefined && inner.trim().toLowerCase() === choice.decision) {
      form.set(attribute(tag, 'name') ?? 'decision', attribute(tag, 'value') ?? choice.decision);
    }
  }
  const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1];
  const target = new URL(action ? unescape(action) : authorizeUrl, authorizeUrl);
  const answer = await fetch(target, { method: 'POST', body: form, redirect: 'manual' });
  await answer.arrayBuffer();
  return answer.headers.get('location');
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescape(found);
}

function unescape(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function bearer(role: Role, tenant: string, now?: () => Date): string {
  const sub = role === 'service' ? 'backend' : 'ana';
  return `Bearer ${signToken({ tenant, role, sub }, now ? { now: now().getTime() } : {})}`;
}

function apiOf(url: string, listed: ListedProblems, authorization: () => string): Api {
  const send = async (
    method: string,
    path: string,
    json: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await fetch(`${url}/v1${path}`, {
      method,
      headers: {
        authorization: authorization(),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    const reply: Reply = {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
    if (reply.headers.get('content-type') === 'application/problem+json') await listed(method, path, reply);
    return reply;
  };
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, json = {}, headers) => send('POST', path, json, headers),
    put: (path, json = {}, headers) => send('PUT', path, json, headers),
    patch: (path, json = {}, headers) => send('PATCH', path, json, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  };
}

function controlOf(url: string, org: string): Control {
  const send = async (method: string, path: string, json?: unknown) => {
    const response = await fetch(`${url}/_emulator${path}?org=${org}`, {
      method,
      ...(json !== undefined && {
        body: JSON.stringify(json),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    records: async (object) => (await send('GET', `/records/${object}`)).records,
    calls: () => send('GET', '/calls'),
    faults: (list) => send('POST', '/faults', list),
    patch: (change) => send('PATCH', '/org', change),
    reset: () => send('POST', '/reset'),
  };
}

function listening(listener: ReturnType<typeof createAdaptorServer>): Promise<string> {
  return new Promise((resolve) => {
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(`http://localhost:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
}
