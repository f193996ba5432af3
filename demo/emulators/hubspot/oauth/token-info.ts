import type { JsonObject } from '../../json.js';
import type { AccessToken, Grant } from '../grants.js';
import type { HubspotOrg } from '../org.js';
import { app } from './app.js';

/** What introspection tells of an access token (HubSpot's OpenAPI document for OAuth, 2026-03). */
export function accessTokenInfo(org: HubspotOrg, grant: Grant, access: AccessToken, now: number): JsonObject {
  return {
    ...shared(org, grant, access.token),
    active: access.expiresAt > now,
    token_use: 'access_token',
    expires_in: Math.max(0, Math.round((access.expiresAt - now) / 1000)),
    is_private_distribution: false,
    token_type: 'access',
    signed_access_token: signedToken(org, grant, access.expiresAt),
  };
}

/** What introspection tells of a refresh token. */
export function refreshTokenInfo(org: HubspotOrg, grant: Grant): JsonObject {
  return {
    ...shared(org, grant, grant.refreshToken),
    active: !grant.revoked,
    token_use: 'refresh_token',
    token_type: 'refresh',
  };
}

/** The older form of the same, which v1 answers. */
export function legacyTokenInfo(
  org: HubspotOrg,
  grant: Grant,
  token: string,
  type: 'access' | 'refresh',
  expiresAt: number | undefined,
): JsonObject {
  const info = { ...shared(org, grant, token), token_type: type };
  if (expiresAt === undefined) return info;
  const expires_in = Math.max(0, Math.round((expiresAt - org.now()) / 1000));
  return { ...info, expires_in, signed_access_token: signedToken(org, grant, expiresAt) };
}

function shared(org: HubspotOrg, grant: Grant, token: string): JsonObject {
  return {
    token,
    hub_id: org.portalId,
    hub_domain: org.domain,
    user: org.user.email,
    user_id: grant.userId,
    app_id: app.id,
    client_id: app.clientId,
    scopes: org.effectiveScopes(grant.scopes),
  };
}

function signedToken(org: HubspotOrg, grant: Grant, expiresAt: number): JsonObject {
  return {
    expiresAt,
    scopes: 'AAEAAQ==',
    hubId: org.portalId,
    userId: grant.userId,
    installingUserId: grant.userId,
    appId: app.id,
    appInstallId: '9c1a5b0e-4a52-4a3e-9f4d-0c1f5a7b2d10',
    audience: 'api',
    hublet: 'na1',
    isUserLevel: false,
    isServiceAccount: false,
    isPrivateDistribution: false,
    signature: 'c2lnbmF0dXJl',
    newSignature: 'bmV3LXNpZ25hdHVyZQ==',
    scopeToScopeGroupPks: '',
    trialScopes: '',
    trialScopeToScopeGroupPks: '',
  };
}
