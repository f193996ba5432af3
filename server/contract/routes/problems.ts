import type { ProblemCode } from '../model/index.js';

/**
 * Says in a route declaration which problems are its own: `...problems('not_connected')`. Those that any route has
 * (a bad token, a bad body, a server that shuts down) are added where the description is made.
 */
export function problems(...codes: readonly ProblemCode[]): {
  readonly 'x-problems': readonly ProblemCode[];
} {
  return { 'x-problems': codes };
}

/** Of routes that name a CRM. */
export const ofProvider = ['unknown_provider'] as const;

/** Of routes that need the tenant's connection. */
export const ofConnection = [...ofProvider, 'not_connected'] as const;

/** Of routes that may ask the CRM itself before they answer. */
export const ofCrm = [
  ...ofConnection,
  'not_configured',
  'needs_reconnect',
  'crm_unavailable',
  'crm_refused',
] as const;
