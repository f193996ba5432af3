import type { DemoSettings } from '../settings.js';

/** As strict as a bank's: the widget needs no `unsafe-*`. */
export function contentPolicy({ serverUrl, ports }: DemoSettings): string {
  const crms = `http://localhost:${ports.hubspot} http://localhost:${ports.salesforce}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${serverUrl} ${crms}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}
