import { ApiError, clientProblem } from './problem.js';

/** Where session tokens come from: the host page's own endpoint, a fixed token, or a function of the host. */
export type TokenSource =
  { readonly url: string } | { readonly token: string } | { readonly getToken: () => Promise<string> };

/** Hands out a token that is good for another half minute, asking for a new one only then. */
export class TokenKeeper {
  /** Role of the last token, as far as it can be read. */
  role: string | undefined;

  #current: Promise<string> | undefined;

  constructor(
    private readonly source: TokenSource,
    private readonly fetch: typeof globalThis.fetch,
    private readonly now: () => number,
  ) {}

  async token(): Promise<string> {
    const asked = (this.#current ??= this.#ask());
    let token = await asked;
    if (!('token' in this.source) && secondsLeft(token, this.now()) <= 30) {
      // Of all who find it run out at the same time, the first one asks.
      if (this.#current === asked) this.#current = this.#ask();
      token = await (this.#current ?? asked);
    }
    const { role } = claimsOf(token);
    this.role = typeof role === 'string' ? role : undefined;
    return token;
  }

  /** Gives a refused token up; false when there is no other one to be had. */
  renew(): boolean {
    this.#current = undefined;
    return !('token' in this.source);
  }

  async #ask(): Promise<string> {
    try {
      if ('token' in this.source) return this.source.token;
      if ('getToken' in this.source) return await this.source.getToken();
      return await this.#fetchToken(this.source.url);
    } catch (error) {
      this.#current = undefined;
      if (error instanceof ApiError) throw error;
      throw new ApiError(
        clientProblem(
          'no_token',
          'This page could not get a session from its own server. Reload the page or sign in again.',
        ),
      );
    }
  }

  async #fetchToken(url: string): Promise<string> {
    const reply = await this.fetch(url, { credentials: 'include', headers: { accept: 'application/json' } });
    const body: unknown = reply.ok ? await reply.json() : null;
    if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string')
      return body.token;
    throw new Error(`The token endpoint answered ${reply.status}.`);
  }
}

/** Seconds until a JWT runs out; a token that we can't read is taken as good. */
function secondsLeft(token: string, now: number): number {
  const exp = Number(claimsOf(token).exp ?? NaN);
  return Number.isFinite(exp) ? exp - now / 1000 : Infinity;
}

function claimsOf(token: string): { readonly exp?: unknown; readonly role?: unknown } {
  try {
    const claims: unknown = JSON.parse(
      atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
    );
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    // Not a JWT of ours: the server decides.
    return {};
  }
}
