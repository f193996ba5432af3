import { createAdaptorServer } from '@hono/node-server';
import { setFlagsFromString } from 'node:v8';
import { createServer, type Server } from '../../server/server.js';
import { createLog } from '../../server/http/log.js';
import type { Usage } from './apart.js';

// As in server/main.ts.
process.env['NODE_ENV'] ??= 'production';
setFlagsFromString('--heap-growing-percent=50');

/** Forked by the bench: the server alone in a process of its own, which tells what it uses when it is asked. */
async function serve(): Promise<void> {
  const settings: Record<string, string> = JSON.parse(process.env['BENCH_SETTINGS'] ?? '{}');
  let server: Server | undefined;
  const listener = createAdaptorServer({
    fetch: (request) => server?.fetch(request) ?? new Response(null, { status: 503 }),
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const url = `http://localhost:${port}`;
  server = createServer({ ...settings, PUBLIC_URL: url }, { log: createLog('silent') });
  await server.start();
  process.on('message', (asked) => {
    if (asked === 'usage') process.send?.(usage());
    if (asked === 'stop') void server?.close().then(() => process.exit(0));
  });
  process.send?.({ url });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { rss: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 };
}

void serve();
