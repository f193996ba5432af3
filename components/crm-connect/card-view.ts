import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { part } from '../ui/part.js';
import type { Connection, Provider } from '../../server/contract/model/index.js';
import { footView } from './card-foot.js';
import { headAction, headLine } from './card-head.js';
import type { Card } from './card.js';
import { connectedBody } from './connected-view.js';

const signInView = part(() => import('./sign-in-view.js'));
const loginView = part(() => import('./login-view.js'));
const disconnectView = part(() => import('./disconnect-view.js'));

/** What a card is drawn from. */
export interface CardView {
  readonly card: Card;
  readonly provider: Provider;
  readonly words: Words;
  /** Another CRM that must be disconnected first. */
  readonly blockedBy: string | undefined;
  readonly online: boolean;
  onShowActivity(): void;
}

/** Draws the card of one CRM: the head stays, what is below it follows the state. */
export function cardView(view: CardView) {
  const { card, provider, words } = view;
  const { connection, name } = provider;
  const waiting = card.signIn?.step === 'opening' || card.signIn?.step === 'waiting';
  return html`<article class="card crm" part="card" aria-label=${name} data-provider=${provider.id}>
    ${
      waiting
        ? progress(words.say('connect.waiting', { crm: name }))
        : card.permissions?.status === 'loading' && connection
          ? progress(words.say('connect.checkingLabel'))
          : nothing
    }
    <div class="top" part="head">
      <span class="tile" aria-hidden="true">${name.slice(0, 1)}</span>
      <div class="grow">
        <h2>${name}${connection ? badge(connection, words) : nothing}</h2>
        <p>${headLine(view)}</p>
      </div>
      ${headAction(view)}
    </div>
    ${body(view)} ${footView(view)}
    <p class="hidden" role="status">${saying(view)}</p>
    ${
      connection && card.disconnecting
        ? disconnectView(card.redraw)?.disconnectDialog(card, provider, connection, words)
        : nothing
    }
  </article>`;
}

function progress(label: string) {
  return html`<div class="running" role="progressbar" aria-label=${label}></div>`;
}

function badge({ environment }: Connection, words: Words) {
  return html`<span class="badge ${environment === 'sandbox' ? 'warning' : ''}"
    >${words.say(`connect.${environment}`)}</span
  >`;
}

function body(view: CardView) {
  const { card, provider, words, online } = view;
  if (card.signIn) return signInView(card.redraw)?.signInBody(card, provider, words);
  if (!online) {
    const said = provider.connection ? 'common.offline' : 'connect.offlineReady';
    return html`<div class="body">
      <p class="line muted">${icon('offline')}<span>${words.say(said)}</span></p>
    </div>`;
  }
  if (provider.connection)
    return connectedBody(card, provider, provider.connection, words, () => view.onShowActivity());
  if (card.loginsOpen) return loginView(card.redraw)?.loginChoice(card, provider, words);
  return html`<div class="body"><p class="muted">${advice(view)}</p></div>`;
}

function advice({ card, provider, words, blockedBy }: CardView): string {
  const crm = provider.name;
  if (!provider.configured) return words.say('connect.notConfiguredHelp', { crm });
  if (!card.mayChange) return words.say('connect.membersOnly', { crm });
  if (blockedBy) return words.say('connect.exclusive', { other: blockedBy });
  return provider.advice;
}

/** What a screen reader hears; it follows the state, so that each change is said once. */
function saying(view: CardView): unknown {
  const { card, words } = view;
  const { said } = card;
  if (card.signIn && card.signIn.step !== 'opening') return headLine(view);
  const crm = view.provider.name;
  if (said) return words.say(said.key, { crm, ...said.params });
  return card.test && card.test.state !== 'sending' ? words.say(testSaid(card), { crm }) : '';
}

function testSaid({ test }: Card) {
  if (test?.state !== 'sent') return 'connect.saidTestFailed';
  if (test.sync.state === 'synced') return 'connect.saidTestArrived';
  return test.sync.state === 'attention' || test.sync.state === 'skipped'
    ? 'connect.saidTestFailed'
    : 'connect.testWaits';
}
