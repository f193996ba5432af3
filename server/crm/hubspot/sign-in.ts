import { z } from 'zod';
import { CrmError, type Grant, type Io, type SignIn } from '../adapter.js';
import { faultOf } from '../http.js';
import type { Fault } from '../../contract/model/index.js';
import { scopeFault } from './errors.js';
import type { Paths } from './paths.js';
import { accountInfo, introspection, oauthError, read, tokenReply } from './replies.js';
import { optionalScopes, requiredScopes } from './scopes.js';
import { defaultAppUrl, type HubspotSettings } from './settings.js';

/** HubSpot's OAuth in its date version (HubSpot docs, working with OAuth, Nov 2026). */
export function createSignIn(settings: HubspotSettings, paths: Paths): SignIn {
  const { clientId, clientSecret, appUrl, apiUrl } = settings;
  const keys = { client_id: clientId, client_secret: clientSecret };

  return {
    loginUrl: ({ domain }) =>
      domain === null ? { url: appUrl } : { refused: 'HubSpot has one login page for everyone.' },

    authorizeUrl({ loginUrl, redirectUri, state, codeChallenge }) {
      const query = {
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: requiredScopes.join(' '),
        optional_scope: optionalScopes.join(' '),
        state,
        // Not documented for ordinary apps and harmless there; the secret and the state carry the security.
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      };
      const text = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
      return `${loginUrl}/oauth/authorize?${text.join('&')}`;
    },

    async exchange({ redirectUri, code, codeVerifier }, io) {
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
      };
      const reply = await token({ ...form, ...keys }, io);
      const grant = grantOf(reply, io, false);
      return { ...grant, signedIn: await introspect(reply, io) };
    },

    async refresh(grant, io) {
      const form = { grant_type: 'refresh_token', refresh_token: grant.refreshToken };
      const reply = await token({ ...form, ...keys }, io);
      const rotates = grant.rotates || reply.refresh_token !== grant.refreshToken;
      const renewed = grantOf(reply, io, rotates);
      const scopes = reply.scopes ?? grant.scopes;
      return { ...renewed, scopes, ...(grant.signedIn === undefined ? {} : { signedIn: grant.signedIn }) };
    },

    async revoke(grant, io) {
      const reply = await post(
        paths.revoke,
        { token: grant.refreshToken, token_type_hint: 'refresh_token', ...keys },
        io,
      );
      // A token that HubSpot does not know any more is revoked as well.
      if (reply.status >= 500) throw new CrmError(tokenFault(reply.status, null));
    },

    async scopes(grant, io) {
      // Only one that the CRM still knows tells; a renewed one comes with its scopes anyway.
      const { status, body } = await introspected(grant.accessToken, io);
      const told = introspection.safeParse(body);
      return status === 200 && told.success && told.data.active ? (told.data.scopes ?? null) : null;
    },

    async account(client, signal, grant) {
      const reply = await client.request({ method: 'GET', path: paths.account, effect: 'read', signal });
      const info = read(accountInfo, reply);
      const id = String(info.portalId);
      return {
        id,
        name: grant?.signedIn?.accountName ?? `HubSpot account ${id}`,
        environment: info.accountType === 'STANDARD' ? 'production' : 'sandbox',
        user: grant?.signedIn?.user ?? { id: '', name: '', email: '' },
        ...(info.timeZone !== undefined && { timeZone: info.timeZone }),
        // An account lives on a regional page, which only the real HubSpot has.
        uiUrl: appUrl === defaultAppUrl && info.uiDomain ? `https://${info.uiDomain}` : appUrl,
      };
    },

    refusal: refusedSignIn,
  };

  async function token(form: Readonly<Record<string, string>>, io: Io): Promise<z.infer<typeof tokenReply>> {
    const { status, body } = await post(paths.token, form, io);
    const granted = tokenReply.safeParse(body);
    if (status === 200 && granted.success) return granted.data;
    throw new CrmError(tokenFault(status, body));
  }

  /** Who signed in; HubSpot tells it for the token alone, and nothing fails when it does not. */
  async function introspect(
    granted: z.infer<typeof tokenReply>,
    io: Io,
  ): Promise<NonNullable<Grant['signedIn']>> {
    const { body } = await introspected(granted.access_token, io);
    const told = introspection.safeParse(body);
    const about = told.success ? told.data : null;
    const id = about?.user_id ?? granted.user_id;
    const email = about?.user ?? '';
    return {
      accountName: about?.hub_domain ?? null,
      user: { id: id === undefined ? '' : String(id), name: email, email },
    };
  }

  function introspected(token: string, io: Io): Promise<{ status: number; body: unknown }> {
    return post(paths.introspect, { token, token_type_hint: 'access_token', ...keys }, io);
  }

  function grantOf(reply: z.infer<typeof tokenReply>, io: Io, rotates: boolean): Grant {
    return {
      accessToken: reply.access_token,
      refreshToken: reply.refresh_token,
      apiUrl,
      loginUrl: apiUrl,
      scopes: reply.scopes ?? [...requiredScopes],
      renewAt: new Date(io.now().getTime() + reply.expires_in * 1000 * renewalShare).toISOString(),
      rotates,
    };
  }

  async function post(
    path: string,
    form: Readonly<Record<string, string>>,
    io: Io,
  ): Promise<{ status: number; body: unknown }> {
    try {
      const response = await io.fetch(`${apiUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams(form).toString(),
        redirect: 'manual',
        signal: io.signal,
      });
      const text = await response.text();
      return { status: response.status, body: jsonOf(text) };
    } catch {
      io.signal.throwIfAborted();
      throw new CrmError(faultOf('network', 'HubSpot could not be reached.'));
    }
  }
}

/** Share of a token's life after which it is renewed; a 401 is not the documented signal for it. */
const renewalShare = 0.8;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function tokenFault(status: number, body: unknown): Fault {
  const told = oauthError.safeParse(body);
  const error = told.success ? told.data : {};
  const said = error.message ?? error.error_description ?? '';
  const params = { status: error.status ?? String(status), crmSaid: said };
  if (status === 429 || status >= 500) {
    return faultOf('crm_unavailable', 'HubSpot’s sign-in is not available right now.', { params });
  }
  if (error.status?.startsWith('BAD_CLIENT') || error.error === 'invalid_client') {
    return faultOf('app_not_installed', 'HubSpot does not accept this app’s keys.', {
      params,
      fix: { text: 'Check HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET on the server.' },
    });
  }
  if (status === 200)
    return faultOf('reply_unreadable', 'HubSpot answered in a way that could not be read.', { params });
  const what = error.status?.includes('AUTH_CODE')
    ? 'this sign-in, which may be used once only'
    : 'this connection';
  return faultOf('grant_revoked', `HubSpot does not accept ${what}${said ? `: ${said}` : ''}.`, {
    params,
    fix: { text: 'Reconnect HubSpot.' },
  });
}

function refusedSignIn(error: string, description: string | null): Fault {
  const said = description ?? error;
  if (error === 'access_denied') {
    return faultOf('grant_revoked', 'HubSpot was not connected, because access was not allowed.', {
      params: { crmSaid: said },
      fix: { text: 'Connect again and allow access.' },
    });
  }
  if (/scope/i.test(`${error} ${said}`)) {
    const fault = scopeFault([], null, null);
    return { ...fault, params: { ...fault.params, crmSaid: said } };
  }
  return faultOf('app_not_installed', `HubSpot could not connect the app: ${said}.`, {
    params: { crmSaid: said },
    fix: { text: 'Sign in as a super admin, or ask one for the permission App Marketplace Access.' },
  });
}
