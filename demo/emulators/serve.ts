import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { controlRoutes } from './control.js';
import type { EmulatedCrm, EmulatorOptions, ServedEnv } from './emulated-crm.js';
import { savedState } from './saved-state.js';

/** Where an emulator listens and keeps its state. */
export interface ServeOptions {
  /** Names the state's file. */
  name: string;
  /** 0 takes a free one. */
  port: number;
  host: string;
  dataDir: string | undefined;
  now: () => number;
  /** How latency and delays pass; real time by default. */
  wait?: ((ms: number) => Promise<void>) | undefined;
}

/** A running emulator. */
export interface ServedCrm {
  url: string;
  /** Stops listening, cuts open connections and writes what is not yet written. */
  close(): Promise<void>;
}

/** Makes an emulator, adds the control routes and listens; rejects with one clear sentence when the port is taken. */
export async function serveCrm(
  make: (options: EmulatorOptions) => EmulatedCrm,
  options: ServeOptions,
): Promise<ServedCrm> {
  let url = '';
  const state = savedState(options.dataDir, options.name);
  const { now, wait = realTime } = options;
  const { found: saved, changed, wrote } = state;
  const crm = make({ now, wait, url: () => url, saved, changed, wrote });
  state.begin(crm);

  const control = new Hono<ServedEnv>().route('/_emulator', controlRoutes(crm));
  const { app, title } = crm;
  const server = createAdaptorServer({
    fetch: (request, env) => (isControl(request) ? control : app).fetch(request, env),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error) => reject(new Error(listenProblem(error, title, options))));
    server.listen(options.port, options.host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : options.port);
    });
  });
  url = `http://localhost:${port}`;

  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          state.close();
          resolve();
        });
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function realTime(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function isControl(request: Request): boolean {
  return /^\/_emulator(\/|$)/.test(new URL(request.url).pathname);
}

function listenProblem(error: Error, title: string, { port }: ServeOptions): string {
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `Port ${port} is taken, so the ${title} emulator cannot start. Stop what uses it or choose another port.`;
  }
  return `The ${title} emulator cannot listen on port ${port}: ${error.message}`;
}
