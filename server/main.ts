import { createAdaptorServer } from '@hono/node-server';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { BadSettings } from './config.js';
import { createServer, type Server } from './server.js';
import { StoreRefused } from './store/refused.js';

// What is run is the product, whoever forgot to say so.
process.env['NODE_ENV'] ??= 'production';

// By itself the heap doubles before it is cleaned; this keeps the server under 200 MB and costs no measurable time.
setFlagsFromString('--heap-growing-percent=50');

/** Longest time that a stop waits for what is under way. */
const drainMs = 9_500;

const port = Number(process.env.PORT?.trim() || 4000);
const server = await made();
const listener = createAdaptorServer({ fetch: (request) => server.fetch(request) });
listener.once('error', (error) => {
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  fail([
    taken
      ? `Port ${port} is taken. Stop what uses it, or set PORT.`
      : `The server cannot listen on port ${port}: ${error.message}`,
  ]);
});
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
// Probes are answered from here on, while the database may still be brought up to date.
await new Promise<void>((resolve) => listener.listen(port, resolve));
await server.start().catch(refused);
const address = listener.address();
const listening = typeof address === 'object' && address ? address.port : port;
console.log(
  JSON.stringify({ level: 'info', time: new Date().toISOString(), port: listening, msg: 'listening' }),
);

async function made(): Promise<Server> {
  try {
    const file = /^file:([^?]+)/.exec(process.env.DATABASE_URL ?? 'file:./data/crm-connect.db')?.[1];
    const server = createServer(process.env);
    if (file) await mkdir(dirname(file), { recursive: true });
    return server;
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): never {
  if (error instanceof BadSettings) return fail(error.problems);
  if (error instanceof StoreRefused) return fail([error.message]);
  throw error;
}

function fail(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}

/** Keeps its port until everything is done, so that whoever comes meanwhile is told to go elsewhere. */
async function stop(): Promise<void> {
  setTimeout(() => process.exit(0), drainMs).unref();
  await server.close();
  const closed = new Promise((resolve) => listener.close(resolve));
  if ('closeIdleConnections' in listener) {
    // A connection is idle only once its last reply is through.
    setInterval(() => listener.closeIdleConnections(), 50).unref();
  }
  await closed;
  process.exit(0);
}
