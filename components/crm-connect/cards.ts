import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { connect } from '../locales/en/connect.js';
import { speakEnglish } from '../locales/en.js';
import type { Words } from '../locales/words.js';
import type { Session } from '../session/session.js';
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

/** What the cards need of the element that shows them. */
export interface CardsHost {
  changed(): void;
  emit<Type extends keyof CrmConnectEvents>(type: Type, detail: CrmConnectEvents[Type]): void;
}

/** The cards of all CRMs on offer; loaded by the element once it is on the page. */
export class Cards {
  private readonly cards = new Map<string, Card>();

  constructor(
    private readonly session: Session,
    private readonly host: CardsHost,
  ) {}

  render(shown: readonly Provider[], exclusive: boolean, words: Words) {
    if (shown.length === 0) {
      return html`<slot name="empty"><p class="muted">${words.say('connect.none')}</p></slot>`;
    }
    const connected = shown.find(({ connection }) => connection);
    return repeat(
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

  renderFailure(problem: ClientProblem, words: Words) {
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
      if (somethingHasFocus()) {
        card.focusNext = undefined;
        continue;
      }
      const place = root.querySelector(`[data-provider="${CSS.escape(card.provider)}"]`);
      const target = place?.querySelector<HTMLElement>(`[data-focus="${card.focusNext}"]`);
      // One that is disabled, or not loaded yet, is tried again by the next drawing.
      if (!target || target.matches(':disabled, :not(:defined)')) continue;
      card.focusNext = undefined;
      target.focus();
    }
  }

  /** Stops everything that still runs. */
  leave(): void {
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
}

function somethingHasFocus(): boolean {
  const { activeElement } = document;
  return activeElement !== null && activeElement !== document.body;
}
