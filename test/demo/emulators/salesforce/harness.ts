import { createHash, randomBytes } from 'node:crypto';
import { createSalesforceEmulator } from '../../../../demo/emulators/salesforce/index.js';
import { serveCrm } from '../../../../demo/emulators/serve.js';

/** The app's redirect URI in these tests; nothing listens there. */
export const redirectUri = 'http://localhost:4000/oauth/salesforce/callback';

/** A running emulator whose clock the test moves. */
export interface Running {
  url: string;
  /** Milliseconds to put the clock forward by. */
  wait(ms: number): void;
  close(): Promise<void>;
}

/** Starts an emulator on a free port. */
export async function startSalesforce(dataDir?: string): Promise<Running> {
  let clock = Date.UTC(2026, 10, 23, 9);
  const served = await serveCrm(createSalesforceEmulator, {
    ...{ name: 'salesforce-emulator', port: 0, host: '127.0.0.1', dataDir, now: () => clock },
  });
  return { url: served.url, close: () => served.close(), wait: (ms) => void (clock += ms) };
}

/** What came back: status, headers and the parsed body, undefined when empty. */
export interface Reply<T = Body> {
  status: number;
  headers: Headers;
  body: T;
}

/** A JSON body as tests look into it. */
export type Body = { [key: string]: Body } & Body[] & string;

/** Sends a request and parses the reply. */
export async function send(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** A caller of the REST API with one access token. */
export class Caller {
  constructor(
    readonly url: string,
    readonly token: string,
    readonly version = 'v67.0',
  ) {}

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    return send(`${this.url}/services/data/${this.version}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...json, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  query(soql: string): Promise<Reply> {
    return this.call('GET', `/query?q=${encodeURIComponent(soql)}`);
  }

  /** Creates a record that must be accepted, and gives its id. */
  async create(object: string, fields: Record<string, unknown>): Promise<string> {
    const { status, body } = await this.call('POST', `/sobjects/${object}`, fields);
    if (status !== 201) throw new Error(`${object} refused: ${JSON.stringify(body)}`);
    return String(body['id']);
  }
}

/** Gets a token through the control route and a caller for it. */
export async function connect(emulator: Running, org = 'tidy', scopes?: string[]): Promise<Caller> {
  const { body } = await send(`${emulator.url}/_emulator/tokens`, post({ org, ...(scopes && { scopes }) }));
  return new Caller(emulator.url, String(body['access_token']));
}

/** Changes the org through the control route. */
export async function patchOrg(emulator: Running, patch: unknown, org = 'tidy'): Promise<Reply> {
  return send(`${emulator.url}/_emulator/org?org=${org}`, { ...post(patch), method: 'PATCH' });
}

/** Presses a button of the consent page and gives the address that it sends the browser to. */
export async function decide(
  authorizeUrl: string,
  decision: 'allow' | 'deny',
  org: 'tidy' | 'awkward' = 'tidy',
): Promise<URL> {
  const page = await (await fetch(authorizeUrl)).text();
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const form = new URLSearchParams({ decision, org });
  for (const [, name = '', value = ''] of page.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
    form.set(name, value.replaceAll('&amp;', '&').replaceAll('&#43;', '+').replaceAll('&quot;', '"'));
  }
  const { headers } = await send(new URL(action, authorizeUrl).href, { method: 'POST', body: form });
  return new URL(headers.get('location') ?? 'none:');
}

/** The parameters of an authorize request, with a PKCE pair as long as the docs say. */
export function authorizeRequest(base: string, changes: Record<string, string | undefined> = {}) {
  const verifier = randomBytes(128).toString('base64url');
  const params: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: 'demo',
    redirect_uri: redirectUri,
    scope: 'api refresh_token id openid',
    state: 'st/at e+1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const url = new URL(`${base}/services/oauth2/authorize`);
  for (const [name, value] of Object.entries(params))
    if (value !== undefined) url.searchParams.set(name, value);
  return { url: url.href, verifier };
}

/** Posts a form to an OAuth endpoint as the demo app; undefined leaves a parameter out. */
export function oauth(
  base: string,
  endpoint: string,
  changes: Record<string, string | undefined>,
): Promise<Reply> {
  const form = new URLSearchParams();
  const params = { client_id: 'demo', client_secret: 'demo-secret', ...changes };
  for (const [name, value] of Object.entries(params)) if (value !== undefined) form.set(name, value);
  return send(`${base}/services/oauth2/${endpoint}`, { method: 'POST', body: form });
}

/** Replaces the org's faults. */
export function setFaults(emulator: Running, faults: unknown[], org = 'tidy'): Promise<Reply> {
  return send(`${emulator.url}/_emulator/faults?org=${org}`, post(faults));
}

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
