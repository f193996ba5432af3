import type { Context, Hono } from 'hono';
import { orgName, orgNames } from '../../emulated-org.js';
import type { GatedEnv } from '../../fault-gate.js';
import type { Emulator } from '../emulator.js';
import { isAllowedRedirect, readScopes, registeredApp } from './app.js';
import { consentPage, errorPage } from './consent-page.js';
import { loginOf } from './login.js';

/** The authorize page of the web server flow, and what its buttons do (Salesforce help, "OAuth 2.0 Web Server Flow"). */
export function authorizeRoutes(app: Hono<GatedEnv>, emulator: Emulator, prefix: string): void {
  app.get(`${prefix}/services/oauth2/authorize`, (c) => {
    const asked = readRequest(c.req.query());
    if ('page' in asked) return c.html(errorPage(asked.page, asked.description), 400);
    if ('error' in asked) return back(c, asked.redirectUri, asked.state, asked);
    const { sandbox } = loginOf(c.req.path);
    const orgs = orgNames.map((name) => {
      const org = emulator.orgs[name];
      const user = String(org.user(org.connectingUserId)?.values['Name'] ?? '');
      return { name, title: org.title, user, hint: HINTS[name] };
    });
    const action = c.req.path;
    return c.html(
      consentPage({
        action,
        app: 'Demo Scheduling',
        scopes: asked.scopes,
        sandbox,
        orgs,
        params: c.req.query(),
      }),
    );
  });

  app.post(`${prefix}/services/oauth2/authorize`, async (c) => {
    const form = texts(await c.req.parseBody());
    const asked = readRequest(form);
    if ('page' in asked) return c.html(errorPage(asked.page, asked.description), 400);
    if ('error' in asked) return back(c, asked.redirectUri, asked.state, asked);
    const { redirectUri, state, scopes, challenge, nonce } = asked;
    if (form['decision'] !== 'allow') {
      return back(c, redirectUri, state, {
        error: 'access_denied',
        error_description: 'end-user denied authorization',
      });
    }
    const name = orgName(form['org']);
    if (!name) return c.html(errorPage('invalid_request', 'there is no such org'), 400);
    const org = emulator.orgs[name];
    if (!org.permissions.appInstalled) {
      return back(c, redirectUri, state, {
        error: 'invalid_client',
        error_description: 'app must be installed into org',
      });
    }
    const { sandbox } = loginOf(c.req.path);
    const userId = org.connectingUserId;
    const code = emulator.codes.issue({ org: name, sandbox, userId, scopes, redirectUri, challenge, nonce });
    return back(c, redirectUri, state, { code });
  });
}

const HINTS = {
  tidy: 'a fresh org with the standard fields',
  awkward: 'hundreds of fields, packages, record types, hidden and required fields',
} as const;

type Asked =
  | {
      redirectUri: string;
      state: string | undefined;
      scopes: string[];
      challenge: string | undefined;
      nonce: string | undefined;
    }
  | { page: string; description: string }
  | { redirectUri: string; state: string | undefined; error: string; error_description: string };

function readRequest(params: Record<string, string>): Asked {
  const { client_id, redirect_uri = '', response_type, state, scope, code_challenge, nonce } = params;
  if (client_id !== registeredApp.clientId)
    return { page: 'invalid_client_id', description: 'client identifier invalid' };
  if (!isAllowedRedirect(redirect_uri)) {
    return { page: 'redirect_uri_mismatch', description: 'redirect_uri must match configuration' };
  }
  const refuse = (error: string, error_description: string) => ({
    ...{ redirectUri: redirect_uri, state, error, error_description },
  });
  if (response_type !== 'code') return refuse('unsupported_response_type', 'response type not supported');
  const method = params['code_challenge_method'];
  if (method !== undefined && method !== 'S256')
    return refuse('invalid_request', 'invalid code challenge method');
  const scopes = readScopes(scope);
  if (!scopes) return refuse('invalid_scope', 'the requested scope is invalid, unknown, or malformed');
  if (params['immediate'] === 'true') return refuse('immediate_unsuccessful', 'user interaction is needed');
  return { redirectUri: redirect_uri, state, scopes, challenge: code_challenge, nonce };
}

function back(
  c: Context<GatedEnv>,
  redirectUri: string,
  state: string | undefined,
  answer: { code: string } | { error: string; error_description: string },
): Response {
  const url = new URL(redirectUri);
  const params: Record<string, string> =
    'code' in answer
      ? { code: answer.code }
      : { error: answer.error, error_description: answer.error_description };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  return c.redirect(url.href, 302);
}

/** The text fields of a posted form. */
export function texts(form: Record<string, unknown>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(form)) if (typeof value === 'string') result[name] = value;
  return result;
}
