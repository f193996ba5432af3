import type {
  ActivityCounts,
  ActivityItem,
  Attempt,
  BookingEvent,
  BookingState,
  Cause,
  Connection,
  CrmField,
  CrmObject,
  CrmUser,
  Environment,
  Mapping,
  MappingVersion,
  Match,
  NewField,
  PermissionCheck,
  Preview,
  Problem,
  Provider,
  Question,
  Readiness,
  SourceField,
  Suggestion,
  SyncState,
} from '../../server/contract/model/index.js';
import { ApiError, clientProblem, wasAborted } from './problem.js';
import { TokenKeeper, type TokenSource } from './token.js';

/** A mapping with the tag that a save must name. */
export interface TaggedMapping {
  readonly mapping: Mapping;
  readonly etag: string;
}

interface Call {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly ifMatch?: string;
  /** Never from the browser's cache. */
  readonly fresh?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The server's API as the widget uses it. Every method throws {@link ApiError} with a problem to show.
 * Replies are trusted to be of the shape that the server declares: both come from one contract.
 */
export class ApiClient {
  private readonly tokens: TokenKeeper;

  constructor(
    private readonly server: string,
    source: TokenSource,
    private readonly fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args),
    now: () => number = Date.now,
  ) {
    this.tokens = new TokenKeeper(source, this.fetch, now);
  }

  /** False for somebody who may look but not change anything, as far as the token says. */
  get mayChange(): boolean {
    return this.tokens.role !== 'member';
  }

  providers(signal?: AbortSignal) {
    return this.body<{ providers: Provider[] }>('/v1/providers', { signal });
  }

  authorize(provider: string, target: { environment?: Environment; domain?: string }) {
    return this.body<{ attemptId: string; authorizeUrl: string }>(`/v1/connections/${provider}/authorize`, {
      method: 'POST',
      json: target,
    });
  }

  attempt(id: string, signal?: AbortSignal) {
    return this.body<Attempt>(`/v1/connections/attempts/${id}`, { signal });
  }

  cancelAttempt(id: string) {
    return this.send(`/v1/connections/attempts/${id}`, { method: 'DELETE' });
  }

  setPaused(provider: string, paused: boolean) {
    return this.body<Connection>(`/v1/connections/${provider}`, { method: 'PATCH', json: { paused } });
  }

  disconnect(provider: string, mapping: 'keep' | 'delete') {
    return this.send(`/v1/connections/${provider}?mapping=${mapping}`, { method: 'DELETE' });
  }

  permissions(provider: string, refresh: boolean, signal?: AbortSignal) {
    return this.body<{ checks: PermissionCheck[] }>(
      `/v1/connections/${provider}/permissions${refresh ? '?refresh=true' : ''}`,
      {
        signal,
      },
    );
  }

  objects(provider: string, signal?: AbortSignal) {
    return this.body<{ objects: CrmObject[] }>(`/v1/providers/${provider}/objects`, { signal });
  }

  fields(provider: string, object: string, refresh = false, signal?: AbortSignal) {
    return this.body<{ fields: CrmField[] }>(
      `/v1/providers/${provider}/objects/${object}/fields${refresh ? '?refresh=true' : ''}`,
      { signal },
    );
  }

  createField(provider: string, object: string, field: NewField) {
    return this.body<CrmField>(`/v1/providers/${provider}/objects/${object}/fields`, {
      method: 'POST',
      json: field,
    });
  }

  users(provider: string, signal?: AbortSignal) {
    return this.body<{ users: CrmUser[] }>(`/v1/providers/${provider}/users`, { signal });
  }

  sourceFields(signal?: AbortSignal) {
    return this.body<{ fields: SourceField[] }>('/v1/source/fields', { signal });
  }

  questions(signal?: AbortSignal) {
    return this.body<{ questions: Question[] }>('/v1/source/questions', { signal });
  }

  async mapping(provider: string, signal?: AbortSignal): Promise<TaggedMapping> {
    // Another account's first version has the same tag as this one's, so that only the server can tell them apart.
    return tagged(await this.send(`/v1/providers/${provider}/mapping`, { signal, fresh: true }));
  }

  async saveMapping(provider: string, mapping: Mapping, etag: string): Promise<TaggedMapping> {
    return tagged(
      await this.send(`/v1/providers/${provider}/mapping`, { method: 'PUT', json: mapping, ifMatch: etag }),
    );
  }

