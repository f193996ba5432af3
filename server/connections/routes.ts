import { Hono } from 'hono';
import {
  authorize,
  cancelAttempt,
  disconnect,
  getAttempt,
  listConnections,
  pauseConnection,
} from '../contract/routes/connections.js';
import { listProviders } from '../contract/routes/providers.js';
import type { Provider } from '../contract/model/index.js';
import type { CrmOffer } from '../crm/index.js';
import { api, type ApiEnv } from '../http/api.js';
import { callbackPage } from './callback-page.js';
import type { Connections } from './connections.js';
import type { Crms } from './crms.js';
import type { SignIns } from './sign-ins.js';

/** Signing in, and the connections that come of it. */
export function connectionsRoutes(connections: Connections) {
  const { signIns } = connections;
  return api()
    .openapi(authorize, async (c) => {
      const { provider } = c.req.valid('param');
      return c.json(
        await signIns.start(c.var.session, provider, c.req.valid('json'), c.req.header('origin')),
        200,
      );
    })
    .openapi(getAttempt, async (c) => {
      return c.json(await signIns.find(c.var.session.tenant, c.req.valid('param').attemptId), 200);
    })
    .openapi(cancelAttempt, async (c) => {
      return c.json(await signIns.cancel(c.var.session.tenant, c.req.valid('param').attemptId), 200);
    })
    .openapi(listConnections, async (c) => {
      const records = await connections.list(c.var.session.tenant);
      return c.json({ connections: await Promise.all(records.map(connections.describe)) }, 200);
    })
    .openapi(pauseConnection, async (c) => {
      const { provider } = c.req.valid('param');
      const changed = await connections.pause(c.var.session.tenant, provider, c.req.valid('json').paused);
      return c.json(await connections.describe(changed), 200);
    })
    .openapi(disconnect, async (c) => {
      const { provider } = c.req.valid('param');
      await connections.disconnect(c.var.session.tenant, provider, c.req.valid('query').mapping);
      return c.body(null, 204);
    });
}

/** The cards: every CRM that this server knows, and the tenant's connection to it. */
export function providersRoutes(crms: Crms, connections: Connections) {
  return api().openapi(listProviders, async (c) => {
    const records = await connections.list(c.var.session.tenant);
    const providers = crms.offers.map(async (offer) => {
      const record = records.find(({ provider }) => provider === offer.id);
      return { ...card(offer), connection: record ? await connections.describe(record) : null };
    });
    return c.json({ providers: await Promise.all(providers) }, 200);
  });
}

/** Where CRMs send the pop-up back to. No session: the random `state` says whose sign-in it is. */
export function oauthCallback(signIns: SignIns) {
  return new Hono<ApiEnv>().get('/:provider/callback', async (c) => {
    const end = await signIns.finish(c.req.param('provider'), new URL(c.req.url).searchParams);
    const { html, headers } = callbackPage(end);
    return c.body(html, end.attemptId === null ? 400 : 200, headers);
  });
}

function card({ id, about, adapter }: CrmOffer): Omit<Provider, 'connection'> {
  return {
    id,
    name: about.name,
    summary: about.summary,
    advice: about.advice,
    configured: adapter !== null,
    fieldWord: about.fieldWord,
    environments: about.environments,
    customDomain: about.customDomain,
    canCreateFields: about.canCreateFields,
    objects: about.objects.map(({ name, label, singular, role }) => ({ name, label, singular, role })),
    createAs: about.createAs,
    permissions: about.permissions,
  };
}
