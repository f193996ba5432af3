import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser } from '../browser.js';

/** `npm start` in processes and on ports of its own, with a real browser in front of it. */
export interface Demo {
  readonly urls: {
    readonly host: string;
    readonly server: string;
    readonly hubspot: string;
    readonly salesforce: string;
  };
  /** A page on the host's settings; console errors and page errors fail the test that asks for them. */
  open(): Promise<Page>;
  /** Stops the process as a crash would, and starts it again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
  /** Errors that the browser reported since the demo was opened. */
  readonly complaints: readonly string[];
}

/** Starts the demo with empty data. */
export async function startDemo(): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'crm-connect-e2e-'));
  const [host, server, hubspot, salesforce] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    DEMO_PORT: String(host),
    PORT: String(server),
    HUBSPOT_EMULATOR_PORT: String(hubspot),
    SALESFORCE_EMULATOR_PORT: String(salesforce),
  };
  let running = await start(env);
  const { executablePath, args } = await findBrowser();
  const browser: Browser = await chromium.launch({ executablePath, args: [...args] });
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1680, height: 1200 } });
  const complaints: string[] = [];

  return {
    urls: {
      host: `http://localhost:${host}`,
      server: `http://localhost:${server}`,
      hubspot: `http://localhost:${hubspot}`,
      salesforce: `http://localhost:${salesforce}`,
    },
    complaints,
    open: async () => {
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`http://localhost:${host}`);
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
}

function start(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    const onData = (chunk: Buffer) => {
      output += chunk.toString();
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
