import type { JsonObject } from '../../json.js';
import type { AccessToken, Grant } from '../grants.js';
import type { HubspotOrg } from '../org.js';

/** What the token endpoint answers (HubSpot's OpenAPI document for OAuth, 2026-03). */
export function tokenAnswer(org: HubspotOrg, grant: Grant, access: AccessToken): JsonObject {
  return {
    token_type: 'bearer',
    refresh_token: grant.refreshToken,
    access_token: access.token,
    hub_id: org.portalId,
    scopes: org.effectiveScopes(grant.scopes),
    user_id: grant.userId,
    token_use: 'access_token',
    expires_in: Math.round((access.expiresAt - access.issuedAt) / 1000),
  };
}
