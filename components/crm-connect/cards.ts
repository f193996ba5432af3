import { html, nothing } from 'lit';
import { connect } from '../locales/en/connect.js';
import { speakEnglish } from '../locales/en.js';
import type { Words } from '../locales/words.js';
import type { Session, SessionNews } from '../session/session.js';
import { drawEach } from '../ui/each.js';
import { addIcons, icon } from '../ui/icons.js';
import { moreIcons } from '../ui/icons-more.js';
import type { ClientProblem } from '../api/problem.js';
import type { Provider } from '../../server/contract/model/index.js';
import { cardView } from './card-view.js';
import { Card } from './card.js';
import type { CrmConnectEvents } from './events.js';

export { controlsMore } from '../theme/controls-more.styles.js';
export { styles } from './cards.styles.js';

speakEnglish(connect);
addIcons(moreIcons);

/** Between two looks at what is connected, while the page is seen. */
const lookEvery = 15_000;

/** What the cards need of the element that shows them. */
export interface CardsHost {
  changed(): void;
  emit<Type extends keyof CrmConnectEvents>(type: Type, detail: CrmConnectEvents[Type]): void;
}

/** The cards of all CRMs on offer; loaded by the element once it is on the page. */
export class Cards {
  private readonly cards = new Map<string, Card>();
  private readonly look = setInterval(() => this.onSeen(), lookEvery);
  private toldFailure = false;

  constructor(
    private readonly session: Session,
    private readonly host: CardsHost,
  ) {
    window.addEventListener('online', this.onLine);
    window.addEventListener('offline', this.onLine);
    document.addEventListener('visibilitychange', this.onSeen);
    this.onProviders();
  }

  /** Something happened on the page that the cards show. */
  onNews(news: SessionNews): void {
    if (news.kind === 'providers') {
      this.onProviders();
      for (const card of this.cards.values()) {
        card.onCounts();
        void card.lookAtTest();
      }
    }
    if (news.kind !== 'show-permissions') return;
    const card = this.cards.get(news.provider);
    if (!card || !this.session.connection(news.provider)) return;
    news.shown = true;
    void card.showPermissions(news.object);
  }

  private onProviders(): void {
    const { providers } = this.session;
    // Told once, however often it is tried; the page shows it.
    if (providers.status === 'failed' && !this.toldFailure)
      this.host.emit('crm-error', { problem: providers.problem });
    this.toldFailure = providers.status === 'failed';
  }

  /** The cards of the CRMs that the page wants, in its order; of all on offer by default. */
  render(words: Words, wanted: { readonly providers?: string; readonly exclusive: boolean }) {
    const { providers } = this.session;
    if (providers.status === 'loading') return nothing;
    if (providers.status === 'failed') return this.renderFailure(providers.problem, words);
    const ids = wanted.providers?.match(/\S+/g);
    const shown = ids ? ids.flatMap((id) => this.session.provider(id) ?? []) : providers.value;
    return this.renderCards(shown, wanted.exclusive, words);
  }

  private renderCards(shown: readonly Provider[], exclusive: boolean, words: Words) {
    if (shown.length === 0) {
      return html`<slot name="empty"><p class="muted">${words.say('connect.none')}</p></slot>`;
    }
    const connected = shown.find(({ connection }) => connection);
    return drawEach(
      shown,
      ({ id }) => id,
      (provider) =>
        cardView({
          card: this.card(provider.id),
          provider,
          words,
          blockedBy: exclusive && connected && connected.id !== provider.id ? connected.name : undefined,
          online: navigator.onLine,
          onShowActivity: () => this.session.tell({ kind: 'show-activity', provider: provider.id }),
        }),
    );
  }

  private renderFailure(problem: ClientProblem, words: Words) {
    return html`<div class="note danger" role="alert">
      ${icon('warning')}
      <p class="grow">
        <b>${words.say('connect.cantRead')}</b> ${words.tell({ ...problem, sentence: problem.detail })}
      </p>
      <div class="actions">
        <button class="link" type="button" @click=${() => void this.session.readAgain()}>
          ${words.say('common.tryAgain')}
        </button>
      </div>
    </div>`;
  }

  /** Gives focus to what replaced the thing that had it, unless the person has gone elsewhere. */
  settleFocus(root: ParentNode): void {
    for (const card of this.cards.values()) {
      if (!card.focusNext) continue;
      if (!card.moved && somethingHasFocus()) {
        card.focusNext = undefined;
        continue;
      }
      const place = root.querySelector(`[data-provider="${CSS.escape(card.provider)}"]`);
      const target = place?.querySelector<HTMLElement>(
        card.focusNext === 'check' ? '[data-check][aria-expanded=true]' : `[data-focus="${card.focusNext}"]`,
      );
      // One that is disabled, or not loaded yet, is tried again by the next drawing.
      if (!target || target.matches(':disabled, :not(:defined)')) continue;
      card.focusNext = undefined;
      card.moved = false;
      target.focus();
    }
  }

  /** Stops everything that still runs. */
  leave(): void {
    clearInterval(this.look);
    window.removeEventListener('online', this.onLine);
    window.removeEventListener('offline', this.onLine);
    document.removeEventListener('visibilitychange', this.onSeen);
    for (const card of this.cards.values()) card.leave();
    this.cards.clear();
  }

  private card(provider: string): Card {
    const known = this.cards.get(provider);
    if (known) return known;
    const { session, host } = this;
    const card = new Card(session, provider, {
      changed: () => host.changed(),
      connected: (accountChanged) => {
        const connection = session.connection(provider);
        if (connection) host.emit('crm-connected', { provider, connection, accountChanged });
      },
      disconnected: (mapping) => host.emit('crm-disconnected', { provider, mapping }),
      checked: (checks) => host.emit('crm-permissions-checked', { provider, checks }),
      refused: (problem) => host.emit('crm-error', { problem }),
    });
    this.cards.set(provider, card);
    if (session.connection(provider)) void card.check(false);
    return card;
  }

  private readonly onLine = () => {
    this.host.changed();
    this.onSeen();
  };

  private readonly onSeen = () => {
    if (document.visibilityState === 'visible' && navigator.onLine) void this.session.readProviders();
  };
}

function somethingHasFocus(): boolean {
  const { activeElement } = document;
  return activeElement !== null && activeElement !== document.body;
}
