/** The one app that is registered with the emulator; any localhost address may be its redirect URI. */
export const app = { id: 19083857, clientId: 'demo', clientSecret: 'demo-secret', name: 'CRM Connect demo' };

/** Whether the app may be sent back to an address: HubSpot wants https, or http on localhost. */
export function isRegisteredRedirect(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, hash } = new URL(address);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1';
  return isLocal && (protocol === 'http:' || protocol === 'https:') && hash === '';
}