  suggestions(provider: string, signal?: AbortSignal) {
    return this.body<{ suggestions: Suggestion[] }>(`/v1/providers/${provider}/mapping/suggestions`, {
      signal,
    });
  }

  check(provider: string, mapping: Mapping, signal?: AbortSignal) {
    return this.body<Readiness>(`/v1/providers/${provider}/mapping/check`, {
      method: 'POST',
      json: { mapping },
      signal,
    });
  }

  preview(
    provider: string,
    draft: { mapping?: Mapping; booking?: BookingEvent | string },
    signal?: AbortSignal,
  ) {
    return this.body<Preview>(`/v1/providers/${provider}/mapping/preview`, {
      method: 'POST',
      json: draft,
      signal,
    });
  }

  match(provider: string, email: string, mapping: Mapping | undefined, signal?: AbortSignal) {
    return this.body<Match>(`/v1/providers/${provider}/mapping/match`, {
      method: 'POST',
      json: { email, mapping },
      signal,
    });
  }

  versions(provider: string, signal?: AbortSignal) {
    return this.body<{ versions: MappingVersion[] }>(`/v1/providers/${provider}/mapping/versions`, {
      signal,
    });
  }

  async restore(provider: string, version: number): Promise<TaggedMapping> {
    return tagged(
      await this.send(`/v1/providers/${provider}/mapping/versions/${version}/restore`, { method: 'POST' }),
    );
  }

  sendTestBooking(provider: string) {
    return this.body<{ id: string }>(`/v1/connections/${provider}/test-booking`, { method: 'POST' });
  }

  backfill(provider: string, request: { from?: string; dryRun: boolean }) {
    return this.body<{ count: number; calls: number }>(`/v1/connections/${provider}/backfill`, {
      method: 'POST',
      json: request,
    });
  }

  booking(id: string, signal?: AbortSignal) {
    return this.body<BookingState>(`/v1/bookings/${encodeURIComponent(id)}`, { signal });
  }

  activity(
    filter: { provider?: string; state?: SyncState; cursor?: string; limit?: string },
    signal?: AbortSignal,
  ) {
    const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
    return this.body<{ items: ActivityItem[]; cursor: string | null; counts: ActivityCounts }>(
      `/v1/activity?${query}`,
      { signal },
    );
  }

  causes(provider: string | undefined, signal?: AbortSignal) {
    return this.body<{ causes: Cause[] }>(`/v1/activity/causes${provider ? `?provider=${provider}` : ''}`, {
      signal,
    });
  }

  retry(which: { provider: string; bookings?: readonly string[]; cause?: string }) {
    return this.body<{ count: number }>('/v1/activity/retry', { method: 'POST', json: which });
  }

  skip(which: { provider: string; bookings?: readonly string[]; cause?: string }) {
    return this.body<{ count: number }>('/v1/activity/skip', { method: 'POST', json: which });
  }

  private async body<T>(path: string, call: Call): Promise<T> {
    return parsed<T>(await this.send(path, call));
  }

  private async send(path: string, call: Call): Promise<Response> {
    const reply = await this.once(path, call, await this.tokens.token());
    if (reply.status !== 401 || !this.tokens.renew()) return ok(reply);
    return ok(await this.once(path, call, await this.tokens.token()));
  }

  private async once(
    path: string,
    { method = 'GET', json, ifMatch, fresh, signal }: Call,
    token: string,
  ): Promise<Response> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (json !== undefined) headers['content-type'] = 'application/json';
    if (ifMatch) headers['if-match'] = ifMatch;
    try {
      return await this.fetch(this.server + path, {
        method,
        headers,
        body: json === undefined ? null : JSON.stringify(json),
        signal: signal ?? null,
        ...(fresh && { cache: 'no-store' }),
      });
    } catch (error) {
      if (wasAborted(error)) throw error;
      throw new ApiError(
        clientProblem(
          'offline',
          'The server can’t be reached. Check your connection; syncing goes on without this page.',
        ),
      );
    }
  }
}

async function tagged(reply: Response): Promise<TaggedMapping> {
  return { mapping: await parsed<Mapping>(reply), etag: reply.headers.get('etag') ?? '' };
}

async function parsed<T>(reply: Response): Promise<T> {
  try {
    return await reply.json();
  } catch {
    throw new ApiError(
      clientProblem('unreadable', 'The server’s answer could not be read. Reload the page.'),
    );
  }
}

async function ok(reply: Response): Promise<Response> {
  if (reply.ok) return reply;
  throw new ApiError(await parsed<Problem>(reply));
}
