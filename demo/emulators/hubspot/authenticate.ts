import { createMiddleware } from 'hono/factory';
import type { OrgName } from '../emulated-org.js';
import { expiredToken, noCredentials, rateLimited } from './errors.js';
import { bearer } from './gate.js';
import type { Grants } from './grants.js';
import type { HubspotEnv } from './hubspot-env.js';
import type { HubspotOrg } from './org.js';

/** Lets calls with a live token in and counts them against the limits of the account. */
export function authenticate(orgs: Record<OrgName, HubspotOrg>, grants: Grants, now: () => number) {
  return createMiddleware<HubspotEnv>(async (c, next) => {
    const found = grants.byAccessToken(bearer(c));
    if (!found || (found.grant.revoked && found.access.expiresAt <= now())) throw noCredentials();
    if (found.access.expiresAt <= now()) throw expiredToken(found.access.expiresAt, now());
    const org = orgs[found.grant.org];
    c.set('org', org);
    c.set('grant', found.grant);

    const { limits } = org.settings;
    const requestId = c.var.correlationId;
    if (c.req.path.endsWith('/search')) {
      // Search has its own limit and tells nothing about the others.
      if (!org.searches.take(limits.searchSecondly)) throw rateLimited('SECONDLY', requestId);
      return next();
    }
    const max = limits.tenSecondly;
    const isIn = org.rolling.take(max);
    const isInDay = limits.daily === null || !isIn || org.today.take(limits.daily);
    c.set('rateHeaders', {
      ...rateHeaders({ max, remaining: org.rolling.remaining(max) }),
      ...(limits.daily !== null && dailyHeaders(limits.daily, org.today.remaining(limits.daily))),
    });
    if (!isIn) throw rateLimited('TEN_SECONDLY_ROLLING', requestId);
    if (!isInDay) throw rateLimited('DAILY', requestId);
    return next();
  });
}

/** What every answer but a search's says about the limit (HubSpot changelog, rate limit headers for OAuth calls). */
export function rateHeaders({ max, remaining }: { max: number; remaining: number }): Record<string, string> {
  return {
    'x-hubspot-ratelimit-max': String(max),
    'x-hubspot-ratelimit-remaining': String(remaining),
    'x-hubspot-ratelimit-interval-milliseconds': '10000',
  };
}

/** What private apps hear of their daily limit; OAuth apps have none (HubSpot docs, API usage guidelines, Nov 2026). */
function dailyHeaders(max: number, remaining: number): Record<string, string> {
  return {
    'x-hubspot-ratelimit-daily': String(max),
    'x-hubspot-ratelimit-daily-remaining': String(remaining),
  };
}
