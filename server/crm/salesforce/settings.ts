import { z } from 'zod';
import type { SettingsReading } from '../adapter.js';
import { isLoopback, readHosts, type AllowedHosts } from './hosts.js';

/** The app's keys at Salesforce, and where people sign in. */
export interface SalesforceSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly loginUrl: string;
  readonly sandboxLoginUrl: string;
  readonly hosts: AllowedHosts;
}

/** Reads the `SALESFORCE_*` settings. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
): SettingsReading<SalesforceSettings> {
  if (!env['SALESFORCE_CLIENT_ID'] && !env['SALESFORCE_CLIENT_SECRET']) return { state: 'absent' };
  const given = Object.fromEntries(
    Object.entries(env).filter(([, text]) => text !== undefined && text !== ''),
  );
  const read = environment.safeParse(given);
  if (!read.success) return { state: 'invalid', problems: read.error.issues.map(({ message }) => message) };
  const hosts = readHosts(read.data.SALESFORCE_HOSTS);
  if (typeof hosts === 'string') return { state: 'invalid', problems: [hosts] };
  const settings = {
    clientId: read.data.SALESFORCE_CLIENT_ID,
    clientSecret: read.data.SALESFORCE_CLIENT_SECRET,
    loginUrl: read.data.SALESFORCE_LOGIN_URL,
    sandboxLoginUrl: read.data.SALESFORCE_SANDBOX_LOGIN_URL,
    hosts,
  };
  const problems = [
    ['SALESFORCE_LOGIN_URL', settings.loginUrl] as const,
    ['SALESFORCE_SANDBOX_LOGIN_URL', settings.sandboxLoginUrl] as const,
  ]
    .filter(([, url]) => hosts.allow(url) === null)
    .map(
      ([name, url]) =>
        `${name} is ${url}, but its host is not in SALESFORCE_HOSTS: add ${new URL(url).host} to it.`,
    );
  return problems.length > 0 ? { state: 'invalid', problems } : { state: 'ready', settings };
}

const environment = z.object({
  SALESFORCE_CLIENT_ID: z.string(
    'SALESFORCE_CLIENT_ID is missing, although SALESFORCE_CLIENT_SECRET is set.',
  ),
  SALESFORCE_CLIENT_SECRET: z.string(
    'SALESFORCE_CLIENT_SECRET is missing, although SALESFORCE_CLIENT_ID is set.',
  ),
  SALESFORCE_LOGIN_URL: baseUrl('SALESFORCE_LOGIN_URL').default('https://login.salesforce.com'),
  SALESFORCE_SANDBOX_LOGIN_URL: baseUrl('SALESFORCE_SANDBOX_LOGIN_URL').default(
    'https://test.salesforce.com',
  ),
  SALESFORCE_HOSTS: z.string().default('*.salesforce.com,*.force.com'),
});

function baseUrl(name: string) {
  return z
    .string()
    .refine(
      isBaseUrl,
      `${name} must be an https address such as https://login.salesforce.com; http is for this machine only.`,
    )
    .transform((text) => new URL(text).origin + new URL(text).pathname.replace(/\/+$/, ''));
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
