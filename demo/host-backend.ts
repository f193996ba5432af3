import { join } from 'node:path';
import { Hono } from 'hono';
import type { HostPage } from './build-host-page.js';
import { sessionToken } from './crm-token.js';
import { frameworkPages, frameworks } from './framework-pages.js';
import { codeShown } from './northlane/code-shown.js';
import { contentPolicy } from './northlane/content-policy.js';
import { crmConnectApi } from './northlane/crm-connect-api.js';
import { hostState } from './northlane/host-state.js';
import { northlaneApi } from './northlane/northlane-api.js';
import { pageFiles } from './northlane/page-files.js';
import type { DemoSettings } from './settings.js';

const tenant = 'demo';

/** The backend of Northlane, a fictional scheduling app: its page, its session tokens, its bookings. */
export function createHostBackend(settings: DemoSettings, page: HostPage): Hono {
  const secret = (settings.server['SESSION_SECRET'] ?? '').split(',')[0] ?? '';
  const crm = crmConnectApi(settings.serverUrl, () =>
    sessionToken(secret, { tenant, sub: 'northlane-backend', role: 'service' }),
  );
  const state = hostState(join(settings.dataDir, 'northlane.json'));
  const files = pageFiles(page, settings.serverUrl);
  const app = new Hono();

  app.use('*', async (c, next) => {
    await next();
    if (page.origin === null) c.header('content-security-policy', contentPolicy(settings, c.req.path));
  });

  // The one route that a host adds for the widget: a token for whoever is signed in, for its own page only.
  app.get('/crm-token', (c) => {
    const site = c.req.header('sec-fetch-site') ?? 'same-origin';
    const origin = c.req.header('origin') ?? settings.hostUrl;
    if ((site !== 'same-origin' && site !== 'none') || origin !== settings.hostUrl) {
      return c.json({ error: 'Only this page may ask.' }, 403);
    }
    c.header('cache-control', 'no-store');
    return c.json({ token: sessionToken(secret, { tenant, sub: 'Ana Ruiz', role: 'admin' }) });
  });

  app.get('/api/config', (c) =>
    c.json({
      server: settings.serverUrl,
      crms: [
        { id: 'hubspot', name: 'HubSpot', url: `http://localhost:${settings.ports.hubspot}` },
        { id: 'salesforce', name: 'Salesforce', url: `http://localhost:${settings.ports.salesforce}` },
      ],
    }),
  );
  app.get('/api/code', async (c) => c.json({ snippets: await codeShown(settings.serverUrl) }));
  app.route('/api', northlaneApi(state, crm));
  const frameworkPage = frameworkPages(join(settings.dataDir, 'frameworks'));
  for (const framework of frameworks) {
    app.get(`/frameworks/${framework}`, (c) => c.redirect(`/frameworks/${framework}/`));
    app.get(`/frameworks/${framework}/*`, async (c) => {
      const folder = await frameworkPage(framework);
      const path = c.req.path.slice(`/frameworks/${framework}`.length);
      return pageFiles({ folder, origin: null }, settings.serverUrl)(path === '/' ? '/index.html' : path);
    });
  }
  app.get('*', (c) => files(c.req.path + new URL(c.req.url).search));

  // The app tells which fields and questions it has whenever it starts.
  void crm
    .tellFields()
    .then(() => crm.tellQuestions(state.current.questions))
    .catch((error: unknown) => console.error('The demo host could not reach the CRM Connect server.', error));
  return app;
}
