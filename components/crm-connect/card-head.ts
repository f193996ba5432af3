import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import type { ValueChange } from '../ui/combobox.js';
import type { MenuItem } from '../ui/menu.js';
import type { Connection } from '../../server/contract/model/index.js';
import type { CardView } from './card-view.js';

/** The line under a CRM's name: what happens there, or to which account it is connected. */
export function headLine({ card, provider, words }: CardView) {
  const { connection, name: crm } = provider;
  switch (card.signIn?.step) {
    case 'opening':
    case 'waiting':
    case 'blocked':
    case 'unfinished':
    case 'expired':
      return words.say(`connect.${card.signIn.step}`, { crm });
    case 'failed':
      if (card.signIn.problem.code === 'denied') return words.say('connect.declined', { crm });
      return words.say(card.signIn.problem.crmSaid ? 'connect.refused' : 'connect.failed', { crm });
    default:
      if (!provider.configured) return words.say('connect.notConfigured');
      if (!connection) return provider.summary;
      return html`${connection.accountName} · <span class="num">${connection.accountId}</span>`;
  }
}

/** The main action of a card: connect, try again, or the menu of a connection. */
export function headAction(view: CardView) {
  const { card, provider, words, blockedBy, online } = view;
  const crm = provider.name;
  const step = card.signIn?.step;
  if (step === 'unfinished' || step === 'expired' || step === 'failed') {
    return html`<button
      class="button ${step === 'failed' ? '' : 'primary'}"
      type="button"
      data-focus="retry"
      @click=${() => card.connect()}
    >
      ${words.say('common.tryAgain')}
    </button>`;
  }
  if (step) return nothing;
  if (provider.connection) {
    return html`<cc-menu
      data-focus="menu"
      label=${words.say('connect.more', { crm })}
      .items=${menuItems(view, provider.connection)}
      @choose=${(event: ValueChange) => choose(view, event.detail.value)}
    ></cc-menu>`;
  }
  if (!provider.configured || card.loginsOpen) return nothing;
  return html`<button
    class="button primary"
    type="button"
    part="connect"
    data-focus="connect"
    aria-label=${words.say('connect.connectTo', { crm })}
    ?disabled=${Boolean(blockedBy) || !card.mayChange || !online}
    @click=${() => card.connect({})}
  >
    ${words.say('connect.connect')}
  </button>`;
}

function menuItems({ card, words }: CardView, { status }: Connection): MenuItem[] {
  const admins = adminsOnly(card.mayChange, words);
  return [
    { value: 'check', label: words.say('connect.checkPermissions'), icon: 'refresh' },
    { value: 'test', label: words.say('connect.sendTest'), icon: 'date', ...admins },
    status === 'paused'
      ? { value: 'resume', label: words.say('connect.resume'), icon: 'clock', ...admins }
      : { value: 'pause', label: words.say('connect.pause'), icon: 'pause', ...admins },
    { value: 'reconnect', label: words.say('connect.reconnect'), icon: 'window', separated: true, ...admins },
    { value: 'disconnect', label: words.say('connect.disconnect'), icon: 'trash', ...admins },
  ];
}

function adminsOnly(mayChange: boolean, words: Words) {
  return mayChange ? {} : { disabled: true, note: words.say('connect.adminsOnly') };
}

function choose({ card, provider }: CardView, value: string) {
  if (value === 'check') {
    card.set({ permissionsOpen: true, justConnected: false });
    void card.check(true);
  } else if (value === 'test') void card.sendTest();
  else if (value === 'pause' || value === 'resume') void card.setPaused(value === 'pause');
  else if (value === 'reconnect' && provider.connection) card.reconnect(provider.connection);
  else card.set({ disconnecting: true });
}
