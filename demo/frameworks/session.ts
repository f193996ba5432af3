/** Where the pages find the server, which every app of yours knows by its own settings. */
export const server = document.getElementById('app')?.dataset['server'] ?? '';

/** A session token from the app's own backend, for whoever is signed in there. */
export async function getToken(): Promise<string> {
  const reply = await fetch('/crm-token');
  const { token }: { token: string } = await reply.json();
  return token;
}
