import type { ActivityCounts, ActivityItem, Cause, SyncState } from '../../server/contract/model/index.js';
import type { ApiClient } from './client.js';

/** A page of what synced. */
export function readActivity(
  client: ApiClient,
  filter: { provider?: string; state?: SyncState; cursor?: string; limit?: string },
  signal?: AbortSignal,
) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
  return client.body<{ items: ActivityItem[]; cursor: string | null; counts: ActivityCounts }>(
    `/v1/activity?${query}`,
    { signal },
  );
}

/** Why bookings wait. */
export function readCauses(client: ApiClient, provider: string | undefined, signal?: AbortSignal) {
  return client.body<{ causes: Cause[] }>(`/v1/activity/causes${provider ? `?provider=${provider}` : ''}`, {
    signal,
  });
}

/** Tries bookings again. */
export function retryBookings(
  client: ApiClient,
  which: { provider: string; bookings?: readonly string[]; cause?: string },
) {
  return client.body<{ count: number }>('/v1/activity/retry', { method: 'POST', json: which });
}

/** Leaves bookings out. */
export function skipBookings(
  client: ApiClient,
  which: { provider: string; bookings?: readonly string[]; cause?: string },
) {
  return client.body<{ count: number }>('/v1/activity/skip', { method: 'POST', json: which });
}
