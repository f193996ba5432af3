import type { Fault, Message } from '../contract/model/index.js';
import { CrmError, type Adapter, type Grant } from '../crm/adapter.js';
import { faultOf, neverSent } from '../crm/http.js';
import type { Db, Store } from '../store/store.js';
import { withDeadline } from './deadline.js';
import { recordOf, type ConnectionRecord } from './record.js';
import { revokeUnused, type RevokingParts } from './revoking.js';
import { Unsealable, type Sealer } from './sealer.js';
import { alone, connectionById, replaceGrant, type ConnectionRow } from './store.js';

/** The sealed grants of all connections; at most one renewal of each at a time. */
export interface Grants {
  /**
   * The grant to use now, renewed first when its time has come. Throws {@link CrmError} when there is none, or when
   * the connection leads to another account by now: what was meant for one must not reach the other.
   */
  current(line: Line): Promise<Grant>;
  /** A grant with another access token than `stale`, which the CRM has refused. */
  renew(line: Line, stale: string): Promise<Grant>;
  /** As it is stored; null when there is none that opens. */
  stored(connectionId: string): Promise<Grant | null>;
}

/** A connection and the account that somebody means to reach through it. */
type Line = Pick<ConnectionRecord, 'id' | 'accountId'>;

/** What grants are kept and renewed with. */
export interface GrantsOptions extends RevokingParts {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly adapter: (provider: string) => Adapter;
  /** Told when only signing in again helps. */
  readonly ended: (connectionId: string, reason: Message) => Promise<void>;
  /** Told of every renewal, for metrics. */
  readonly onRefresh?: (provider: string, outcome: RefreshOutcome) => void;
}

/** `failed`: it may be tried again. `ended`: only signing in helps. */
export type RefreshOutcome = 'renewed' | 'failed' | 'ended';

export function createGrants(options: GrantsOptions): Grants {
  const { store, sealer, now } = options;
  const underWay = new Map<string, Promise<Grant>>();

  async function usable(db: Db, line: Line): Promise<{ row: ConnectionRow; grant: Grant }> {
    const row = await connectionById(db, line.id);
    const ended = row && (otherAccount(row, line) ?? endedBecause(row));
    if (ended) throw new CrmError(ended);
    return opened(row);
  }

  async function opened(row: ConnectionRow | undefined): Promise<{ row: ConnectionRow; grant: Grant }> {
    if (!row?.grant_sealed)
      throw new CrmError(faultOf('grant_revoked', 'There is no access any more. Reconnect to go on.'));
    try {
      const grant: Grant = JSON.parse(await sealer.open(row.grant_sealed, row.id));
      return { row, grant };
    } catch (error) {
      if (!(error instanceof Unsealable)) throw error;
      throw new CrmError(
        faultOf('grant_revoked', 'The stored access cannot be opened with this server’s keys. Reconnect it.'),
      );
    }
  }

  function renewOnce(line: Line, stale: string): Promise<Grant> {
    const key = `${line.id} ${line.accountId}`;
    const running = underWay.get(key);
    if (running) return running;
    const renewal = renewAndSave(line, stale).finally(() => underWay.delete(key));
    underWay.set(key, renewal);
    return renewal;
  }

  async function renewAndSave(line: Line, stale: string): Promise<Grant> {
    try {
      return await alone(store, line.id, async (db) => {
        const { row, grant } = await usable(db, line);
        if (grant.accessToken !== stale) return grant;
        const next = await refresh(options.adapter(row.provider), grant);
        // Saved before anybody uses it: with rotation the old refresh token is dead from here on.
        const sealed = await sealer.seal(JSON.stringify(next), row.id);
        const saved = await replaceGrant(db, row.id, row.grant_version, {
          sealed,
          apiUrl: next.apiUrl,
          scopes: next.scopes,
        });
        if (saved) return next;
        // Disconnected meanwhile: what the CRM has just given would stay alive at it with nobody to end it.
        const { tenant, provider, account_id } = row;
        const adapter = options.adapter(provider);
        await revokeUnused(options, { tenant, provider, adapter, grant: next }, account_id);
        return (await usable(db, line)).grant;
      });
    } catch (error) {
      if (!(error instanceof CrmError) || error.fault.class !== 'auth') throw error;
      const { grant } = await usable(store.db, line);
      if (grant.accessToken !== stale) return grant;
      await options.ended(line.id, messageOf(error.fault));
      throw error;
    }
  }

  async function refresh(adapter: Adapter, grant: Grant): Promise<Grant> {
    let mayBeSpent = false;
    const watched: typeof fetch = (input, init) =>
      options.fetch(input, init).then(
        (response) => {
          // A success that can't be read to its end took the old token as well.
          mayBeSpent = response.ok;
          return response;
        },
        (error: unknown) => {
          mayBeSpent = !neverSent(error);
          throw error;
        },
      );
    try {
      const next = await withDeadline(adapter.about.name, options.deadlineMs, (signal) =>
        adapter.signIn.refresh(grant, { fetch: watched, now, signal }),
      );
      options.onRefresh?.(adapter.id, 'renewed');
      return next;
    } catch (error) {
      const isOver =
        (mayBeSpent && grant.rotates) || (error instanceof CrmError && error.fault.class === 'auth');
      options.onRefresh?.(adapter.id, isOver ? 'ended' : 'failed');
      // Using a rotated token again would revoke everything, and only a reply could have told whether it was.
      if (mayBeSpent && grant.rotates) throw new CrmError(lostRotation(adapter.about.name));
      throw error;
    }
  }

  return {
    async current(line) {
      const { grant } = await usable(store.db, line);
      if (grant.renewAt === null || Date.parse(grant.renewAt) > now().getTime()) return grant;
      try {
        return await renewOnce(line, grant.accessToken);
      } catch (error) {
        // Renewal comes well before expiry, so a CRM that is busy for a moment stops nothing.
        if (error instanceof CrmError && error.fault.class === 'transient') return grant;
        throw error;
      }
    },
    renew: renewOnce,
    async stored(connectionId) {
      try {
        return (await opened(await connectionById(store.db, connectionId))).grant;
      } catch (error) {
        if (error instanceof CrmError) return null;
        throw error;
      }
    },
  };
}

function otherAccount(row: ConnectionRow, { accountId }: Line): Fault | null {
  if (row.account_id === accountId) return null;
  return faultOf('crm_unavailable', 'The connection leads to another account by now. Load the page again.');
}

/** Once somebody must sign in again, asking the CRM is pointless and may do harm. */
function endedBecause(row: ConnectionRow): Fault | null {
  const { status, reason } = recordOf(row);
  if (status !== 'needs_reconnect') return null;
  return faultOf('grant_revoked', reason?.sentence ?? 'The CRM ended our access. Reconnect to go on.', {
    params: reason?.params ?? {},
  });
}

function lostRotation(crm: string): Fault {
  return faultOf(
    'grant_revoked',
    `${crm} did not answer while it was renewing our access, and asking again could end it for good. Reconnect to go on.`,
    { params: { crm } },
  );
}

function messageOf({ code, params, sentence }: Fault): Message {
  return { code, params, sentence };
}
