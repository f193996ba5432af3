import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { findBrowser } from '../browser.js';
import { program } from '../compiled.js';
import { crmAt, type Crm } from './crm.js';

/** `npm start` in a process and on ports of its own, with a real browser in front of it. */
export interface Demo {
  readonly urls: {
    readonly host: string;
    readonly server: string;
    readonly hubspot: string;
    readonly salesforce: string;
  };
  /** The CRMs' side of what happens, by org. */
  hubspot(org?: Org): Crm;
  salesforce(org?: Org): Crm;
  /**
   * A clean start: nothing is connected or mapped, the orgs are as seeded, the browser has never been here. Answers
   * a page on the host's settings.
   */
  begin(options?: BrowserContextOptions): Promise<Page>;
  /** One more page of the same browser, on the host's settings. */
  open(): Promise<Page>;
  /** Stops the process as a crash would, and starts it again on the same data. */
  restart(): Promise<void>;
  /** What the browser complained about since the demo was started: errors of scripts, of the console, of the page's policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Name of a seeded org. */
export type Org = 'tidy' | 'awkward';

/** Starts the demo with empty data; `settings` are more of the server's. */
export async function startDemo(settings: Readonly<Record<string, string>> = {}): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'crm-connect-e2e-'));
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const [host, server, hubspot, salesforce] = ports.map((port) => `http://localhost:${port}`);
  const urls = {
    host: host ?? '',
    server: server ?? '',
    hubspot: hubspot ?? '',
    salesforce: salesforce ?? '',
  };
  const env = {
    ...process.env,
    ...settings,
    DATA_DIR: dataDir,
    DEMO_PORT: String(ports[0]),
    PORT: String(ports[1]),
    HUBSPOT_EMULATOR_PORT: String(ports[2]),
    SALESFORCE_EMULATOR_PORT: String(ports[3]),
  };
  let running = await start(env);
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  const complaints: string[] = [];
  let context: BrowserContext | undefined;

  const demo: Demo = {
    urls,
    complaints,
    hubspot: (org = 'tidy') => crmAt(urls.hubspot, org),
    salesforce: (org = 'tidy') => crmAt(urls.salesforce, org),
    begin: async (options) => {
      await context?.close();
      await disconnectAll(urls);
      for (const org of ['tidy', 'awkward'] as const) {
        await demo.hubspot(org).reset();
        await demo.salesforce(org).reset();
      }
      context = await browser.newContext({
        viewport: { width: 1680, height: 1200 },
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(10_000);
      return demo.open();
    },
    open: async () => {
      if (!context) throw new Error('Call begin() first.');
      const page = await context.newPage();
      listen(page, complaints);
      await page.goto(urls.host);
      return page;
    },
    restart: async () => {
      await stop(running, 'SIGKILL');
      running = await start(env);
    },
    close: async () => {
      await browser.close();
      await stop(running, 'SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return demo;
}

/** Replies other than 200 are the browser's remark on what a test provokes, and no complaint. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
}

async function disconnectAll({ host, server }: Demo['urls']): Promise<void> {
  const reply = await fetch(`${host}/crm-token`);
  const { token }: { token: string } = await reply.json();
  for (const provider of ['hubspot', 'salesforce']) {
    await fetch(`${server}/v1/connections/${provider}?mapping=delete`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
  }
}

function start(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, program('demo/start.ts'), {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    const onData = (chunk: Buffer) => {
      output += chunk.toString();
      if (process.env['E2E_LOG']) process.stderr.write(chunk);
      if (output.includes('Try it:')) resolve(child);
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', onData);
    child.once('exit', (code) =>
      reject(new Error(`The demo ended with ${code} before it was ready:\n${output}`)),
    );
  });
}

function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
