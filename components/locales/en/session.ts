/** Texts for whoever builds the page, about an element that can't begin. */
export const session = {
  'session.noServer': '{tag} waits for its “server” attribute, the address of the CRM Connect server.',
  'session.noToken': '{tag} waits for a session token. Set “token-url”, “token” or the property getToken.',
} as const;
