import type { Context } from 'hono';
import { faultGate, type GatedCall, type GatedEnv } from '../fault-gate.js';
import type { EmulatedOrg, OrgName } from '../emulated-org.js';
import { callRoute } from './call-route.js';
import { correlationId } from './correlation-id.js';
import { rateLimited, statusBody } from './errors.js';
import type { Grants } from './grants.js';

/** Counts calls and applies faults; the org is the one whose token the call carries. */
export function hubspotGate(
  orgs: Record<OrgName, EmulatedOrg>,
  grants: Grants,
  now: () => number,
  wait: (ms: number) => Promise<void>,
) {
  const callOf = async (c: Context<GatedEnv>): Promise<GatedCall> => {
    const { path, method } = c.req;
    const api = !/^\/(oauth(\/|$)|$|favicon)/.test(path);
    const name = api ? grants.byAccessToken(bearer(c))?.grant.org : await tokenRequestOrg(c, grants);
    const { object, route } = callRoute(path);
    return {
      method,
      path,
      api,
      org: name && orgs[name],
      objects: async () => (object ? [object] : []),
      route,
    };
  };

  return faultGate(
    {
      call: callOf,
      rateLimited: (_, limit) => {
        throw rateLimited(limit === 'daily' ? 'DAILY' : 'TEN_SECONDLY_ROLLING', correlationId(now()));
      },
      errorBody: (_, status) => statusBody(status, correlationId(now())),
      revoke: async (c) => {
        const grant = grants.byAccessToken(bearer(c))?.grant ?? (await refreshGrant(c, grants));
        if (grant) grants.end(grant);
      },
    },
    orgs.tidy,
    wait,
  );
}

/** The bearer token of a request; empty when it has none. */
export function bearer(c: Context): string {
  return /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
}

async function tokenRequestOrg(c: Context<GatedEnv>, grants: Grants): Promise<OrgName | undefined> {
  if (c.req.method !== 'POST' || !/\/token/.test(c.req.path)) return undefined;
  const form = new URLSearchParams(await c.req.text());
  return (await refreshGrant(c, grants))?.org ?? grants.peekCode(form.get('code') ?? '')?.org;
}

async function refreshGrant(c: Context<GatedEnv>, grants: Grants) {
  if (c.req.method !== 'POST') return undefined;
  const form = new URLSearchParams(await c.req.text());
  return grants.byRefreshToken(form.get('refresh_token') ?? form.get('token') ?? '');
}
