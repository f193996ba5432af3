import { z } from 'zod';
import type { SettingsReading } from '../adapter.js';

/** The app's keys at HubSpot, and where HubSpot is. */
export interface HubspotSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people sign in and look at records. */
  readonly appUrl: string;
  readonly apiUrl: string;
  /** A date version, such as `2026-03` (HubSpot docs, API versioning, Nov 2026). */
  readonly apiVersion: string;
}

/** HubSpot's own page; an account may live on a regional one instead. */
export const defaultAppUrl = 'https://app.hubspot.com';

/** Reads the `HUBSPOT_*` settings. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
): SettingsReading<HubspotSettings> {
  if (!env['HUBSPOT_CLIENT_ID'] && !env['HUBSPOT_CLIENT_SECRET']) return { state: 'absent' };
  const given = Object.fromEntries(
    Object.entries(env).filter(([, text]) => text !== undefined && text !== ''),
  );
  const read = environment.safeParse(given);
  if (!read.success) return { state: 'invalid', problems: read.error.issues.map(({ message }) => message) };
  return {
    state: 'ready',
    settings: {
      clientId: read.data.HUBSPOT_CLIENT_ID,
      clientSecret: read.data.HUBSPOT_CLIENT_SECRET,
      appUrl: read.data.HUBSPOT_APP_URL,
      apiUrl: read.data.HUBSPOT_API_URL,
      apiVersion: read.data.HUBSPOT_API_VERSION,
    },
  };
}

const environment = z.object({
  HUBSPOT_CLIENT_ID: z.string('HUBSPOT_CLIENT_ID is missing, although HUBSPOT_CLIENT_SECRET is set.'),
  HUBSPOT_CLIENT_SECRET: z.string('HUBSPOT_CLIENT_SECRET is missing, although HUBSPOT_CLIENT_ID is set.'),
  HUBSPOT_APP_URL: baseUrl('HUBSPOT_APP_URL').default(defaultAppUrl),
  HUBSPOT_API_URL: baseUrl('HUBSPOT_API_URL').default('https://api.hubapi.com'),
  HUBSPOT_API_VERSION: z
    .string()
    .regex(/^\d{4}-\d{2}$/, 'HUBSPOT_API_VERSION must be a date version such as 2026-03.')
    .default('2026-03'),
});

function baseUrl(name: string) {
  return z
    .string()
    .refine(
      isBaseUrl,
      `${name} must be an https address such as https://example.com; http is for this machine only.`,
    )
    .transform((text) => new URL(text).origin + new URL(text).pathname.replace(/\/+$/, ''));
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
