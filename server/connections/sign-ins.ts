import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import type { Attempt, Clock, Environment, Problem } from '../contract/model/index.js';
import type { Adapter, Grant, SignInTarget } from '../crm/adapter.js';
import type { Origins } from '../http/cors.js';
import type { Log } from '../http/log.js';
import { problem, problemDocument } from '../http/problems.js';
import type { Session } from '../http/session.js';
import type { Store } from '../store/store.js';
import type { Crms } from './crms.js';
import { withDeadline } from './deadline.js';
import { digest } from './digest.js';
import type { Sealer } from './sealer.js';
import { problemOfSignIn, refusedBy } from './sign-in-problems.js';
import {
  attemptByState,
  attemptOf,
  begunAttempts,
  connectionOf,
  consumeState,
  deleteAttemptsBefore,
  endAttempt,
  isBegun,
  startAttempt,
} from './store.js';

/**
 * Signing in to a CRM in a pop-up: OAuth authorization code flow (RFC 6749) with PKCE (RFC 7636).
 *
 * A sign-in is bound to its tenant, its admin, one CRM and the origin of the page that began it, by a random state
 * that is good once and for ten minutes. It is not bound to the browser (RFC 6749, 10.12): the page that begins it is on the host's
 * origin, so a cookie of ours would be a third-party one, which browsers drop; and a cookie that the pop-up got from
 * us on its way to the CRM would also be got by somebody who was sent that link. Only the opener could vouch for the
 * pop-up, and it is cut off where the host's page or the CRM sends Cross-Origin-Opener-Policy, and where a blocked
 * pop-up was opened by a link. What is left to an admin of one tenant is to send a stranger their own sign-in link
 * and hope for **Allow** on the CRM's page, which names the app. Against that the last page, which closes itself only
 * where its opener is there, names the account, the app and the person that it was connected for, and how to undo it.
 */
export interface SignIns {
  /** Starts one and cancels the tenant's pending one for that CRM. `origin` is the page that will be told. */
  start(
    session: Session,
    provider: string,
    target: Partial<SignInTarget>,
    origin: string | undefined,
  ): Promise<{ attemptId: string; authorizeUrl: string }>;
  find(tenant: string, attemptId: string): Promise<Attempt>;
  /** Ends a pending one; one that has ended stays as it is. */
  cancel(tenant: string, attemptId: string): Promise<Attempt>;
  /** Run once at start, when no other server can be at it: what was being connected when the last one stopped has failed. */
  endInterrupted(): Promise<void>;
  /** What the CRM sent to the callback; never rejects for what a person did. */
  finish(provider: string, query: URLSearchParams): Promise<SignInEnd>;
}

/** What the pop-up's last page says and to whom. */
export interface SignInEnd {
  readonly crm: string;
  /** Null when nobody here started it. */
  readonly attemptId: string | null;
  readonly origin: string | null;
  readonly status: Attempt['status'];
  readonly problem: Problem | null;
  /** Whose account was connected for whom. */
  readonly link?: { readonly account: string; readonly by: string };
}

/** A sign-in that the CRM has answered with a grant. */
export interface SignedIn {
  readonly attemptId: string;
  readonly tenant: string;
  readonly provider: string;
  readonly environment: Environment;
  readonly by: string;
  readonly adapter: Adapter;
  readonly grant: Grant;
}

export interface SignInsOptions {
  readonly store: Store;
  readonly crms: Crms;
  readonly sealer: Sealer;
  readonly fetch: typeof globalThis.fetch;
  readonly now: Clock;
  readonly publicUrl: string;
  readonly origins: Origins;
  readonly log: Log;
  readonly deadlineMs: number;
  /** Makes the grant a connection and ends the attempt; false when it was cancelled meanwhile. */
  readonly connect: (signedIn: SignedIn) => Promise<boolean>;
}

const lifetimeMs = 10 * 60_000;
/** Longer than exchange, account and first catalog can take together. */
const finishingMs = 3 * 60_000;
const keptMs = 24 * 60 * 60_000;

