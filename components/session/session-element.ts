import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { StringOverrides } from '../locales/words.js';

/** What every element of ours takes: where the server is, where tokens come from, and the language. */
export abstract class SessionElement extends LitElement {
  /** URL of the CRM Connect server. */
  @property() server?: string;
  /** URL of the page's own endpoint that answers `{token}`. */
  @property({ attribute: 'token-url' }) tokenUrl?: string;
  /** A session token, where the page has one at hand. */
  @property() token?: string;
  /** Called for a session token. */
  @property({ attribute: false }) getToken?: () => Promise<string>;
  /** Language, as a BCP 47 tag; the page's by default. */
  @property() locale?: string;
  /** Texts to use instead of ours, by key. */
  @property({ attribute: false }) strings?: StringOverrides;

  /** Fires an event that bubbles out of the shadow tree. */
  protected emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
