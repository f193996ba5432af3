import type { HubspotOrg } from '../org.js';
import { scopeWords } from '../scopes.js';
import { app, isRegisteredRedirect } from './app.js';

/** What the app asks the user for. */
export interface AuthorizeRequest {
  redirectUri: string;
  required: string[];
  optional: string[];
  state: string | undefined;
  challenge: { value: string; method: string } | undefined;
}

/** Reads the query of the authorize page; a string is what HubSpot's page would say is wrong. None of it is sent back to the app. */
export function parseAuthorize(query: URLSearchParams): AuthorizeRequest | string {
  if (query.get('client_id') !== app.clientId) {
    return 'Authorization failed because the client ID is missing or unknown. Check the app’s settings.';
  }
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isRegisteredRedirect(redirectUri)) {
    return 'Authorization failed because the redirect URL doesn’t match the app’s. This app takes localhost addresses only.';
  }
  const required = words(query.get('scope'));
  const optional = words(query.get('optional_scope'));
  const unknown = [...required, ...optional].filter((scope) => !(scope in scopeWords));
  if (unknown.length > 0) {
    return `Authorization failed because there is a mismatch between the scopes in the install URL and the app’s configured scopes: ${unknown.join(', ')}`;
  }
  if (required.length === 0) {
    return 'Authorization failed because the provided scopes are insufficient. The install URL names no scope.';
  }
  const value = query.get('code_challenge');
  return {
    redirectUri,
    required: [...new Set(['oauth', ...required])],
    optional: optional.filter((scope) => !required.includes(scope)),
    state: query.get('state') ?? undefined,
    challenge: value ? { value, method: query.get('code_challenge_method') ?? 'S256' } : undefined,
  };
}

/** What an account grants of a request: optional scopes that it lacks are dropped without a word. */
export function grantable(
  request: AuthorizeRequest,
  org: HubspotOrg,
): { scopes: string[]; lacked: string[] } {
  const held = org.effectiveScopes(request.required);
  return {
    scopes: [...held, ...org.effectiveScopes(request.optional)],
    lacked: request.required.filter((scope) => !held.includes(scope)),
  };
}

function words(text: string | null): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
