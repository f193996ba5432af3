/** `npm start`: the widget, the server, both emulated CRMs and a host page, on four origins as in life. */
import { createServer } from '../server/index.js';
import { buildHostPage } from './build-host-page.js';
import { startEmulators } from './emulators/index.js';
import { createHostBackend } from './host-backend.js';
import { listen } from './listen.js';
import { demoSettings } from './settings.js';

async function start(): Promise<void> {
  const dev = process.argv.includes('--dev');
  const settings = demoSettings(process.env, process.env['DATA_DIR'] || 'data');
  const page = await buildHostPage({ dev, ...settings });
  const closing: (() => Promise<void>)[] = [() => page.close()];

  const emulators = await startEmulators({
    hubspot: { port: settings.ports.hubspot },
    salesforce: { port: settings.ports.salesforce },
    dataDir: settings.dataDir,
  });
  closing.unshift(() => emulators.close());

  const server = createServer(settings.server);
  await server.start();
  closing.unshift(() => server.close());
  const api = await listen('the CRM Connect server', 'PORT', settings.ports.server, (request) =>
    server.fetch(request),
  );
  closing.unshift(() => api.close());

  const backend = createHostBackend(settings, page);
  const host = await listen('the demo host page', 'DEMO_PORT', settings.ports.host, (request) =>
    backend.fetch(request),
  );
  closing.unshift(() => host.close());

  console.log(`
  Host page            ${host.url}
  CRM Connect server   ${settings.serverUrl}   (API described at ${settings.serverUrl}/docs)
  HubSpot emulator     ${emulators.hubspot.url}
  Salesforce emulator  ${emulators.salesforce.url}

  The tags in a page of React, Vue, Svelte or Angular: ${host.url}/frameworks/react and so on.

  Try it: open ${host.url}, press Connect on HubSpot or Salesforce and choose Allow.
  Map a field, save, then book a meeting under Booking page and watch it arrive in the CRM on the right.
  Keys, database and the CRMs' records are kept in ${settings.dataDir}/, so the next start carries on. Stop with Ctrl+C.
`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    for (const close of closing) await close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
