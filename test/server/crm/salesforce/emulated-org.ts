import { createHash } from 'node:crypto';
import assert from 'node:assert/strict';
import { serveCrm, type ServedCrm } from '../../../../demo/emulators/serve.js';
import { createSalesforceEmulator } from '../../../../demo/emulators/salesforce/index.js';
import { createCrmClient, type CrmCall } from '../../../../server/crm/http.js';
import type {
  Adapter,
  CrmClient,
  Grant,
  Io,
  WriteBatch,
  WriteContext,
  WriteOutcome,
} from '../../../../server/crm/adapter.js';
import { salesforce } from '../../../../server/crm/salesforce/index.js';

/** The Salesforce emulator over HTTP, with our adapter configured for it. */
export interface EmulatedOrg {
  readonly url: string;
  readonly adapter: Adapter;
  readonly io: Io;
  /** A line to an org without the consent page. */
  connect(org?: 'tidy' | 'awkward'): Promise<Line>;
  /** Goes through the consent page as a user does; gives the callback's parameters. */
  consent(authorizeUrl: string, answer: Record<string, string>): Promise<URLSearchParams>;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  records(object: string, org?: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A line to one org, and the API calls that it has made. */
export interface Line {
  readonly client: CrmClient;
  readonly calls: CrmCall[];
  /** Grants in the order in which they came. */
  readonly grants: Grant[];
}

export const redirectUri = 'http://localhost:4000/oauth/salesforce/callback';
export const verifier = 'v'.repeat(64);
export const challenge = createHash('sha256').update(verifier).digest('base64url');

export async function startOrg(extra: Record<string, string> = {}): Promise<EmulatedOrg> {
  const served: ServedCrm = await serveCrm(createSalesforceEmulator, {
    name: 'salesforce-emulator',
    host: '127.0.0.1',
    port: 0,
    dataDir: undefined,
    now: Date.now,
  });
  const { url } = served;
  const reading = salesforce.settings({
    SALESFORCE_CLIENT_ID: 'demo',
    SALESFORCE_CLIENT_SECRET: 'demo-secret',
    SALESFORCE_LOGIN_URL: url,
    SALESFORCE_SANDBOX_LOGIN_URL: `${url}/sandbox`,
    SALESFORCE_HOSTS: `*.salesforce.com,${new URL(url).host}`,
    ...extra,
  });
  assert.equal(reading.state, 'ready');
  if (reading.state !== 'ready') throw new Error('unreachable');
  const adapter = salesforce.create(reading.settings);
  const io: Io = { fetch: globalThis.fetch, now: () => new Date(), signal: new AbortController().signal };
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/_emulator${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    assert.ok(response.ok, JSON.stringify(answer));
    return answer;
  };

  return {
    url,
    adapter,
    io,
    control,
    async connect(org = 'tidy') {
      const reply: unknown = await control('POST', '/tokens', { org });
      const grant: Grant = {
        accessToken: text(reply, 'access_token'),
        refreshToken: text(reply, 'refresh_token'),
        apiUrl: text(reply, 'instance_url'),
        loginUrl: url,
        scopes: ['api', 'refresh_token'],
        renewAt: null,
        rotates: false,
      };
      return line(adapter, io, grant);
    },
    async consent(authorizeUrl, answer) {
      const page = await fetch(authorizeUrl);
      assert.equal(page.status, 200);
      const response = await fetch(authorizeUrl.split('?')[0] ?? '', {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams([...new URL(authorizeUrl).searchParams, ...Object.entries(answer)]),
      });
      return new URL(response.headers.get('location') ?? '').searchParams;
    },
    async records(object, org = 'tidy') {
      const answer = await control('GET', `/records/${object}?org=${org}`);
      assert.ok(typeof answer === 'object' && answer !== null && 'records' in answer);
      assert.ok(Array.isArray(answer.records));
      return answer.records;
    },
    close: () => served.close(),
  };
}

/** A line that renews its token on a 401, as the server's connections do. */
export function line(adapter: Adapter, io: Io, first: Grant): Line {
  const calls: CrmCall[] = [];
  const grants = [first];
  const newest = () => grants.at(-1) ?? first;
  const client = createCrmClient({
    crmName: adapter.about.name,
    apiUrl: first.apiUrl,
    uiUrl: first.apiUrl,
    accountId: 'org',
    scopes: first.scopes,
    protocol: adapter.protocol,
    fetch: io.fetch,
    now: io.now,
    deadlineMs: 5_000,
    onCall: (call) => calls.push(call),
    token: {
      current: () => Promise.resolve(newest().accessToken),
      async renew() {
        grants.push(await adapter.signIn.refresh(newest(), io));
        return newest().accessToken;
      },
    },
  });
  return { client, calls, grants };
}

/** Writes a batch and gives what was settled, in order, with the keys that were intended. */
export async function write(
  adapter: Adapter,
  client: CrmClient,
  batch: Partial<WriteBatch>,
  context: Partial<WriteContext> = {},
): Promise<{ outcomes: Map<string, WriteOutcome>; intended: string[]; error: unknown }> {
  const outcomes = new Map<string, WriteOutcome>();
  const intended: string[] = [];
  let error: unknown = null;
  await adapter.writer
    .write(
      client,
      { people: [], meetings: [], cases: [], ...batch },
      {
        intend: (keys) => Promise.resolve(void intended.push(...keys)),
        settle: (settled) => {
          for (const outcome of settled) {
            assert.ok(!outcomes.has(outcome.key), `${outcome.key} was settled twice`);
            outcomes.set(outcome.key, outcome);
          }
          return Promise.resolve();
        },
      },
      { signal: new AbortController().signal, now: () => new Date(), labels: {}, ...context },
    )
    .catch((thrown: unknown) => (error = thrown));
  return { outcomes, intended, error };
}

function text(value: unknown, name: string): string {
  assert.ok(typeof value === 'object' && value !== null);
  const found = new Map(Object.entries(value)).get(name);
  assert.equal(typeof found, 'string', `${name} in ${JSON.stringify(value)}`);
  return String(found);
}
