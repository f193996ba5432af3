import type { Clock } from '../contract/model/index.js';
import type { Adapter, CrmClient } from '../crm/adapter.js';
import { createCrmClient } from '../crm/http.js';
import type { Log } from '../http/log.js';
import { problem } from '../http/problems.js';
import type { Store } from '../store/store.js';
import type { ConnectionHooks } from './connections.js';
import type { Crms } from './crms.js';
import { withDeadline } from './deadline.js';
import { digest } from './digest.js';
import { afterSignIn } from './lasting-pause.js';
import { isLive, recordOf, type ConnectionRecord } from './record.js';
import type { Sealer } from './sealer.js';
import type { SignedIn } from './sign-ins.js';
import {
  connectionById,
  connectionOf,
  endAttempt,
  forgetAccount,
  isStill,
  putConnection,
  unfinishedConnections,
  updateConnection,
  type ConnectionRow,
} from './store.js';
import { revoke, revokeFormer, revokeUnused } from './revoking.js';
import { formerOf, putBack } from './unfinished.js';

/** How a connection came to be. */
export interface ConnectedEvent {
  /** Another account than this tenant had connected before. */
  readonly accountChanged: boolean;
  /** The tenant had never connected this CRM. */
  readonly firstTime: boolean;
}

interface Parts {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly fetch: typeof globalThis.fetch;
  readonly now: Clock;
  readonly log: Log;
  readonly hooks: ConnectionHooks;
  readonly deadlineMs: number;
  readonly crms: Crms;
  readonly client: (connection: ConnectionRecord) => CrmClient;
}

type UndoParts = Omit<Parts, 'client'>;

/**
 * Turns a grant into a connection: asks whose account it is, stores it sealed, lets catalog and mapping be made,
 * and only then shows it to anybody. All of it or nothing: what was there before comes back after a failure.
 * False when the sign-in was cancelled meanwhile.
 */
export async function connectSignedIn(parts: Parts, signedIn: SignedIn): Promise<boolean> {
  const { store, sealer, now, hooks } = parts;
  const { tenant, provider, adapter, grant } = signedIn;
  const account = await withDeadline(adapter.about.name, parts.deadlineMs, (signal) =>
    adapter.signIn.account(firstClient(parts, signedIn), signal, grant),
  );

  const left = await connectionOf(store.db, tenant, provider);
  // Sign-ins of a tenant take turns, so one that is still under way was cut short.
  if (left?.status === 'connecting') await undo(parts, left);
  const before = await connectionOf(store.db, tenant, provider);
  const id = before?.id ?? `con_${(await digest(`${tenant}\n${provider}`)).slice(0, 22)}`;
  const event = {
    accountChanged: before !== undefined && before.account_id !== account.id,
    firstTime: before === undefined,
  };
  const stays = before !== undefined && isLive(recordOf(before)) && !event.accountChanged;
  // A live connection stays in sight while it is renewed, so that no booking passes it by.
  const standing = stays && before ? showing(before) : connectingAfter(before);
  const sealed = await sealer.seal(JSON.stringify(grant), id);
  const row = {
    id,
    tenant,
    provider,
    account_id: account.id,
    account_name: account.name,
    environment: account.environment,
    ui_url: account.uiUrl,
    time_zone: account.timeZone ?? null,
    api_url: grant.apiUrl,
    grant_sealed: sealed,
    grant_version: (before?.grant_version ?? 0) + 1,
    scopes_json: JSON.stringify(grant.scopes),
    ...standing,
    connected_by: signedIn.by,
    connected_at: laterThan(before, now()),
    lease_owner: null,
    lease_no: 0,
    lease_until: null,
  };
  if (!(await store.transaction((tx) => putConnection(tx, row, before)))) {
    await revokeUnused(parts, signedIn, account.id);
    throw overtaken(adapter);
  }

  try {
    const connecting = await recordById(store, id);
    await prepare(parts, connecting, event, stays);
    const alive = await store.transaction(async (tx) => {
      if (!(await isStill(tx, row))) throw overtaken(adapter);
      const end = { status: 'connected', account_changed: event.accountChanged ? 1 : 0 };
      if (!(await endAttempt(tx, signedIn.attemptId, end))) return false;
      if (event.accountChanged) await forgetAccount(tx, id, now().toISOString());
      if (standing.status !== 'paused')
        await updateConnection(tx, id, {
          status: 'active',
          paused_until: null,
          reason_json: null,
          former_json: null,
        });
      return true;
    });
    if (!alive) {
      await takeBack(parts, signedIn, row, before);
      return false;
    }
  } catch (error) {
    await takeBack(parts, signedIn, row, before);
    throw error;
  }
  if (event.accountChanged) await revokeFormer(parts, adapter, before);
  hooks.resumed(await recordById(store, id));
  return true;
}

