import type { Clock } from '../contract/model/index.js';
import type { Adapter, Grant } from '../crm/adapter.js';
import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import type { Sealer } from './sealer.js';
import type { SignedIn } from './sign-ins.js';
import { connectionOf, type ConnectionRow } from './store.js';

/** What a CRM is told with that an access is given back. */
export interface RevokingParts {
  readonly fetch: typeof globalThis.fetch;
  readonly now: Clock;
  readonly log: Log;
  readonly deadlineMs: number;
}

/** A CRM that does not answer must not keep anybody from going on. */
export async function revoke(
  { fetch, now, deadlineMs, log }: RevokingParts,
  adapter: Adapter,
  grant: Grant,
): Promise<void> {
  const io = { fetch, now, signal: AbortSignal.timeout(deadlineMs) };
  await adapter.signIn.revoke(grant, io).catch((error: unknown) => {
    log.warn(
      { provider: adapter.id, err: error },
      'the CRM did not confirm that an access we no longer need is revoked',
    );
  });
}

/** Gives the access back that a connection had before. */
export async function revokeFormer(
  parts: RevokingParts & { readonly sealer: Sealer },
  adapter: Adapter,
  before: ConnectionRow | undefined,
): Promise<void> {
  if (!before?.grant_sealed) return;
  const opened = await parts.sealer.open(before.grant_sealed, before.id).catch(() => null);
  if (opened !== null) await revoke(parts, adapter, JSON.parse(opened));
}

/** Gives an access back that came too late, unless the same account is connected: it may be the same access. */
export async function revokeUnused(
  parts: RevokingParts & { readonly store: Store },
  signedIn: Pick<SignedIn, 'tenant' | 'provider' | 'adapter' | 'grant'>,
  accountId: string,
): Promise<void> {
  const { tenant, provider, adapter, grant } = signedIn;
  const present = await connectionOf(parts.store.db, tenant, provider);
  if (!present?.grant_sealed || present.account_id !== accountId) await revoke(parts, adapter, grant);
}
