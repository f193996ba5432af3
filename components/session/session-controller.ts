import { ContextConsumer, ContextProvider } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { TokenSource } from '../api/token.js';
import { loadStrings, needsLoading } from '../locales/load.js';
import { Words, type StringOverrides } from '../locales/words.js';
import { joinSession } from './session-registry.js';
import { sessionContext, type SharedContext } from './session-context.js';
import type { Session, SessionNews } from './session.js';

/** A page may set what an element needs after it is there; then it is time to say what is missing. */
const settingTime = 1000;

/** The properties that every element of ours has. */
export interface SessionHost extends ReactiveElement {
  server?: string;
  tokenUrl?: string;
  token?: string;
  getToken?: () => Promise<string>;
  locale?: string;
  strings?: StringOverrides;
}

/** What an element wants to hear. */
export interface SessionListener {
  /** The session is there, or another one than before. */
  sessionJoined(session: Session): void;
  sessionNews?(news: SessionNews): void;
}

/**
 * Joins the session of an ancestor, or makes one from the element's own properties, and provides it to
 * elements inside. Redraws the host when the words change.
 */
export class SessionController implements ReactiveController {
  /** The joined session; undefined until the element knows its server. */
  session: Session | undefined;
  /** Texts in the element's language. */
  words = new Words('en');
  /** Says what the element needs before it can begin, once it has waited for that. */
  unset: unknown;

  readonly #consumer: ContextConsumer<typeof sessionContext, SessionHost>;
  readonly #provider: ContextProvider<typeof sessionContext, SessionHost>;
  #inherited: SharedContext | undefined;
  #leave: (() => void) | undefined;
  #stopListening: (() => void) | undefined;
  #wanted = '';
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #loadingLocale = '';

  constructor(
    private readonly host: SessionHost,
    private readonly listener: SessionListener,
  ) {
    host.addController(this);
    this.#provider = new ContextProvider(host, { context: sessionContext });
    this.#consumer = new ContextConsumer(host, {
      context: sessionContext,
      subscribe: true,
      callback: (context) => {
        this.#inherited = context;
        host.requestUpdate();
      },
    });
  }

  hostConnected(): void {
    // The consumer, whose turn is next, finds the ancestor anew, if there is one.
    this.#inherited = undefined;
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    // An element that is only moved stays in its session.
    queueMicrotask(() => {
      if (!this.host.isConnected) this.#part();
    });
  }

  hostUpdate(): void {
    this.#chooseWords();
    this.#chooseSession();
    if (!this.session) this.#waiting ??= setTimeout(() => void this.#sayUnset(), settingTime);
  }

  async #sayUnset(): Promise<void> {
    const { unset } = await import('./unset.js');
    if (this.session || !this.host.isConnected) return;
    this.unset = unset(this.host, this.words);
    this.host.requestUpdate();
  }

  #chooseSession(): void {
    const source = this.#ownSource();
    const server = this.host.server?.replace(/\/$/, '');
    const key = server && source ? `${server} ${JSON.stringify(source)}` : this.#inherited ? 'inherited' : '';
    const sameFunction = !source || !('getToken' in source) || this.#joinedFunction === source.getToken;
    const same =
      key === this.#wanted &&
      sameFunction &&
      (key !== 'inherited' || this.session === this.#inherited?.session);
    if (same) return;
    this.#part();
    this.#wanted = key;
    if (server && source) {
      this.#joinedFunction = 'getToken' in source ? source.getToken : undefined;
      const { session, leave } = joinSession(server, source);
      this.#leave = leave;
      this.#join(session);
    } else if (this.#inherited) {
      this.#join(this.#inherited.session);
    }
  }

  #joinedFunction: (() => Promise<string>) | undefined;

  #ownSource(): TokenSource | undefined {
    const { token, tokenUrl, getToken } = this.host;
    if (getToken) return { getToken };
    if (token) return { token };
    return tokenUrl ? { url: tokenUrl } : undefined;
  }

  #join(session: Session): void {
    clearTimeout(this.#waiting);
    this.unset = undefined;
    this.session = session;
    this.#stopListening = session.listen((news) => {
      this.listener.sessionNews?.(news);
      this.host.requestUpdate();
    });
    this.#provider.setValue({ session, words: this.words });
    this.listener.sessionJoined(session);
    if (session.providers.status !== 'ready') void session.readProviders();
  }

  #part(): void {
    this.#stopListening?.();
    this.#leave?.();
    this.#stopListening = this.#leave = undefined;
    this.session = undefined;
    this.#wanted = '';
  }

  #chooseWords(): void {
    const { locale, strings } = this.host;
    if (!locale && !strings && this.#inherited) {
      this.#useWords(this.#inherited.words);
      return;
    }
    const wanted = locale || pageLocale(this.host);
    if (this.words.locale !== wanted || this.words.overrides !== strings) {
      if (needsLoading(wanted)) void this.#load(wanted);
      else this.#useWords(new Words(wanted, undefined, strings));
    }
  }

  async #load(locale: string): Promise<void> {
    if (this.#loadingLocale === locale) return;
    this.#loadingLocale = locale;
    const strings = await loadStrings(locale);
    if (this.#loadingLocale !== locale) return;
    this.#loadingLocale = '';
    this.#useWords(new Words(locale, strings, this.host.strings));
  }

  #useWords(words: Words): void {
    if (this.words === words) return;
    this.words = words;
    if (this.session) this.#provider.setValue({ session: this.session, words });
    this.host.requestUpdate();
  }
}

function pageLocale(host: Element): string {
  const nearest = host.closest('[lang]')?.getAttribute('lang');
  return nearest || host.ownerDocument.documentElement.lang || 'en';
}
