import type { Fix } from '../../contract/model/index.js';
import type { CrmClient } from '../adapter.js';

/** Where HubSpot's users get their permissions; one step a line (HubSpot knowledge base, user permissions guide, Nov 2026). */
export function userSteps(client: CrmClient, ...steps: readonly string[]): Fix {
  const text = ['Open Settings → Users & Teams.', 'Choose the user who connects this app.', ...steps];
  return { text: text.join('\n'), url: `${client.uiUrl}/settings/${client.accountId}/users` };
}

/** What is not granted to an app is granted by connecting it again. */
export const connectAgain = 'Connect HubSpot again here as that user, and allow all that the app asks for.';

/** Where properties are kept. */
export function propertySettings({ uiUrl, accountId }: CrmClient): string {
  return `${uiUrl}/property-settings/${accountId}/properties`;
}
