/** The one app that is registered with the emulator. */
export const registeredApp = {
  clientId: 'demo',
  clientSecret: 'demo-secret',
  scopes: ['id', 'openid', 'profile', 'email', 'api', 'web', 'full', 'refresh_token', 'offline_access'],
};

/** Reads a scope parameter; undefined when it names one that the app does not have. None named means all the app's. */
export function readScopes(text: string | undefined): string[] | undefined {
  const named = (text ?? '').split(/\s+/).filter(Boolean);
  if (named.length === 0) return ['refresh_token', 'api', 'id', 'openid'];
  if (!named.every((scope) => registeredApp.scopes.includes(scope))) return undefined;
  return [...new Set(named.map((scope) => (scope === 'offline_access' ? 'refresh_token' : scope)))];
}

/** Whether a redirect URI is on this machine; any port and path. */
export function isAllowedRedirect(uri: string | undefined): boolean {
  try {
    const { protocol, hostname } = new URL(uri ?? '');
    const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
    return /^https?:$/.test(protocol) && (local || hostname.endsWith('.localhost'));
  } catch {
    return false;
  }
}
