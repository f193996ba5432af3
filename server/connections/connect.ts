import type { Clock } from '../contract/model/index.js';
import type { Adapter, CrmClient, Grant } from '../crm/adapter.js';
import { createCrmClient } from '../crm/http.js';
import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import type { ConnectionHooks } from './connections.js';
import type { Crms } from './crms.js';
import { withDeadline } from './deadline.js';
import { digest } from './digest.js';
import { isLive, recordOf, type ConnectionRecord } from './record.js';
import type { Sealer } from './sealer.js';
import type { SignedIn } from './sign-ins.js';
import {
  connectionById,
  connectionOf,
  endAttempt,
  forgetAccount,
  putConnection,
  unfinishedConnections,
  updateConnection,
  type ConnectionRow,
} from './store.js';
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
  const sealed = await sealer.seal(JSON.stringify(grant), id);
  await putConnection(store.db, {
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
    // A live connection stays in sight while it is renewed, so that no booking passes it by.
    ...(stays && before ? showing(before) : connectingAfter(before)),
    connected_by: signedIn.by,
    connected_at: now().toISOString(),
    lease_owner: null,
    lease_no: 0,
    lease_until: null,
  });

  try {
    const connecting = await recordById(store, id);
    await prepare(parts, connecting, event, stays);
    const alive = await store.transaction(async (tx) => {
      const end = { status: 'connected', account_changed: event.accountChanged ? 1 : 0 };
      if (!(await endAttempt(tx, signedIn.attemptId, end))) return false;
      if (event.accountChanged) await forgetAccount(tx, id, now().toISOString());
      const paused = stays && before?.status === 'paused';
      if (!paused)
        await updateConnection(tx, id, {
          status: 'active',
          paused_until: null,
          reason_json: null,
          former_json: null,
        });
      return true;
    });
    if (!alive) {
      await takeBack(parts, signedIn, id, before);
      return false;
    }
  } catch (error) {
    await takeBack(parts, signedIn, id, before);
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
  await store.transaction((tx) => putBack(tx, hooks, row, before));
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

function showing({ status, paused_until, reason_json }: ConnectionRow) {
  if (status === 'needs_reconnect')
    return { status: 'active', paused_until: null, reason_json: null, former_json: null };
  return { status, paused_until, reason_json, former_json: null };
}

function connectingAfter(before: ConnectionRow | undefined) {
  const former_json = before ? JSON.stringify(before) : null;
  return { status: 'connecting', paused_until: null, reason_json: null, former_json };
}

async function takeBack(
  parts: Parts,
  signedIn: SignedIn,
  id: string,
  before: ConnectionRow | undefined,
): Promise<void> {
  const { store, hooks } = parts;
  const row = await connectionById(store.db, id);
  if (row) await store.transaction((tx) => putBack(tx, hooks, row, before));
  // Signing in to the same account again may have given the same refresh token as before.
  if (!before?.grant_sealed || before.account_id !== row?.account_id)
    await revoke(parts, signedIn.adapter, signedIn.grant);
}

/** A CRM that does not answer must not keep anybody from going on. */
async function revoke(
  { fetch, now, deadlineMs, log }: UndoParts,
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

async function revokeFormer(
  parts: UndoParts,
  adapter: Adapter,
  before: ConnectionRow | undefined,
): Promise<void> {
  if (!before?.grant_sealed) return;
  const opened = await parts.sealer.open(before.grant_sealed, before.id).catch(() => null);
  if (opened !== null) await revoke(parts, adapter, JSON.parse(opened));
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
