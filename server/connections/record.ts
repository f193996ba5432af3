import type { Environment, Message } from '../contract/model/index.js';
import type { ConnectionRow } from './store.js';

/** A tenant's link to a CRM account as the server sees it; the grant is not part of it. */
export interface ConnectionRecord {
  readonly id: string;
  readonly tenant: string;
  readonly provider: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly environment: Environment;
  readonly uiUrl: string;
  readonly apiUrl: string;
  readonly timeZone: string | null;
  readonly status: StoredStatus;
  readonly pausedUntil: string | null;
  readonly reason: Message | null;
  readonly connectedBy: string;
  readonly connectedAt: string;
  readonly scopes: readonly string[];
  readonly leaseNo: number;
}

/** `connecting`: signed in, its first mapping is being made. Like `disconnected` it is not there for anybody yet. */
export type StoredStatus =
  'active' | 'paused' | 'waiting' | 'needs_reconnect' | 'connecting' | 'disconnected';

/** Reads a row; what the database holds was written by us. */
export function recordOf(row: ConnectionRow): ConnectionRecord {
  const reason: Message | null = row.reason_json === null ? null : JSON.parse(row.reason_json);
  const scopes: string[] = JSON.parse(row.scopes_json);
  return {
    id: row.id,
    tenant: row.tenant,
    provider: row.provider,
    accountId: row.account_id,
    accountName: row.account_name,
    environment: row.environment === 'sandbox' ? 'sandbox' : 'production',
    uiUrl: row.ui_url,
    apiUrl: row.api_url,
    timeZone: row.time_zone,
    status: statusOf(row.status),
    pausedUntil: row.paused_until,
    reason,
    connectedBy: row.connected_by,
    connectedAt: row.connected_at,
    scopes,
    leaseNo: row.lease_no,
  };
}

/** Statuses of a connection that its tenant has. */
export const liveStatuses: readonly StoredStatus[] = ['active', 'paused', 'waiting', 'needs_reconnect'];

/** True for a connection that its tenant has. */
export function isLive({ status }: Pick<ConnectionRecord, 'status'>): boolean {
  return liveStatuses.includes(status);
}

const statuses: readonly StoredStatus[] = [...liveStatuses, 'connecting', 'disconnected'];

function statusOf(text: string): StoredStatus {
  return statuses.find((status) => status === text) ?? 'disconnected';
}
