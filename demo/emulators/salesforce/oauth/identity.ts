import type { Context, Hono } from 'hono';
import { unharmedRows, type GatedEnv } from '../../fault-gate.js';
import type { JsonObject } from '../../json.js';
import type { Emulator } from '../emulator.js';
import type { Session } from '../session.js';
import { identityUrl } from './token-reply.js';
import { registeredApp } from './app.js';
import { loginOf } from './login.js';

/** Who the token belongs to: userinfo, the identity URL, and OpenID Connect discovery. */
export function identityRoutes(app: Hono<GatedEnv>, emulator: Emulator, prefix: string): void {
  app.on(['GET', 'POST'], `${prefix}/services/oauth2/userinfo`, (c) => {
    return withSession(c, emulator, (session) => userInfo(emulator, session));
  });
  app.get(`${prefix}/id/keys`, (c) => c.json(emulator.idTokens.keySet()));
  app.get(`${prefix}/id/:organization/:user`, (c) => {
    return withSession(c, emulator, (session) => {
      const asked = `/id/${c.req.param('organization')}/${c.req.param('user')}`;
      const own = identityUrl('', session.org, session.grant);
      return asked === own ? identity(emulator, session) : undefined;
    });
  });
  app.get(`${prefix}/.well-known/openid-configuration`, (c) => {
    const issuer = emulator.url() + loginOf(c.req.path).prefix;
    const oauth = `${issuer}/services/oauth2`;
    return c.json({
      issuer,
      authorization_endpoint: `${oauth}/authorize`,
      token_endpoint: `${oauth}/token`,
      revocation_endpoint: `${oauth}/revoke`,
      userinfo_endpoint: `${oauth}/userinfo`,
      introspection_endpoint: `${oauth}/introspect`,
      jwks_uri: `${issuer}/id/keys`,
      scopes_supported: registeredApp.scopes,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    });
  });
}

function withSession(
  c: Context<GatedEnv>,
  emulator: Emulator,
  answer: (session: Session) => JsonObject | undefined,
): Response {
  const bearer = /^(?:Bearer|OAuth) (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const token = bearer ?? c.req.query('oauth_token') ?? c.req.query('access_token');
  if (token === undefined) return c.text('Missing_OAuth_Token', 403);
  const session = emulator.session(token, '67.0', unharmedRows);
  if (!session) return c.text('Bad_OAuth_Token', 403);
  const body = answer(session);
  return body ? c.json(body) : c.text('Wrong_Org', 403);
}

function userInfo(emulator: Emulator, session: Session): JsonObject {
  const { org, grant } = session;
  const values = org.user(session.userId)?.values ?? {};
  const [locale = 'en_US'] = [values['LocaleSidKey']];
  return {
    sub: identityUrl(emulator.url() + (session.sandbox ? '/sandbox' : ''), org, grant),
    user_id: session.userId,
    organization_id: org.organizationId(session.sandbox),
    preferred_username: username(session),
    nickname: values['CommunityNickname'] ?? null,
    name: values['Name'] ?? null,
    email: values['Email'] ?? null,
    email_verified: true,
    given_name: values['FirstName'] ?? null,
    family_name: values['LastName'] ?? null,
    zoneinfo: values['TimeZoneSidKey'] ?? null,
    photos: photos(emulator),
    profile: `${emulator.url()}/${session.userId}`,
    picture: photos(emulator)['picture'],
    address: { country: 'US' },
    urls: urls(emulator, session),
    active: values['IsActive'] ?? false,
    user_type: 'STANDARD',
    language: values['LanguageLocaleKey'] ?? null,
    locale,
    utcOffset: -18_000_000,
    updated_at: values['LastModifiedDate'] ?? null,
    is_salesforce_integration_user: false,
  };
}

function identity(emulator: Emulator, session: Session): JsonObject {
  const { org, grant } = session;
  const values = org.user(session.userId)?.values ?? {};
  return {
    id: identityUrl(emulator.url() + (session.sandbox ? '/sandbox' : ''), org, grant),
    asserted_user: true,
    user_id: session.userId,
    organization_id: org.organizationId(session.sandbox),
    username: username(session),
    nick_name: values['CommunityNickname'] ?? null,
    display_name: values['Name'] ?? null,
    email: values['Email'] ?? null,
    email_verified: true,
    first_name: values['FirstName'] ?? null,
    last_name: values['LastName'] ?? null,
    timezone: values['TimeZoneSidKey'] ?? null,
    photos: photos(emulator),
    addr_country: 'US',
    mobile_phone: values['MobilePhone'] ?? null,
    mobile_phone_verified: false,
    is_lightning_login_user: false,
    status: { created_date: null, body: null },
    urls: urls(emulator, session),
    active: values['IsActive'] ?? false,
    user_type: 'STANDARD',
    language: values['LanguageLocaleKey'] ?? null,
    locale: values['LocaleSidKey'] ?? null,
    utcOffset: -18_000_000,
    last_modified_date: values['LastModifiedDate'] ?? null,
    is_app_installed: org.permissions.appInstalled,
  };
}

function username({ org, userId, sandbox }: Session): string {
  const name = String(org.user(userId)?.values['Username'] ?? '');
  return sandbox ? `${name}.sandbox` : name;
}

function photos(emulator: Emulator): JsonObject {
  return {
    picture: `${emulator.url()}/profilephoto/005/F`,
    thumbnail: `${emulator.url()}/profilephoto/005/T`,
  };
}

function urls(emulator: Emulator, session: Session): JsonObject {
  const data = `${emulator.url()}/services/data/v{version}`;
  return {
    rest: `${data}/`,
    sobjects: `${data}/sobjects/`,
    search: `${data}/search/`,
    query: `${data}/query/`,
    profile: `${emulator.url()}/${session.userId}`,
  };
}
