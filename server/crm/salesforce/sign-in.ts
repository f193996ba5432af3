import { CrmError, type SignIn } from '../adapter.js';
import { readAccount } from './account.js';
import { isHostName, isLoopback } from './hosts.js';
import type { SalesforceSettings } from './settings.js';
import { refusal } from './refusal.js';
import { requestGrant, revokeToken } from './tokens.js';

/** Scopes that the app asks for (Salesforce docs, OAuth Tokens and Scopes). */
export const scopes = ['api', 'refresh_token', 'id', 'openid'] as const;

/** OAuth web server flow with PKCE (Salesforce docs, OAuth 2.0 Web Server Flow). */
export function createSignIn(settings: SalesforceSettings): SignIn {
  const { clientId, hosts } = settings;
  return {
    loginUrl({ environment, domain }) {
      if (domain === null || domain.trim() === '') {
        return { url: environment === 'sandbox' ? settings.sandboxLoginUrl : settings.loginUrl };
      }
      const url = ownLogin(domain.trim());
      return url === null ? { refused: notListed(domain.trim()) } : { url };
    },

    authorizeUrl({ loginUrl, redirectUri, state, codeChallenge }) {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      });
      return `${loginUrl}/services/oauth2/authorize?${query}`;
    },

    async exchange({ loginUrl, redirectUri, code, codeVerifier }, io) {
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      };
      const reply = await requestGrant(settings, loginUrl, form, io);
      if (reply.refreshToken === null) throw new CrmError(refusal('no_refresh_token', null));
      return { ...reply, refreshToken: reply.refreshToken, loginUrl, renewAt: null, rotates: false };
    },

    async refresh(grant, io) {
      const form = { grant_type: 'refresh_token', refresh_token: grant.refreshToken };
      const reply = await requestGrant(settings, grant.loginUrl, form, io);
      const refreshToken = reply.refreshToken ?? grant.refreshToken;
      return {
        ...grant,
        accessToken: reply.accessToken,
        refreshToken,
        // An org that was renamed answers with its new address.
        apiUrl: reply.apiUrl,
        scopes: reply.scopes.length > 0 ? reply.scopes : grant.scopes,
        rotates: grant.rotates || refreshToken !== grant.refreshToken,
      };
    },

    revoke: (grant, io) => revokeToken(settings, grant, io),
    account: (client, signal) => readAccount(client, signal),
    refusal,
  };

  function notListed(domain: string): string {
    const [host] = hostAndPath(domain);
    const asked = `“${domain}” is no Salesforce login that may be used here. Enter your My Domain, such as acme.my.salesforce.com.`;
    if (!isHostName(host)) return asked;
    return `${asked} If ${host} is one, the engineers who run this app add ${host} to SALESFORCE_HOSTS.`;
  }

  /** A host name, however it was pasted; only on this machine does a login have a path. */
  function ownLogin(domain: string): string | null {
    const [host, path] = hostAndPath(domain);
    const isHere = isLoopback(host.replace(/:\d+$/, '').toLowerCase());
    return hosts.allow(isHere ? `http://${host}${path}` : `https://${host}`);
  }
}

function hostAndPath(pasted: string): readonly [host: string, path: string] {
  const [, host = '', path = ''] = /^(?:https?:\/\/)?([^/]*)(.*)$/i.exec(pasted) ?? [];
  return [host, path];
}
