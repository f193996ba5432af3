import { LitElement, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { StringOverrides } from '../locales/words.js';
import { SessionController } from '../session/session-controller.js';
import type { Session } from '../session/session.js';
import { controls } from '../theme/controls.styles.js';
import { tokens } from '../theme/tokens.styles.js';
import { icon } from '../ui/icons.js';
import { bone } from '../ui/pieces.js';
import type { Provider } from '../../server/contract/model/index.js';
import { cardView } from './card-view.js';
import { Card } from './card.js';
import { styles } from './crm-connect.styles.js';
import type {
  CrmConnectedEvent,
  CrmDisconnectedEvent,
  CrmErrorEvent,
  CrmPermissionsCheckedEvent,
} from './events.js';

/** Between two looks at what is connected, while the page is seen. */
const lookEvery = 15_000;

/**
 * Lets an admin connect CRMs: one card each, signing in by pop-up, permissions, pause, disconnect.
 *
 * @fires {CrmConnectedEvent} crm-connected - A CRM was connected; its mapping exists.
 * @fires {CrmDisconnectedEvent} crm-disconnected - A CRM was disconnected and its grant revoked.
 * @fires {CrmPermissionsCheckedEvent} crm-permissions-checked - The permissions were looked up.
 * @fires {CrmErrorEvent} crm-error - Something did not work; it is shown on the page as well.
 * @slot - Elements that use the same session, such as a field mapper.
 * @slot heading - A heading above the cards.
 * @slot empty - Shown when no CRM is on offer.
 * @csspart cards - The cards together.
 * @csspart card - The card of one CRM.
 * @csspart head - Name, account and main action.
 * @csspart foot - The permissions.
 * @csspart connect - The button that starts signing in.
 */
export class CrmConnect extends LitElement {
  static override styles = [tokens, controls, styles];

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
  /** Which CRMs to show, in this order; all on offer by default. */
  @property() providers?: string;
  /** Only one CRM may be connected at a time. */
  @property({ type: Boolean }) exclusive = false;

  private readonly session = new SessionController(this, {
    sessionJoined: (session) => this.onSession(session),
  });
  private readonly cards = new Map<string, Card>();
  private look: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('online', this.onLine);
    window.addEventListener('offline', this.onLine);
    document.addEventListener('visibilitychange', this.onSeen);
    this.look = setInterval(this.onSeen, lookEvery);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.onLine);
    window.removeEventListener('offline', this.onLine);
    document.removeEventListener('visibilitychange', this.onSeen);
    clearInterval(this.look);
    this.forgetCards();
  }

  protected override render() {
    return html`<slot name="heading"></slot>
      <div
        class="cards"
        part="cards"
        aria-busy=${this.session.session?.providers.status === 'loading' ? 'true' : 'false'}
      >
        ${this.renderCards()}
      </div>
      <div class="inner"><slot></slot></div>`;
  }

  private renderCards() {
    const { session, words } = this.session;
    if (!session || session.providers.status === 'loading') return this.expected.map(() => skeleton());
    if (session.providers.status === 'failed') {
      const { problem } = session.providers;
      return html`<div class="note danger" role="alert">
        ${icon('warning')}
        <p class="grow">
          <b>${words.say('connect.cantRead')}</b> ${words.tell({ ...problem, sentence: problem.detail })}
        </p>
        <div class="actions">
          <button class="link" type="button" @click=${() => void session.readProviders()}>
            ${words.say('common.tryAgain')}
          </button>
        </div>
      </div>`;
    }
    const shown = this.shown(session.providers.value);
    if (shown.length === 0)
      return html`<slot name="empty"><p class="muted">${words.say('connect.none')}</p></slot>`;
    const connected = shown.find(({ connection }) => connection);
    return repeat(
      shown,
      ({ id }) => id,
      (provider) =>
        cardView({
          card: this.card(session, provider.id),
          provider,
          words,
          blockedBy: this.exclusive && connected && connected.id !== provider.id ? connected.name : undefined,
          online: navigator.onLine,
          onShowActivity: () => session.tell({ kind: 'show-activity', provider: provider.id }),
        }),
    );
  }

  private get expected(): string[] {
    return this.providers?.split(/\s+/).filter(Boolean) ?? ['', ''];
  }

  private shown(offered: readonly Provider[]): readonly Provider[] {
    if (!this.providers) return offered;
    return this.expected.flatMap((id) => offered.find((provider) => provider.id === id) ?? []);
  }

  private card(session: Session, provider: string): Card {
    const known = this.cards.get(provider);
    if (known) return known;
    const card = new Card(session, provider, {
      changed: () => this.requestUpdate(),
      connected: (accountChanged) => {
        const connection = session.connection(provider);
        if (connection)
          this.emit('crm-connected', {
            provider,
            connection,
            accountChanged,
          } satisfies CrmConnectedEvent['detail']);
      },
      disconnected: (mapping) =>
        this.emit('crm-disconnected', { provider, mapping } satisfies CrmDisconnectedEvent['detail']),
      checked: (checks) =>
        this.emit('crm-permissions-checked', {
          provider,
          checks,
        } satisfies CrmPermissionsCheckedEvent['detail']),
      refused: (problem) => this.emit('crm-error', { problem } satisfies CrmErrorEvent['detail']),
    });
    this.cards.set(provider, card);
    if (session.connection(provider)) void card.check(false);
    return card;
  }

  private emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  private onSession(session: Session): void {
    this.forgetCards();
    if (session.providers.status === 'failed') void session.readProviders();
  }

  private forgetCards(): void {
    for (const card of this.cards.values()) card.leave();
    this.cards.clear();
  }

  private readonly onLine = () => {
    this.requestUpdate();
    this.onSeen();
  };

  private readonly onSeen = () => {
    if (document.visibilityState === 'visible' && navigator.onLine)
      void this.session.session?.readProviders();
  };
}

function skeleton() {
  return html`<article class="card crm" aria-hidden="true">
      <div class="top">
        <span class="tile"></span>
        <div class="grow">
          ${bone('short')}
          <p>${bone('long')}</p>
        </div>
      </div>
      <div class="body">${bone('text')}</div>
      <div class="foot"><div class="disclosure">${bone('short')}</div></div>
    </article>
    ${nothing}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-connect': CrmConnect;
  }
}
