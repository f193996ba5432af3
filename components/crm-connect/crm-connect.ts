import { adoptStyles, html } from 'lit';
import { property } from 'lit/decorators.js';
import { SessionController } from '../session/session-controller.js';
import { SessionElement } from '../session/session-element.js';
import type { Session } from '../session/session.js';
import { controls } from '../theme/controls.styles.js';
import { tokens } from '../theme/tokens.styles.js';
import type { Cards } from './cards.js';
import { styles } from './crm-connect.styles.js';

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
export class CrmConnect extends SessionElement {
  static override styles = [tokens, controls, styles];

  /** Which CRMs to show, in this order; all on offer by default. */
  @property() providers?: string;
  /** Only one CRM may be connected at a time. */
  @property({ type: Boolean }) exclusive = false;

  readonly #session = new SessionController(this, {
    sessionJoined: (session) => void this.#onSession(session),
    sessionNews: (news) => this.#cards?.onNews(news),
  });
  #cards: Cards | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is only moved keeps its cards, and a sign-in that is under way.
    queueMicrotask(() => {
      if (!this.isConnected) this.#leaveCards();
    });
  }

  protected override updated(): void {
    this.#cards?.settleFocus(this.renderRoot);
  }

  protected override render() {
    const busy = this.#session.session?.providers.status !== 'ready';
    return html`<slot name="heading"></slot>
      <div class="cards" part="cards" aria-busy=${busy ? 'true' : 'false'}>${this.#renderCards()}</div>
      <div class="inner"><slot></slot></div>`;
  }

  #renderCards() {
    const { session, words } = this.#session;
    return session && this.#cards && session.providers.status !== 'loading'
      ? this.#cards.render(words, this)
      : (this.#session.unset ??
          (this.providers?.match(/\S+/g) ?? [0, 0]).map(
            () => html`<div class="card place" aria-hidden="true"></div>`,
          ));
  }

  async #onSession(session: Session): Promise<void> {
    this.#leaveCards();
    if (session.providers.status === 'failed') void session.readProviders();
    const { Cards, controlsMore, styles: cardStyles } = await import('./cards.js');
    if (this.#session.session !== session) return;
    await this.updateComplete;
    if (this.renderRoot instanceof ShadowRoot)
      adoptStyles(this.renderRoot, [tokens, controlsMore, controls, styles, cardStyles]);
    this.#cards = new Cards(session, {
      changed: () => this.requestUpdate(),
      emit: (type, detail) => this.emit(type, detail),
    });
    this.requestUpdate();
    const { registerMoreUi } = await import('../ui/register-more.js');
    registerMoreUi();
  }

  #leaveCards(): void {
    this.#cards?.leave();
    this.#cards = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-connect': CrmConnect;
  }
}
