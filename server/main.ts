import { createAdaptorServer } from '@hono/node-server';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BadSettings } from './config.js';
import { createServer, type Server } from './server.js';
import { StoreRefused } from './store/refused.js';

/** Longest time that a stop waits for what is under way. */
const drainMs = 10_000;

const port = Number(process.env.PORT?.trim() || 4000);
const server = await started();
const listener = createAdaptorServer({ fetch: (request) => server.fetch(request) });
listener.once('error', (error) => {
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  fail([
    taken
      ? `Port ${port} is taken. Stop what uses it, or set PORT.`
      : `The server cannot listen on port ${port}: ${error.message}`,
  ]);
});
listener.listen(port, () => {
  const address = listener.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  console.log(
    JSON.stringify({ level: 'info', time: new Date().toISOString(), port: listening, msg: 'listening' }),
  );
});
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

async function started(): Promise<Server> {
  try {
    const file = /^file:([^?]+)/.exec(process.env.DATABASE_URL ?? 'file:./data/crm-connect.db')?.[1];
    const made = createServer(process.env);
    if (file) await mkdir(dirname(file), { recursive: true });
    await made.start();
    return made;
  } catch (error) {
    if (error instanceof BadSettings) return fail(error.problems);
    if (error instanceof StoreRefused) return fail([error.message]);
    throw error;
  }
}

function fail(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}

function stop(): void {
  setTimeout(() => process.exit(0), drainMs).unref();
  const closed = server.close();
  listener.close();
  if ('closeIdleConnections' in listener) listener.closeIdleConnections();
  void closed.then(() => process.exit(0));
}
