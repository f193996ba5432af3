import { clientProblem, type ClientProblem } from './problem.js';

/** Servers about which the console has been told. */
const told = new Set<string>();

/**
 * Finds out why a call failed without an answer, as far as a browser lets a page know: a server that answers, and
 * not to this page, does not have its address in ALLOWED_ORIGINS. Undefined when it is just out of reach.
 */
export async function whyUnreachable(
  server: string,
  fetch: typeof globalThis.fetch,
): Promise<ClientProblem | undefined> {
  const health = `${server}/healthz`;
  // What it says can't be read this way; that it says something is enough.
  const answers = await succeeds(fetch(health, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' }));
  if (!answers || (await succeeds(fetch(health, { cache: 'no-store', credentials: 'omit' }))))
    return undefined;
  const { origin } = location;
  if (!told.has(server)) {
    told.add(server);
    console.error(
      `CRM Connect: the server at ${server} answers, but not to pages of ${origin}. ` +
        `Set ALLOWED_ORIGINS=${origin} there (several are separated by commas) and restart it.`,
    );
  }
  return {
    ...clientProblem(
      'origin_forbidden',
      `This page’s address isn’t allowed to use the CRM server. Whoever runs it adds ${origin} to ALLOWED_ORIGINS; no booking is lost until then.`,
    ),
    params: { origin },
  };
}

function succeeds(call: Promise<Response>): Promise<boolean> {
  return call.then(
    () => true,
    () => false,
  );
}
