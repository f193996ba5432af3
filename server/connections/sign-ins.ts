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
  consumeState,
  deleteAttemptsBefore,
  endAttempt,
  startAttempt,
} from './store.js';

/** Signing in to a CRM in a pop-up: OAuth authorization code flow (RFC 6749) with PKCE (RFC 7636). */
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
const keptMs = 24 * 60 * 60_000;

export function createSignIns(options: SignInsOptions): SignIns {
  const { store, crms, sealer, now, origins, log } = options;
  const redirectUri = (provider: string) => `${options.publicUrl}/oauth/${provider}/callback`;

  async function find(tenant: string, attemptId: string): Promise<Attempt> {
    const row = await attemptOf(store.db, tenant, attemptId);
    if (!row) throw problem('attempt_not_found');
    const late = row.status === 'pending' && row.expires_at <= now().toISOString();
    if (late) await endAttempt(store.db, attemptId, { status: 'expired' });
    return attemptFrom({ ...row, status: late ? 'expired' : row.status });
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
      if (!(await consumeState(store.db, attempt.id, hash))) return stranger(problemDocument('wrong_state'));

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
        return connected ? end('connected', null) : end('cancelled', null);
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
