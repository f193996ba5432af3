import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileEach } from '../compiled.js';
import { consent, hostOrigin, settingsFor } from '../server/harness.js';
import { signToken } from '../server/tokens.js';

/** What a process has used. */
export interface Usage {
  /** Bytes of memory that it holds now. */
  readonly rss: number;
  /** Processor time since it started, all threads, in milliseconds. */
  readonly cpuMs: number;
}

export type Provider = 'hubspot' | 'salesforce';

/** Server and emulators, each in a process of its own, as in life. */
export interface Apart {
  readonly url: string;
  readonly crmUrl: Readonly<Record<Provider, string>>;
  /** What the server has used so far. */
  usage(): Promise<Usage>;
  /** Sends JSON below `/v1`; throws for an answer other than 2xx. */
  send(role: Role, method: string, path: string, json?: unknown): Promise<any>;
  /** Asks the emulator's control routes. */
  emulator(provider: Provider, path: string, method?: string, json?: unknown): Promise<any>;
  /** Calls to the CRM that work took. */
  calls(provider: Provider, work: () => Promise<unknown>): Promise<number>;
  /** Signs in through the whole flow. */
  connect(provider: Provider): Promise<void>;
  /** Waits until at most so many bookings wait for the CRM, none by default; gives how many are synced. */
  drained(provider: Provider, atMost?: number): Promise<number>;
  close(): Promise<void>;
}

type Role = 'admin' | 'member' | 'service';
export const benchTenant = 'bench';

/** Starts both processes; the database is a file that goes with them. */
export async function startApart(settings: Readonly<Record<string, string>> = {}): Promise<Apart> {
  const folder = mkdtempSync(join(tmpdir(), 'crm-connect-bench-'));
  const crms = await forked<Record<Provider, string>>('process-emulators.ts', {});
  const crmUrl = crms.told;
  const emulators = {
    hubspot: { url: crmUrl.hubspot },
    salesforce: { url: crmUrl.salesforce },
    close: async () => {},
  };
  const server = await forked<{ url: string }>('process-server.ts', {
    ...settingsFor(emulators, 'http://localhost:4000'),
    DATABASE_URL: `file:${join(folder, 'server.db')}`,
    ...settings,
  });
  const { url } = server.told;

  async function send(role: Role, method: string, path: string, json?: unknown): Promise<any> {
    return asked(`${url}/v1${path}`, method, json, {
      authorization: `Bearer ${signToken({ tenant: benchTenant, role, sub: 'bench' })}`,
      ...(path.endsWith('/authorize') && { origin: hostOrigin }),
    });
  }
  const emulator: Apart['emulator'] = (provider, path, method = 'GET', json) =>
    asked(`${crmUrl[provider]}/_emulator/${path}`, method, json, {});

  return {
    url,
    crmUrl,
    send,
    emulator,
    usage: () =>
      new Promise((resolve) => {
        server.child.once('message', (usage) => resolve(usage as Usage));
        server.child.send('usage');
      }),
    async calls(provider, work) {
      const before = (await emulator(provider, 'calls')).total;
      await work();
      return (await emulator(provider, 'calls')).total - before;
    },
    async connect(provider) {
      const { authorizeUrl, attemptId } = await send(
        'admin',
        'POST',
        `/connections/${provider}/authorize`,
        {},
      );
      const back = await consent(authorizeUrl, { org: 'tidy', decision: 'allow' });
      if (back) await (await fetch(back)).text();
      const { status } = await send('admin', 'GET', `/connections/attempts/${attemptId}`);
      if (status !== 'connected') throw new Error(`${provider} could not be connected: ${status}`);
    },
    async drained(provider, atMost = 0) {
      for (;;) {
        const { connections } = await send('admin', 'GET', '/connections');
        const { counts, status, reason } = connections.find((one: any) => one.provider === provider);
        if (counts.pending <= atMost) return counts.synced;
        if (!['active', 'waiting'].includes(status)) throw new Error(`${status}: ${JSON.stringify(reason)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async close() {
      await Promise.all([server, crms].map(({ child }) => stopped(child)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function asked(url: string, method: string, json: unknown, headers: Record<string, string>) {
  const reply = await fetch(url, {
    method,
    headers: { ...headers, ...(json !== undefined && { 'content-type': 'application/json' }) },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${url}: ${reply.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** Compiled as for production: a loader would take memory and time of its own. */
async function forked<T>(file: string, settings: Record<string, string>) {
  const compiled = await compileEach();
  const child = fork(compiled.file(join('test/bench', file)), {
    execArgv: (process.env['BENCH_NODE_ARGS'] ?? '').split(' ').filter(Boolean),
    env: { ...process.env, BENCH_SETTINGS: JSON.stringify(settings) },
  });
  return new Promise<{ child: ChildProcess; told: T }>((resolve, reject) => {
    child.once('message', (told) => resolve({ child, told: told as T }));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}.`)));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.send('stop');
  });
}
