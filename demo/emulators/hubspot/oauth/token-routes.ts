import { Hono } from 'hono';
import type { OrgName } from '../../emulated-org.js';
import type { JsonObject } from '../../json.js';
import { notFound } from '../errors.js';
import { fitsChallenge, type Grant, type Grants } from '../grants.js';
import { noContent, reply, type Call, type HubspotEnv } from '../hubspot-env.js';
import type { HubspotOrg } from '../org.js';
import { app } from './app.js';
import { oauthError } from './oauth-error.js';
import { tokenAnswer } from './token-answer.js';
import { accessTokenInfo, legacyTokenInfo, refreshTokenInfo } from './token-info.js';

/** The token endpoints of one version: `/oauth/2026-03/token` and its sisters. */
export function tokenRoutes(
  orgs: Record<OrgName, HubspotOrg>,
  grants: Grants,
  version: string,
): Hono<HubspotEnv> {
  const routes = new Hono<HubspotEnv>();
  const now = () => orgs.tidy.now();

  routes.post('/token', async (c) => {
    const form = await readForm(c, version);
    assertClient(form);
    const grant = redeem(form, grants, now());
    const org = orgs[grant.org];
    const answer = tokenAnswer(org, grant, grants.issueAccess(grant, org.settings.tokenLifetimeSeconds));
    org.changed();
    return reply(answer, 200, { 'cache-control': 'no-store, no-transform', pragma: 'no-cache' });
  });
  routes.post('/token/introspect', async (c) => {
    const form = await readForm(c, version);
    assertClient(form);
    return reply(introspect(form.get('token') ?? '', orgs, grants, now()));
  });
  routes.post('/token/revoke', async (c) => {
    const token = (await readForm(c, version)).get('token') ?? '';
    const grant = grants.byRefreshToken(token);
    if (grant) {
      grants.revokeRefreshToken(token);
      orgs[grant.org].changed();
    }
    return new Response(null, { status: 200 });
  });
  if (version !== 'v1') return routes;

  routes.get('/access-tokens/:token', (c) => {
    const found = grants.byAccessToken(c.req.param('token'));
    if (!found || found.access.expiresAt <= now()) throw notFound('access token not found');
    return reply(
      legacyTokenInfo(
        orgs[found.grant.org],
        found.grant,
        found.access.token,
        'access',
        found.access.expiresAt,
      ),
    );
  });
  routes.get('/refresh-tokens/:token', (c) => {
    const grant = grants.byRefreshToken(c.req.param('token'));
    if (!grant || grant.revoked) throw notFound('refresh token not found');
    return reply(legacyTokenInfo(orgs[grant.org], grant, grant.refreshToken, 'refresh', undefined));
  });
  routes.delete('/refresh-tokens/:token', (c) => {
    const grant = grants.byRefreshToken(c.req.param('token'));
    if (grant) {
      grants.revokeRefreshToken(grant.refreshToken);
      orgs[grant.org].changed();
    }
    return noContent();
  });
  return routes;
}

/** Parameters of the body; v1 also took them from the query. */
async function readForm(c: Call, version: string): Promise<URLSearchParams> {
  const form = new URLSearchParams(await c.req.text());
  if (version === 'v1')
    for (const [key, value] of Object.entries(c.req.query())) if (!form.has(key)) form.set(key, value);
  return form;
}

function assertClient(form: URLSearchParams): void {
  if (form.get('client_id') !== app.clientId) {
    throw oauthError('invalid_client', 'BAD_CLIENT_ID', 'missing or unknown client id');
  }
  if (form.get('client_secret') !== app.clientSecret) {
    throw oauthError('invalid_client', 'BAD_CLIENT_SECRET', 'missing or invalid client secret');
  }
}

function redeem(form: URLSearchParams, grants: Grants, now: number): Grant {
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(form, grants, now);
    case 'refresh_token': {
      const grant = grants.byRefreshToken(form.get('refresh_token') ?? '');
      if (grant && !grant.revoked) return grant;
      throw oauthError('invalid_grant', 'BAD_REFRESH_TOKEN', 'refresh token is invalid, expired or revoked');
    }
    default:
      throw oauthError('unsupported_grant_type', 'BAD_GRANT_TYPE', 'missing or unknown grant type');
  }
}

function redeemCode(form: URLSearchParams, grants: Grants, now: number): Grant {
  const code = grants.peekCode(form.get('code') ?? '');
  if (!code) throw oauthError('invalid_grant', 'BAD_AUTH_CODE', 'missing or unknown auth code');
  if (form.get('redirect_uri') !== code.redirectUri) {
    throw oauthError(
      'invalid_grant',
      'MISMATCH_REDIRECT_URI_AUTH_CODE',
      'redirect uri does not match the auth code',
    );
  }
  grants.spendCode(code.code);
  if (code.expiresAt <= now) throw oauthError('invalid_grant', 'EXPIRED_AUTH_CODE', 'auth code is expired');
  if (code.challenge && !fitsChallenge(code.challenge, form.get('code_verifier') ?? '')) {
    throw oauthError('invalid_grant', 'BAD_AUTH_CODE', 'code verifier does not match the code challenge');
  }
  return grants.issue(code.org, code.scopes, code.userId);
}

function introspect(
  token: string,
  orgs: Record<OrgName, HubspotOrg>,
  grants: Grants,
  now: number,
): JsonObject {
  const found = grants.byAccessToken(token);
  if (found) return accessTokenInfo(orgs[found.grant.org], found.grant, found.access, now);
  const grant = grants.byRefreshToken(token);
  if (grant) return refreshTokenInfo(orgs[grant.org], grant);
  throw oauthError('invalid_request', 'BAD_TOKEN', 'token is invalid, expired or revoked');
}
