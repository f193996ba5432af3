import { Hono } from 'hono';
import { orgName, type OrgName } from '../../emulated-org.js';
import type { Grants } from '../grants.js';
import type { HubspotEnv } from '../hubspot-env.js';
import type { HubspotOrg } from '../org.js';
import { grantable, parseAuthorize } from './authorize-request.js';
import { consentPage, declinedPage, problemPage } from './pages.js';

/** The pages where a user allows or declines the app: `/oauth/authorize`. */
export function authorizeRoutes(orgs: Record<OrgName, HubspotOrg>, grants: Grants): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  for (const path of ['/authorize', '/:portalId{[0-9]+}/authorize']) {
    routes.get(path, (c) => {
      const query = new URL(c.req.url).searchParams;
      const request = parseAuthorize(query);
      if (typeof request === 'string') return c.html(problemPage('Couldn’t connect the app', request), 400);
      return c.html(consentPage(request, orgs, query.toString()));
    });
    routes.post(path, async (c) => {
      const form = new URLSearchParams(await c.req.text());
      // HubSpot sends nothing back to the app when the user declines (HubSpot docs, working with OAuth, Nov 2026).
      if (form.get('decision') !== 'allow') return c.html(declinedPage());
      const request = parseAuthorize(new URLSearchParams(form.get('request') ?? ''));
      if (typeof request === 'string') return c.html(problemPage('Couldn’t connect the app', request), 400);
      const org = orgs[orgName(form.get('org') ?? undefined) ?? 'tidy'];
      const { scopes, lacked } = grantable(request, org);
      if (lacked.length > 0) {
        const why = `This account doesn’t have access to some HubSpot features that the app needs: ${lacked.join(', ')}. Ask an admin of the account, or choose another one.`;
        return c.html(problemPage('Couldn’t complete the connection', why), 403);
      }
      const code = grants.issueCode({
        org: org.name,
        scopes,
        userId: org.user.id,
        redirectUri: request.redirectUri,
        challenge: request.challenge,
      });
      const target = new URL(request.redirectUri);
      target.searchParams.set('code', code.code);
      if (request.state !== undefined) target.searchParams.set('state', request.state);
      return c.redirect(target.href, 302);
    });
  }
  return routes;
}