/** Undoes sign-ins that a crash cut short before `instant`, and gives back the access that they had got. */
export async function undoUnfinished(parts: UndoParts, instant: string): Promise<void> {
  for (const row of await unfinishedConnections(parts.store.db, instant)) await undo(parts, row);
}

async function undo(parts: UndoParts, row: ConnectionRow): Promise<void> {
  const { store, hooks, log, crms } = parts;
  const before = formerOf(row);
  const isUndone = await store.transaction(async (tx) => {
    const isLeft = await isStill(tx, row);
    if (isLeft) await putBack(tx, hooks, row, before);
    return isLeft;
  });
  if (!isUndone) return;
  log.warn({ connection: row.id }, 'a sign-in that was cut short is undone');
  const adapter = crms.offer(row.provider).adapter;
  if (adapter && before?.account_id !== row.account_id) void revokeFormer(parts, adapter, row);
}

/** A live connection to the same account has its mapping already; that it cannot be refreshed now is no reason to fail. */
async function prepare(
  parts: Parts,
  connection: ConnectionRecord,
  event: ConnectedEvent,
  stays: boolean,
): Promise<void> {
  try {
    await parts.hooks.connected(connection, parts.client(connection), event);
  } catch (error) {
    if (!stays) throw error;
    parts.log.warn({ connection: connection.id, err: error }, 'reconnected without a fresh catalog');
  }
}

function showing(before: ConnectionRow) {
  const { status, paused_until, reason_json } = before;
  if (status === 'needs_reconnect') return { ...afterSignIn(before), former_json: null };
  return { status, paused_until, reason_json, former_json: null };
}

function connectingAfter(before: ConnectionRow | undefined) {
  const former_json = before ? JSON.stringify(before) : null;
  return { status: 'connecting', paused_until: null, reason_json: null, former_json };
}

async function takeBack(
  parts: Parts,
  signedIn: SignedIn,
  row: Pick<ConnectionRow, 'id' | 'status' | 'connected_at' | 'account_id'>,
  before: ConnectionRow | undefined,
): Promise<void> {
  const { store, hooks } = parts;
  const isOurs = await store.transaction(async (tx) => {
    if (!(await isStill(tx, row))) return false;
    const left = await connectionById(tx, row.id);
    if (left) await putBack(tx, hooks, left, before);
    return true;
  });
  if (!isOurs) return revokeUnused(parts, signedIn, row.account_id);
  // Signing in to the same account again may have given the same refresh token as before.
  if (!before?.grant_sealed || before.account_id !== row.account_id)
    await revoke(parts, signedIn.adapter, signedIn.grant);
}

/** Somebody has connected or disconnected the CRM while this sign-in had lost its lock. */
function overtaken({ about }: Adapter): Error {
  return problem('attempt_interrupted', { crm: about.name });
}

/** Tells one sign-in from another. */
function laterThan(before: ConnectionRow | undefined, now: Date): string {
  const earliest = before ? Date.parse(before.connected_at) + 1 : 0;
  return new Date(Math.max(now.getTime(), earliest)).toISOString();
}

/** Before the account is known there is no connection that could renew a token; it is seconds old anyway. */
function firstClient({ fetch, now, deadlineMs }: Parts, { adapter, grant }: SignedIn): CrmClient {
  const token = async () => grant.accessToken;
  return createCrmClient({
    crmName: adapter.about.name,
    apiUrl: grant.apiUrl,
    uiUrl: grant.loginUrl,
    accountId: '',
    scopes: grant.scopes,
    protocol: adapter.protocol,
    token: { current: token, renew: token },
    fetch,
    now,
    deadlineMs,
  });
}

async function recordById(store: Store, id: string): Promise<ConnectionRecord> {
  const row = await connectionById(store.db, id);
  if (!row) throw new Error('The connection vanished while it was being made.');
  return recordOf(row);
}
