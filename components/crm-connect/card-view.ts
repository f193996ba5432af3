import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import type { MenuItem } from '../ui/menu.js';
import { part } from '../ui/part.js';
import { disclosure } from '../ui/pieces.js';
import type { Connection, Provider } from '../../server/contract/model/index.js';
import { isMissing, type Card } from './card.js';
import { connectedBody } from './connected-view.js';
import type { PermissionsView } from './permissions-view.js';

const permissionsView = part(() => import('./permissions-view.js'));
const signInView = part(() => import('./sign-in-view.js'));
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
  return html`<article class="card crm" part="card" aria-label=${name}>
    ${waiting ? progress(words.say('connect.waiting', { crm: name })) : nothing}
    ${card.permissions?.status === 'loading' && connection ? progress(words.say('connect.checkingLabel')) : nothing}
    <div class="top" part="head">
      <span class="tile" aria-hidden="true">${name.slice(0, 1)}</span>
      <div class="grow">
        <h3>${name}${connection ? badge(connection, words) : nothing}</h3>
        <p>${headLine(view)}</p>
      </div>
      ${headAction(view)}
    </div>
    ${body(view)} ${foot(view)}
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

function headLine({ card, provider, words }: CardView) {
  const { connection, name: crm } = provider;
  switch (card.signIn?.step) {
    case 'opening':
      return words.say('connect.opening', { crm });
    case 'waiting':
      return words.say('connect.waiting', { crm });
    case 'blocked':
      return words.say('connect.blocked');
    case 'unfinished':
      return words.say('connect.unfinished', { crm });
    case 'failed':
      if (card.signIn.problem.code === 'denied') return words.say('connect.declined', { crm });
      return words.say(card.signIn.problem.crmSaid ? 'connect.refused' : 'connect.failed', { crm });
    default:
      if (!provider.configured) return words.say('connect.notConfigured');
      if (!connection) return provider.summary;
      return html`${connection.accountName} · <span class="num">${connection.accountId}</span>`;
  }
}

function headAction(view: CardView) {
  const { card, provider, words, blockedBy } = view;
  const crm = provider.name;
  const step = card.signIn?.step;
  if (step === 'unfinished' || step === 'failed') {
    return html`<button
      class="button ${step === 'unfinished' ? 'primary' : ''}"
      type="button"
      @click=${() => card.connect()}
    >
      ${words.say('common.tryAgain')}
    </button>`;
  }
  if (step) return nothing;
  if (provider.connection) {
    return html`<cc-menu
      label=${words.say('connect.more', { crm })}
      .items=${menuItems(provider.connection, words)}
      @choose=${(event: ValueChange) => choose(view, event.detail.value)}
    ></cc-menu>`;
  }
  if (!provider.configured || blockedBy) return nothing;
  return html`<button
    class="button primary"
    type="button"
    part="connect"
    aria-label=${words.say('connect.connectTo', { crm })}
    @click=${() => card.connect()}
  >
    ${words.say('connect.connect')}
  </button>`;
}

function menuItems({ status }: Connection, words: Words): MenuItem[] {
  return [
    { value: 'check', label: words.say('connect.checkPermissions'), icon: 'refresh' },
    { value: 'test', label: words.say('connect.sendTest'), icon: 'date' },
    status === 'paused'
      ? { value: 'resume', label: words.say('connect.resume'), icon: 'clock' }
      : { value: 'pause', label: words.say('connect.pause'), icon: 'pause' },
    { value: 'reconnect', label: words.say('connect.reconnect'), icon: 'window', separated: true },
    { value: 'disconnect', label: words.say('connect.disconnect'), icon: 'trash' },
  ];
}

function choose({ card }: CardView, value: string) {
  if (value === 'check') {
    card.set({ permissionsOpen: true });
    void card.check(true);
  } else if (value === 'test') void card.sendTest();
  else if (value === 'pause' || value === 'resume') void card.setPaused(value === 'pause');
  else if (value === 'reconnect') card.connect();
  else card.set({ disconnecting: true });
}

function body(view: CardView) {
  const { card, provider, words, blockedBy, online } = view;
  if (card.signIn) return signInView(card.redraw)?.signInBody(card, provider, words);
  if (!online) {
    return html`<div class="body">
      <p class="line muted">${icon('offline')}<span>${words.say('common.offline')}</span></p>
    </div>`;
  }
  if (provider.connection)
    return connectedBody(card, provider, provider.connection, words, () => view.onShowActivity());
  const advice = !provider.configured
    ? words.say('connect.notConfiguredHelp', { crm: provider.name })
    : blockedBy
      ? words.say('connect.exclusive', { other: blockedBy })
      : provider.advice;
  return html`<div class="body"><p class="muted">${advice}</p></div>`;
}

function foot(view: CardView) {
  const { card, provider, words } = view;
  if (
    !provider.configured ||
    card.signIn?.step === 'waiting' ||
    card.signIn?.step === 'opening' ||
    card.signIn?.step === 'blocked'
  ) {
    return nothing;
  }
  const permissions: PermissionsView = {
    crm: provider.name,
    words,
    openCheck: card.openCheck,
    onOpen: (openCheck) => card.set({ openCheck }),
  };
  if (provider.connection) return connectedFoot(view, provider.connection, permissions);
  const needs = disclosure(
    {
      id: `needs-${provider.id}`,
      open: card.permissionsOpen,
      onToggle: () => card.set({ permissionsOpen: !card.permissionsOpen }),
      summary: words.say('connect.needs', { crm: provider.name }),
      end:
        provider.environments.length > 1 && !card.loginsOpen
          ? html`<button class="link" type="button" @click=${() => card.set({ loginsOpen: true })}>
              ${words.say('connect.otherLogins')}
            </button>`
          : undefined,
    },
    () => permissionsView(card.redraw)?.permissionNeeds(provider.permissions, permissions),
  );
  return html`<div class="foot" part="foot">
    ${needs} ${card.loginsOpen ? signInView(card.redraw)?.loginChoice(card, provider, words) : nothing}
  </div>`;
}

function connectedFoot(
  { card, provider, words }: CardView,
  connection: Connection,
  permissions: PermissionsView,
) {
  const toggle = () => {
    card.set({ permissionsOpen: !card.permissionsOpen });
    if (card.permissionsOpen && !card.permissions) void card.check(false);
  };
  const content = () => {
    const list = permissionsView(card.redraw);
    if (card.permissions?.status === 'ready')
      return list?.permissionChecks(card.permissions.value, permissions);
    if (card.permissions?.status === 'failed') {
      return html`<p class="body">
        ${words.tell({ ...card.permissions.problem, sentence: card.permissions.problem.detail })}
      </p>`;
    }
    return list?.permissionBones(provider.permissions.length);
  };
  const end = card.permissionsOpen
    ? html`<button class="link" type="button" @click=${() => void card.check(true)}>
        ${words.say('connect.checkAgain')}
      </button>`
    : html`<span class="by">${connectedBy(card, connection, words)}</span>`;
  return html`<div class="foot" part="foot">
    ${disclosure(
      {
        id: `permissions-${provider.id}`,
        open: card.permissionsOpen,
        onToggle: toggle,
        summary: html`${words.say('connect.permissions')}<span class="count"
            >${permissionCount(card, words)}</span
          >`,
        end,
      },
      content,
    )}
  </div>`;
}

function connectedBy(card: Card, { connectedBy: name, connectedAt }: Connection, words: Words): string {
  return card.justConnected
    ? words.say('connect.byNow', { name })
    : words.say('connect.by', { name, day: words.day(connectedAt) });
}

function permissionCount({ permissions }: Card, words: Words) {
  if (permissions?.status === 'loading') return words.say('connect.checking');
  if (permissions?.status !== 'ready') return nothing;
  const checks = permissions.value;
  const missing = checks.filter(isMissing).length;
  const granted = checks.filter(({ state }) => state === 'granted').length;
  if (missing)
    return html`<span class="danger">${words.say('connect.someMissing', { count: missing })}</span>`;
  if (granted === checks.length) return words.say('connect.allGranted', { count: granted });
  return words.say('connect.someUnknown', { granted, count: checks.length });
}
