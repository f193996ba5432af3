import type { Environment, Fault } from '../../contract/model/index.js';
import type { CrmClient } from './client.js';

/** The right to act for one CRM account. Sealed at rest, never logged, never sent to a browser. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Base URL of all API calls, without a trailing slash. */
  readonly apiUrl: string;
  /** Base URL of the token endpoints that issued it. */
  readonly loginUrl: string;
  readonly scopes: readonly string[];
  /** Instant (ISO) when the access token should be renewed; null when the CRM does not say. */
  readonly renewAt: string | null;
  /** True once a refresh has answered with another refresh token. */
  readonly rotates: boolean;
  /** Who signed in to what, where the CRM tells it with the grant and not to a {@link CrmClient}. */
  readonly signedIn?: { readonly accountName: string | null; readonly user: Account['user'] };
}

/** The CRM account that a grant is for. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  /** The signed-in CRM user. */
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  /** Base URL for links to records. */
  readonly uiUrl: string;
  /** Where its day ends (IANA), if the CRM tells it. */
  readonly timeZone?: string;
}

/** Where and how somebody signs in. */
export interface SignInTarget {
  readonly environment: Environment;
  /** Host name of the customer's own login, such as `acme.my.salesforce.com`. */
  readonly domain: string | null;
}

/** OAuth authorization code flow (RFC 6749, RFC 7636, RFC 7009). Every method throws {@link CrmError}. */
export interface SignIn {
  /** Base URL of the login host, or why it may not be used. Nothing else is ever called. */
  loginUrl(target: SignInTarget): { readonly url: string } | { readonly refused: string };
  authorizeUrl(request: {
    loginUrl: string;
    redirectUri: string;
    state: string;
    codeChallenge: string;
  }): string;
  exchange(
    request: { loginUrl: string; redirectUri: string; code: string; codeVerifier: string },
    io: Io,
  ): Promise<Grant>;
  /** Renews the access token once; the caller saves what comes back before using it. */
  refresh(grant: Grant, io: Io): Promise<Grant>;
  revoke(grant: Grant, io: Io): Promise<void>;
  /** What the grant covers now, where the CRM tells it live; null when it does not answer. */
  scopes?(grant: Grant, io: Io): Promise<readonly string[] | null>;
  /** The account behind a line; `grant` is the one just exchanged, from which some CRMs tell the user. */
  account(client: CrmClient, signal: AbortSignal, grant?: Grant): Promise<Account>;
  /** The fault for an error that the CRM sent to the callback. */
  refusal(error: string, description: string | null): Fault;
}

/** Effects that an adapter may use beside a {@link CrmClient}. */
export interface Io {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}
