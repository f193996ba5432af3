import type { Context, Hono } from 'hono';
import type { GatedEnv } from '../../fault-gate.js';
import type { JsonObject } from '../../json.js';
import type { Emulator } from '../emulator.js';
import { registeredApp } from './app.js';
import { texts } from './authorize.js';
import { identityUrl, tokenReply } from './token-reply.js';
import { loginOf } from './login.js';

/** Token, revoke and introspect (Salesforce help, "OAuth Endpoints"). */
export function tokenRoutes(app: Hono<GatedEnv>, emulator: Emulator, prefix: string): void {
  app.post(`${prefix}/services/oauth2/token`, async (c) => {
    const form = texts(await c.req.parseBody());
    const wrongClient = clientProblem(c, form);
    if (wrongClient) return answer(c, wrongClient, 400);
    const issuer = emulator.url() + loginOf(c.req.path).prefix;
    switch (form['grant_type']) {
      case 'authorization_code':
        return exchange(c, emulator, form, issuer);
      case 'refresh_token':
        return refresh(c, emulator, form, issuer);
      default:
        return refuse(c, 'unsupported_grant_type', 'grant type not supported');
    }
  });

  app.on(['GET', 'POST'], `${prefix}/services/oauth2/revoke`, async (c) => {
    const form = c.req.method === 'GET' ? c.req.query() : texts(await c.req.parseBody());
    const token = form['token'] ?? '';
    const byRefresh = emulator.grants.byRefreshToken(token);
    if (byRefresh) emulator.grants.revoke(byRefresh.grant);
    else if (emulator.grants.byAccessToken(token)) emulator.grants.revokeAccess(token);
    else return refuse(c, 'unsupported_token_type', 'this token is not supported');
    return c.body(null, 200);
  });

  app.post(`${prefix}/services/oauth2/introspect`, async (c) => {
    const form = texts(await c.req.parseBody());
    const wrongClient = clientProblem(c, form);
    return wrongClient ? answer(c, wrongClient, 401) : answer(c, introspect(emulator, form['token'] ?? ''));
  });
}

function exchange(c: Context<GatedEnv>, emulator: Emulator, form: Record<string, string>, issuer: string) {
  const { code = '', redirect_uri = '', code_verifier } = form;
  const pending = emulator.codes.redeem(code, redirect_uri, code_verifier);
  if ('error' in pending) return answer(c, { ...pending }, 400);
  const { org: name, sandbox, userId, scopes, nonce } = pending;
  const org = emulator.orgs[name];
  if (org.user(userId)?.values['IsActive'] !== true) return refuse(c, 'invalid_grant', 'inactive user');
  const grant = emulator.grants.approve({ org: name, sandbox, userId, scopes }, org.limits.approvalsPerUser);
  const { refreshToken } = grant;
  return answer(
    c,
    tokenReply(emulator, org, grant, { issuer, refreshToken, idTokens: emulator.idTokens, nonce }),
  );
}

function refresh(c: Context<GatedEnv>, emulator: Emulator, form: Record<string, string>, issuer: string) {
  const found = emulator.grants.byRefreshToken(form['refresh_token'] ?? '');
  // Somebody holds a token that rotation had already replaced: nobody keeps access (Salesforce help, "Refresh Token Rotation").
  if (found?.spent) emulator.grants.revoke(found.grant);
  if (!found || found.spent) return refuse(c, 'invalid_grant', 'expired access/refresh token');
  const org = emulator.orgs[found.grant.org];
  if (org.user(found.grant.userId)?.values['IsActive'] !== true) {
    return refuse(c, 'invalid_grant', 'authentication failure');
  }
  const refreshToken = org.rotation ? emulator.grants.rotate(found.grant) : undefined;
  return answer(c, tokenReply(emulator, org, found.grant, { issuer, refreshToken }));
}

function introspect(emulator: Emulator, token: string): JsonObject {
  const byAccess = emulator.grants.byAccessToken(token);
  const byRefresh = byAccess ? undefined : emulator.grants.byRefreshToken(token);
  const grant = byAccess?.grant ?? (byRefresh?.spent ? undefined : byRefresh?.grant);
  if (!grant || (byAccess && !emulator.isAlive(token))) return { active: false };
  const org = emulator.orgs[grant.org];
  const issuedAt = Math.floor((byAccess?.access.issuedAt ?? org.now()) / 1000);
  return {
    active: true,
    scope: grant.scopes.join(' '),
    client_id: registeredApp.clientId,
    username: org.user(grant.userId)?.values['Username'] ?? '',
    sub: identityUrl(emulator.url() + (grant.sandbox ? '/sandbox' : ''), org, grant),
    token_type: byAccess ? 'access_token' : 'refresh_token',
    ...(byAccess && { exp: issuedAt + Math.floor(org.tokenLifetimeSeconds), iat: issuedAt, nbf: issuedAt }),
  };
}

function clientProblem(c: Context<GatedEnv>, form: Record<string, string>): JsonObject | undefined {
  const basic = /^Basic (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const [basicId, basicSecret] = basic
    ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
    : [];
  const { client_id = basicId, client_secret = basicSecret } = form;
  if (client_id !== registeredApp.clientId) {
    return { error: 'invalid_client_id', error_description: 'client identifier invalid' };
  }
  if (client_secret === registeredApp.clientSecret) return undefined;
  return { error: 'invalid_client', error_description: 'invalid client credentials' };
}

function refuse(c: Context<GatedEnv>, error: string, error_description: string) {
  return answer(c, { error, error_description }, 400);
}

function answer(c: Context<GatedEnv>, body: JsonObject, status: 200 | 400 | 401 = 200) {
  c.header('Cache-Control', 'no-cache, no-store');
  c.header('Content-Type', 'application/json;charset=UTF-8');
  return c.body(JSON.stringify(body), status);
}
