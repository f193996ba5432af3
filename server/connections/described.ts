import type { Connection } from '../contract/model/index.js';
import type { ConnectionRecord } from './record.js';

/** A live connection as the API tells it; one whose waiting is over reads active before anybody has used it. */
export function described(connection: ConnectionRecord, now: Date, counts: Connection['counts']): Connection {
  const { provider, accountId, accountName, environment, connectedBy, connectedAt } = connection;
  const { status, pausedUntil, reason } = connection;
  // What an active one gives its CRM a moment for is told on the bookings that wait for it.
  const isOver =
    status === 'active' || (status === 'waiting' && pausedUntil !== null && pausedUntil <= now.toISOString());
  return {
    provider,
    accountId,
    accountName,
    environment,
    status: isOver || status === 'connecting' || status === 'disconnected' ? 'active' : status,
    reason: isOver ? null : reason,
    pausedUntil: isOver ? null : pausedUntil,
    connectedBy,
    connectedAt,
    counts,
  };
}
