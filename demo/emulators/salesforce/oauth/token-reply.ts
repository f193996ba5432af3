import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../json.js';
import type { Emulator } from '../emulator.js';
import type { Org } from '../org.js';
import { registeredApp } from './app.js';
import type { Grant } from './grants.js';
import type { IdTokens } from './id-tokens.js';

/** What else goes into a token reply. */
export interface ReplyParts {
  /** The login's address, which the identity URL begins with. */
  issuer: string;
  /** Given out with a new approval, and by a refresh when the org rotates. */
  refreshToken?: string | undefined;
  idTokens?: IdTokens;
  nonce?: string | undefined;
}

/** Makes a new access token and the reply around it: no `expires_in`, as Salesforce tells none. */
export function tokenReply(emulator: Emulator, org: Org, grant: Grant, parts: ReplyParts): JsonObject {
  const organizationId = org.organizationId(grant.sandbox);
  const { token } = emulator.grants.issue(grant, organizationId);
  const id = identityUrl(parts.issuer, org, grant);
  const issuedAt = String(org.now());
  const idToken =
    parts.idTokens && grant.scopes.includes('openid')
      ? parts.idTokens.sign(parts.issuer, id, registeredApp.clientId, org.now(), parts.nonce)
      : undefined;
  return {
    access_token: token,
    ...(parts.refreshToken !== undefined && { refresh_token: parts.refreshToken }),
    signature: createHmac('sha256', registeredApp.clientSecret).update(`${id}${issuedAt}`).digest('base64'),
    scope: grant.scopes.join(' '),
    ...(idToken !== undefined && { id_token: idToken }),
    instance_url: org.rules.instanceUrl ?? emulator.url(),
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
}

/** The address that names a user of an org; both ids are read from it. */
export function identityUrl(issuer: string, org: Org, grant: Grant): string {
  return `${issuer}/id/${org.organizationId(grant.sandbox)}/${grant.userId}`;
}