export function createSignIns(options: SignInsOptions): SignIns {
  const { store, crms, sealer, now, origins, log } = options;
  const redirectUri = (provider: string) => `${options.publicUrl}/oauth/${provider}/callback`;

  async function find(tenant: string, attemptId: string): Promise<Attempt> {
    const row = await attemptOf(store.db, tenant, attemptId);
    if (!row) throw problem('attempt_not_found');
    if (row.status !== 'pending' || row.expires_at > now().toISOString()) return attemptFrom(row);
    if (isBegun(row)) await interrupted(row);
    else await endAttempt(store.db, attemptId, { status: 'expired' });
    return attemptFrom((await attemptOf(store.db, tenant, attemptId)) ?? row);
  }

  async function interrupted(attempt: { id: string; provider: string }): Promise<void> {
    const crm = crms.offers.find(({ id }) => id === attempt.provider)?.about.name ?? 'The CRM';
    await fail(attempt, problemDocument('attempt_interrupted', { crm }));
  }

  async function fail(attempt: { id: string }, failure: Problem): Promise<void> {
    await endAttempt(store.db, attempt.id, { status: 'failed', problem_json: JSON.stringify(failure) });
  }

  return {
    find,
    async start(session, provider, { environment = 'production', domain = null }, origin) {
      if (!origins.allows(origin)) throw problem('origin_forbidden', { origin: origin ?? null });
      const adapter = crms.adapter(provider);
      const { about } = adapter;
      if (!about.environments.includes(environment)) {
        throw problem(
          'invalid_input',
          {},
          {
            errors: [
              {
                pointer: '/environment',
                code: 'unknown_environment',
                sentence: `${about.name} has no ${environment} environment.`,
              },
            ],
          },
        );
      }
      if (domain !== null && !about.customDomain) {
        throw problem('domain_not_allowed', {
          domain,
          reason: `${about.name} has one login address for everybody; leave “domain” out.`,
        });
      }
      const login = adapter.signIn.loginUrl({ environment, domain });
      if ('refused' in login) throw problem('domain_not_allowed', { domain, reason: login.refused });

      const attemptId = `att_${crypto.randomUUID()}`;
      const state = generateRandomState();
      const verifier = generateRandomCodeVerifier();
      const at = now().getTime();
      const attempt = {
        id: attemptId,
        tenant: session.tenant,
        provider,
        state_hash: await digest(state),
        verifier_sealed: await sealer.seal(verifier, attemptId),
        origin: origin ?? null,
        environment,
        login_url: login.url,
        status: 'pending',
        problem_json: null,
        account_changed: 0,
        created_by: session.subject,
        created_at: new Date(at).toISOString(),
        expires_at: new Date(at + lifetimeMs).toISOString(),
      };
      const codeChallenge = await calculatePKCECodeChallenge(verifier);
      await store.transaction(async (tx) => {
        await deleteAttemptsBefore(tx, new Date(at - keptMs).toISOString());
        await startAttempt(tx, attempt);
      });
      return {
        attemptId,
        authorizeUrl: adapter.signIn.authorizeUrl({
          loginUrl: login.url,
          redirectUri: redirectUri(provider),
          state,
          codeChallenge,
        }),
      };
    },
    async cancel(tenant, attemptId) {
      await find(tenant, attemptId);
      await endAttempt(store.db, attemptId, { status: 'cancelled' });
      return find(tenant, attemptId);
    },
    async endInterrupted() {
      for (const attempt of await begunAttempts(store.db)) await interrupted(attempt);
    },
    async finish(provider, query) {
      const offer = crms.offers.find(({ id }) => id === provider);
      const crm = offer?.about.name ?? 'The CRM';
      const stranger = (failure: Problem): SignInEnd => ({
        crm,
        attemptId: null,
        origin: null,
        status: 'failed',
        problem: failure,
      });
      const state = query.get('state');
      const hash = state === null ? null : await digest(state);
      const attempt = hash === null ? undefined : await attemptByState(store.db, hash);
      const adapter = offer?.adapter;
      if (!adapter || !attempt || hash === null || attempt.provider !== provider)
        return stranger(problemDocument('wrong_state'));

      const end = (status: Attempt['status'], failure: Problem | null): SignInEnd => ({
        crm,
        attemptId: attempt.id,
        origin: attempt.origin,
        status,
        problem: failure,
      });
      const current = await find(attempt.tenant, attempt.id);
      if (current.status === 'expired') return end('expired', problemDocument('attempt_expired'));
      if (current.status === 'cancelled') return end('cancelled', null);
      const until = new Date(now().getTime() + finishingMs).toISOString();
      if (!(await consumeState(store.db, attempt.id, hash, until)))
        return stranger(problemDocument('wrong_state'));

      const refused = refusedBy(adapter, query);
      if (refused) {
        await fail(attempt, refused);
        return end('failed', refused);
      }
      try {
        const codeVerifier = await sealer.open(attempt.verifier_sealed, attempt.id);
        const code = query.get('code') ?? '';
        const grant = await withDeadline(crm, options.deadlineMs, (signal) =>
          adapter.signIn.exchange(
            { loginUrl: attempt.login_url, redirectUri: redirectUri(provider), code, codeVerifier },
            { fetch: options.fetch, now, signal },
          ),
        );
        const connected = await options.connect({
          attemptId: attempt.id,
          tenant: attempt.tenant,
          provider,
          environment: attempt.environment === 'sandbox' ? 'sandbox' : 'production',
          by: attempt.created_by,
          adapter,
          grant,
        });
        if (!connected) return end('cancelled', null);
        const account = (await connectionOf(store.db, attempt.tenant, provider))?.account_name ?? crm;
        return { ...end('connected', null), link: { account, by: attempt.created_by } };
      } catch (error) {
        const failure = problemOfSignIn(error, crm);
        if (failure.code === 'internal')
          log.error({ attempt: attempt.id, provider, err: error }, 'sign-in failed unexpectedly');
        else log.info({ attempt: attempt.id, provider, problem: failure.code }, 'sign-in failed');
        await fail(attempt, failure);
        return end('failed', failure);
      }
    },
  };
}

const attemptStatuses = ['pending', 'connected', 'failed', 'cancelled', 'expired'] as const;

function attemptFrom(row: {
  id: string;
  status: string;
  problem_json: string | null;
  account_changed: number;
}): Attempt {
  const failure: Problem | null = row.problem_json === null ? null : JSON.parse(row.problem_json);
  return {
    attemptId: row.id,
    status: attemptStatuses.find((status) => status === row.status) ?? 'failed',
    ...(failure && { problem: failure }),
    ...(row.account_changed === 1 && { accountChanged: true }),
  };
}
