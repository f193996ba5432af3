import type {
  CrmField,
  CrmObject,
  Mapping,
  Problem,
  Provider,
  Question,
  SourceField,
  Suggestion,
} from '../../server/contract/model/index.js';
import { ApiError, clientProblem, wasAborted } from './problem.js';
import { TokenKeeper, type TokenSource } from './token.js';

/** A mapping with the tag that a save must name. */
export interface TaggedMapping {
  readonly mapping: Mapping;
  readonly etag: string;
}

/** What is sent beside the path. */
export interface Call {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The server's API as a first screen uses it; the files beside this one have the calls of what comes later. Every call throws {@link ApiError} with a problem to show.
 * Replies are trusted to be of the shape that the server declares: both come from one contract.
 */
export class ApiClient {
  readonly #tokens: TokenKeeper;

  constructor(
    private readonly server: string,
    source: TokenSource,
    private readonly fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args),
    now: () => number = Date.now,
  ) {
    this.#tokens = new TokenKeeper(source, this.fetch, now);
  }

  /** False for somebody who may look but not change anything, as far as the token says. */
  get mayChange(): boolean {
    return this.#tokens.role !== 'member';
  }

  providers(signal?: AbortSignal) {
    return this.body<{ providers: Provider[] }>('/v1/providers', { signal });
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

  sourceFields(signal?: AbortSignal) {
    return this.body<{ fields: SourceField[] }>('/v1/source/fields', { signal });
  }

  questions(signal?: AbortSignal) {
    return this.body<{ questions: Question[] }>('/v1/source/questions', { signal });
  }

  async mapping(provider: string, signal?: AbortSignal): Promise<TaggedMapping> {
    return tagged(await this.send(`/v1/providers/${provider}/mapping`, { signal }));
  }

  suggestions(provider: string, signal?: AbortSignal) {
    return this.body<{ suggestions: Suggestion[] }>(`/v1/providers/${provider}/mapping/suggestions`, {
      signal,
    });
  }

  /** Calls the server and reads what it answers. */
  async body<T>(path: string, call: Call): Promise<T> {
    return parsed<T>(await this.send(path, call));
  }

  /** Calls the server, with another token if the first one is refused. */
  async send(path: string, call: Call): Promise<Response> {
    const reply = await this.#once(path, call, await this.#tokens.token());
    if (reply.status !== 401 || !this.#tokens.renew()) return ok(reply);
    return ok(await this.#once(path, call, await this.#tokens.token()));
  }

  async #once(
    path: string,
    { method = 'GET', json, ifMatch, signal }: Call,
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
      });
    } catch (error) {
      if (wasAborted(error)) throw error;
      const why = await import('./unreachable.js').then(
        ({ whyUnreachable }) => whyUnreachable(this.server, this.fetch),
        // The network is gone, for that file too.
        () => undefined,
      );
      signal?.throwIfAborted();
      throw new ApiError(
        why ??
          clientProblem(
            'offline',
            'The server can’t be reached. Check your connection; syncing goes on without this page.',
          ),
      );
    }
  }
}

/** The mapping of a reply. */
export async function tagged(reply: Response): Promise<TaggedMapping> {
  return { mapping: await parsed<Mapping>(reply), etag: reply.headers.get('etag') ?? '' };
}

async function parsed<T>(reply: Response): Promise<T> {
  try {
    return await reply.json();
  } catch (error) {
    // Given up while the answer was arriving.
    if (wasAborted(error)) throw error;
    throw new ApiError(
      clientProblem('unreadable', 'The server’s answer could not be read. Reload the page.'),
    );
  }
}

async function ok(reply: Response): Promise<Response> {
  if (reply.ok) return reply;
  throw new ApiError(await parsed<Problem>(reply));
}
