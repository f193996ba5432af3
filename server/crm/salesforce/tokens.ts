import { z } from 'zod';
import { CrmError, type Grant, type Io } from '../adapter.js';
import { plainFault, unreadable } from './plain-fault.js';
import { refusal } from './refusal.js';
import type { SalesforceSettings } from './settings.js';

/** What the token endpoint answers; the refresh token comes with the first grant, and where an app rotates it. */
export interface TokenReply {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly apiUrl: string;
  readonly scopes: readonly string[];
}

/** Asks for tokens; throws {@link CrmError}. Salesforce tells no lifetime: they are renewed on the first 401. */
export async function requestGrant(
  settings: SalesforceSettings,
  loginUrl: string,
  form: Readonly<Record<string, string>>,
  io: Io,
): Promise<TokenReply> {
  const response = await post(
    settings,
    `${loginUrl}/services/oauth2/token`,
    {
      ...form,
      client_id: settings.clientId,
      client_secret: settings.clientSecret,
    },
    io,
  );
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new CrmError(faultOf(response, body));
  const parsed = tokenReply.safeParse(body);
  if (!parsed.success) throw new CrmError(unreadable(response.headers.get('x-sfdc-request-id')));
  const { access_token, refresh_token, instance_url, scope } = parsed.data;
  const apiUrl = settings.hosts.allow(instance_url);
  if (apiUrl === null) throw new CrmError(refusal('host_not_allowed', new URL(instance_url).host));
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    apiUrl,
    scopes: scope?.split(' ').filter((name) => name !== '') ?? [],
  };
}

/** Ends a grant at Salesforce; one that it has forgotten already counts as ended. */
export async function revokeToken(settings: SalesforceSettings, grant: Grant, io: Io): Promise<void> {
  const response = await post(
    settings,
    `${grant.loginUrl}/services/oauth2/revoke`,
    { token: grant.refreshToken },
    io,
  );
  if (response.status >= 500) throw new CrmError(plainFault('crm_unavailable'));
}

async function post(
  settings: SalesforceSettings,
  address: string,
  form: Readonly<Record<string, string>>,
  io: Io,
): Promise<Response> {
  const first = await postOnce(settings, address, form, io);
  const elsewhere = first.status < 400 ? first.headers.get('location') : null;
  // The login of an org that was renamed leads to its new one; the list of hosts decides whether our secret may go there.
  return elsewhere === null ? first : postOnce(settings, new URL(elsewhere, address).href, form, io);
}

async function postOnce(
  settings: SalesforceSettings,
  address: string,
  form: Readonly<Record<string, string>>,
  io: Io,
): Promise<Response> {
  const url = settings.hosts.allow(address);
  if (url === null) throw new CrmError(refusal('host_not_allowed', new URL(address).host));
  try {
    return await io.fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      // A redirect could carry our secret to a host that is not on the list.
      redirect: 'manual',
      signal: io.signal,
    });
  } catch {
    // Once it was on its way nobody knows whether the old refresh token is spent.
    throw new CrmError(plainFault(io.signal.aborted ? 'timeout' : 'network'));
  }
}

function faultOf(response: Response, body: unknown) {
  if (response.status >= 500) return plainFault('crm_unavailable');
  const parsed = tokenError.safeParse(body);
  if (!parsed.success) return unreadable(response.headers.get('x-sfdc-request-id'));
  return refusal(parsed.data.error, parsed.data.error_description ?? null);
}

const tokenReply = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  instance_url: z.url(),
  scope: z.string().optional(),
});

const tokenError = z.object({ error: z.string(), error_description: z.string().nullish() });
