import { ApiClient } from '../api/client.js';
import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { problemOf } from '../api/problem.js';
import type { TokenSource } from '../api/token.js';
import type { Connection, Provider } from '../../server/contract/model/index.js';

/** What one element did that the others should know. */
export type SessionNews =
  | { readonly kind: 'providers' }
  | { readonly kind: 'mapping'; readonly provider: string }
  | { readonly kind: 'sync'; readonly provider: string }
  /** A CRM, or another account of it, was connected on this page. */
  | { readonly kind: 'connected'; readonly provider: string }
  /** The CRM was asked anew what it permits. */
  | { readonly kind: 'permissions'; readonly provider: string }
  | {
      readonly kind: 'show-row';
      readonly provider: string;
      readonly object: string;
      readonly field: string;
      /** Which control of the row is meant; its source by default. */
      readonly part?: 'source' | 'fallback';
      /** What bookings wait for because of it, in words; shown on the row. */
      readonly why?: string;
    }
  | { readonly kind: 'map-source'; readonly provider: string; readonly source: string }
  | {
      readonly kind: 'show-activity';
      readonly provider: string;
      /** Shows only bookings that were written to this object, or wait because of it. */
      readonly object?: string;
    }
  | PermissionNews;

/** Somebody wants to see what keeps bookings from being written. */
export interface PermissionNews {
  readonly kind: 'show-permissions';
  readonly provider: string;
  /** Object that could not be written; null for all. */
  readonly object: string | null;
  /** Set by whoever shows it, so that another way can be taken where nobody does. */
  shown?: boolean;
}

/** What the elements of one page share: the client, what is connected, and news of each other. */
export class Session {
  readonly client: ApiClient;
  /** CRMs on offer, with their connections. */
  providers: Loadable<readonly Provider[]> = loading;

  readonly #listeners = new Set<(news: SessionNews) => void>();
  #reading: Promise<void> | undefined;

  constructor(
    readonly server: string,
    source: TokenSource,
    fetch?: typeof globalThis.fetch,
  ) {
    this.client = new ApiClient(server, source, fetch);
  }

  /** Hears of everything that happens until the returned function is called. */
  listen(listener: (news: SessionNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the other elements. */
  tell(news: SessionNews): void {
    for (const listener of [...this.#listeners]) listener(news);
  }

  /** Reads what is connected, once for all that ask at the same time. */
  readProviders(): Promise<void> {
    this.#reading ??= this.client
      .providers()
      .then(
        ({ providers }) => ready(providers),
        (error: unknown) => failed(problemOf(error)),
      )
      .then((providers) => {
        this.#reading = undefined;
        // A reading that failed must not blank a page that is already drawn.
        if (providers.status === 'ready' || this.providers.status !== 'ready') this.providers = providers;
        this.tell({ kind: 'providers' });
      });
    return this.#reading;
  }

  /** Reads once more on a person's wish; a reading already on its way may fail as the last one did. */
  async readAgain(): Promise<void> {
    await this.#reading;
    if (this.providers.status !== 'ready') await this.readProviders();
  }

  provider(id: string): Provider | undefined {
    return this.providers.status === 'ready'
      ? this.providers.value.find((each) => each.id === id)
      : undefined;
  }

  connection(id: string): Connection | null {
    return this.provider(id)?.connection ?? null;
  }
}
