import type {
  Attempt,
  BookingState,
  Connection,
  Environment,
  PermissionCheck,
} from '../../server/contract/model/index.js';
import type { ApiClient } from './client.js';

/** Begins a sign-in. */
export function authorize(
  client: ApiClient,
  provider: string,
  target: { environment?: Environment; domain?: string },
) {
  return client.body<{ attemptId: string; authorizeUrl: string }>(`/v1/connections/${provider}/authorize`, {
    method: 'POST',
    json: target,
  });
}

/** How far a sign-in is. */
export function readAttempt(client: ApiClient, id: string, signal?: AbortSignal) {
  return client.body<Attempt>(`/v1/connections/attempts/${id}`, { signal });
}

/** Gives a sign-in up. */
export function cancelAttempt(client: ApiClient, id: string) {
  return client.send(`/v1/connections/attempts/${id}`, { method: 'DELETE' });
}

/** Pauses syncing, or lets it go on. */
export function setPaused(client: ApiClient, provider: string, paused: boolean) {
  return client.body<Connection>(`/v1/connections/${provider}`, { method: 'PATCH', json: { paused } });
}

/** Ends a connection. */
export function endConnection(client: ApiClient, provider: string, mapping: 'keep' | 'delete') {
  return client.send(`/v1/connections/${provider}?mapping=${mapping}`, { method: 'DELETE' });
}

/** What the connection may do. */
export function readPermissions(client: ApiClient, provider: string, refresh: boolean, signal?: AbortSignal) {
  return client.body<{ checks: PermissionCheck[] }>(
    `/v1/connections/${provider}/permissions${refresh ? '?refresh=true' : ''}`,
    {
      signal,
    },
  );
}

/** Sends a marked booking. */
export function postTestBooking(client: ApiClient, provider: string) {
  return client.body<{ id: string }>(`/v1/connections/${provider}/test-booking`, { method: 'POST' });
}

/** Sends, or with `dryRun` counts, bookings from before the connection. */
export function backfillBookings(
  client: ApiClient,
  provider: string,
  request: { from?: string; dryRun: boolean },
) {
  return client.body<{ count: number; calls: number }>(`/v1/connections/${provider}/backfill`, {
    method: 'POST',
    json: request,
  });
}

/** How far a booking got. */
export function readBooking(client: ApiClient, id: string, signal?: AbortSignal) {
  return client.body<BookingState>(`/v1/bookings/${encodeURIComponent(id)}`, { signal });
}
