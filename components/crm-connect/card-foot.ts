import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import { part } from '../ui/part.js';
import { disclosure } from '../ui/pieces-more.js';
import type { Connection } from '../../server/contract/model/index.js';
import { isMissing, type Card } from './card.js';
import type { CardView } from './card-view.js';
import type { PermissionsView } from './permissions-view.js';

const permissionsView = part(() => import('./permissions-view.js'));

/** The foot of a card: what must be granted, or what is; who connected. */
export function footView(view: CardView) {
  const { card, provider, words } = view;
  const step = card.signIn?.step;
  if (!provider.configured || step === 'waiting' || step === 'opening' || step === 'blocked') return nothing;
  const permissions: PermissionsView = {
    crm: provider.name,
    words,
    connection: provider.connection,
    openCheck: card.openCheck,
    onOpen: (openCheck) => card.set({ openCheck }),
  };
  return html`<div class="foot" part="foot">
    ${
      provider.connection
        ? connectedFoot(view, provider.connection, permissions)
        : needsFoot(view, permissions)
    }
  </div>`;
}

function needsFoot({ card, provider, words, blockedBy }: CardView, permissions: PermissionsView) {
  const otherLogins = provider.environments.length > 1 || provider.customDomain;
  return disclosure(
    {
      id: `needs-${provider.id}`,
      open: card.permissionsOpen,
      onToggle: () => card.set({ permissionsOpen: !card.permissionsOpen }),
      summary: words.say('connect.needs', { crm: provider.name }),
      end:
        otherLogins && !card.loginsOpen && card.mayChange && !blockedBy
          ? html`<button
              class="link"
              type="button"
              @click=${() => card.set({ signIn: undefined, loginsOpen: true, focusNext: 'login' })}
            >
              ${words.say('connect.otherLogins')}
            </button>`
          : undefined,
    },
    () => permissionsView(card.redraw)?.permissionNeeds(provider.permissions, permissions),
  );
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
      const { problem } = card.permissions;
      return html`<p class="failed">${words.tell({ ...problem, sentence: problem.detail })}</p>`;
    }
    return list?.permissionBones(provider.permissions.length);
  };
  return disclosure(
    {
      id: `permissions-${provider.id}`,
      open: card.permissionsOpen,
      onToggle: toggle,
      summary: html`${words.say('connect.permissions')}<span class="count"
          >${permissionCount(card, provider.name, words)}</span
        >`,
      end: card.permissionsOpen
        ? html`<button class="link" type="button" @click=${() => void card.check(true)}>
            ${words.say('connect.checkAgain')}
          </button>`
        : html`<span class="by">${connectedBy(card, connection, words)}</span>`,
    },
    content,
  );
}

function connectedBy(card: Card, { connectedBy: name, connectedAt }: Connection, words: Words): string {
  return card.justConnected
    ? words.say('connect.byNow', { name })
    : words.say('connect.by', { name, day: words.day(connectedAt) });
}

function permissionCount({ permissions }: Card, crm: string, words: Words) {
  if (permissions?.status === 'loading') return words.say('connect.checking');
  if (permissions?.status === 'failed') return words.say('connect.notChecked');
  if (!permissions) return nothing;
  const checks = permissions.value;
  const missing = checks.filter(isMissing).length;
  const granted = checks.filter(({ state }) => state === 'granted').length;
  const unknown = checks.filter(({ state }) => state === 'unknown').length;
  if (missing)
    return html`<span class="danger">${words.say('connect.someMissing', { count: missing })}</span>`;
  if (granted === checks.length) return words.say('connect.allGranted', { count: granted });
  return unknown
    ? words.say('connect.someUnknown', { crm, granted, count: unknown })
    : words.say('connect.someGranted', { granted, count: checks.length });
}
