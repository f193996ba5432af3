import type { DemoSettings } from '../settings.js';

/**
 * As strict as a bank's: the widget needs no `unsafe-*`. `path` is the page's: frameworks name policies of their own for
 * the markup of their templates, and Angular's compiler, which its users leave at home, makes scripts of them.
 */
export function contentPolicy({ serverUrl, ports }: DemoSettings, path: string): string {
  const isAngular = path.startsWith('/frameworks/angular/');
  const policies = path.startsWith('/frameworks/')
    ? 'lit-html vue svelte-trusted-html angular angular#unsafe-jit'
    : 'lit-html';
  const crms = `http://localhost:${ports.hubspot} http://localhost:${ports.salesforce}`;
  return [
    "default-src 'none'",
    `script-src 'self'${isAngular ? " 'unsafe-eval'" : ''}`,
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${serverUrl} ${crms}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${policies}`,
  ].join('; ');
}
