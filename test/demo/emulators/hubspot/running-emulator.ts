import { createHubspotEmulator } from '../../../../demo/emulators/hubspot/index.js';
import { serveCrm } from '../../../../demo/emulators/serve.js';

/** What a test gets back from a call. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // The tests look into answers of many shapes; a shape check has its own test file.
  body: JsonBody;
}

/** A parsed body that tests may look into freely; a missing step reads as undefined text. */
export interface JsonBody {
  at(...path: (string | number)[]): unknown;
  raw: unknown;
}

/** An emulator on a free port with a clock that only moves when told to. */
export class RunningEmulator {
  private constructor(
    readonly url: string,
    private readonly clock: { now: number },
    private readonly stop: () => Promise<void>,
  ) {}

  static async start(dataDir?: string): Promise<RunningEmulator> {
    const clock = { now: Date.parse('2026-11-23T09:00:00Z') };
    const served = await serveCrm(createHubspotEmulator, {
      name: 'hubspot-emulator',
      port: 0,
      host: '127.0.0.1',
      dataDir,
      now: () => clock.now,
    });
    return new RunningEmulator(served.url, clock, () => served.close());
  }

  /** Moves the clock. */
  advance(ms: number): void {
    this.clock.now += ms;
  }

  /** A fresh access token. */
  async token(org: 'tidy' | 'awkward' = 'tidy', scopes?: string[]): Promise<string> {
    return String((await this.grant(org, scopes)).body.at('access_token'));
  }

  grant(org: 'tidy' | 'awkward' = 'tidy', scopes?: string[]): Promise<Answer> {
    return this.send('POST', '/_emulator/tokens', { org, scopes });
  }

  control(method: string, route: string, body?: unknown): Promise<Answer> {
    return this.send(method, `/_emulator/${route}`, body);
  }

  /** Someone who calls the API with a token. */
  async caller(org: 'tidy' | 'awkward' = 'tidy', scopes?: string[]): Promise<Caller> {
    const token = await this.token(org, scopes);
    return (method, path, body) => this.send(method, path, body, { authorization: `Bearer ${token}` });
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const isForm = body instanceof URLSearchParams;
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
    const sent =
      body === undefined ? {} : { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
      ...sent,
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: jsonBody(isJson ? JSON.parse(text) : null),
    };
  }

  close(): Promise<void> {
    return this.stop();
  }
}

/** Calls the API with a token. */
export type Caller = (method: string, path: string, body?: unknown) => Promise<Answer>;

function jsonBody(raw: unknown): JsonBody {
  return {
    raw,
    at: (...path) =>
      path.reduce<unknown>((value, step) => (isIndexable(value) ? value[step] : undefined), raw),
  };
}

function isIndexable(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
