import { Hono } from 'hono';
import { invalid, notFound } from '../errors.js';
import type { Grants } from '../grants.js';
import { noContent, reply, requireScope, type HubspotEnv } from '../hubspot-env.js';
import { accepted } from '../scopes.js';

/** Account details: `/account-info/{version}`. */
export function accountRoutes(): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.get('/details', (c) => {
    requireScope(c, accepted.account);
    const isTidy = c.var.org.name === 'tidy';
    return reply({
      portalId: c.var.org.portalId,
      accountType: isTidy ? 'STANDARD' : 'SANDBOX',
      timeZone: c.var.org.timeZone,
      companyCurrency: isTidy ? 'USD' : 'JPY',
      additionalCurrencies: isTidy ? [] : ['EUR', 'USD'],
      ...utcOffset(c.var.org.timeZone, c.var.org.now()),
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    });
  });
  return routes;
}

/** Users who may own records: `/crm/v3/owners`. */
export function ownerRoutes(): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.get('/', (c) => {
    requireScope(c, accepted.owners);
    const limit = Number(c.req.query('limit') ?? 100);
    if (!Number.isInteger(limit) || limit < 1 || limit > 500)
      throw invalid('limit must be between 1 and 500');
    const email = c.req.query('email')?.toLowerCase();
    const isArchived = c.req.query('archived') === 'true';
    const found = c.var.org.owners.filter(
      (owner) =>
        owner.archived === isArchived && (email === undefined || owner.email.toLowerCase() === email),
    );
    const start = Math.max(
      0,
      found.findIndex((owner) => owner.id === c.req.query('after')),
    );
    const next = found[start + limit];
    return reply({
      results: found.slice(start, start + limit).map((owner) => ({ ...owner })),
      ...(next ? { paging: { next: { after: next.id } } } : {}),
    });
  });
  routes.get('/:ownerId', (c) => {
    requireScope(c, accepted.owners);
    const id = c.req.param('ownerId');
    const byUser = c.req.query('idProperty') === 'userId';
    const isArchived = c.req.query('archived') === 'true';
    const owner = c.var.org.owners.find(
      (candidate) =>
        (byUser ? String(candidate.userId) : candidate.id) === id && candidate.archived === isArchived,
    );
    if (!owner) throw notFound();
    return reply({ ...owner });
  });
  return routes;
}

/** Users of the account: `/settings/v3/users`. */
export function userRoutes(): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.get('/', (c) => {
    requireScope(c, accepted.users);
    const { org } = c.var;
    const admin = { id: String(org.user.id), email: org.user.email, superAdmin: true, roleIds: [] };
    const others = org.owners.map(({ userId, email }) => ({
      id: String(userId),
      email,
      superAdmin: false,
      roleIds: [],
    }));
    return reply({ results: [admin, ...others] });
  });
  return routes;
}

/** Uninstalling the app: `DELETE /appinstalls/{version}/external-install` ends every grant of the account. */
export function installRoutes(grants: Grants): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  routes.delete('/external-install', (c) => {
    requireScope(c, accepted.account);
    grants.endAll(c.var.org.name);
    c.var.org.changed();
    return noContent();
  });
  return routes;
}

function utcOffset(timeZone: string, now: number) {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const utcOffsetMilliseconds = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { utcOffset: `${sign}${hours}:${minutes}`, utcOffsetMilliseconds };
}
