import { html, nothing } from 'lit';
import { icon, type IconName } from '../ui/icons.js';
import { bone } from '../ui/pieces.js';
import type { Words } from '../locales/words.js';
import type { PermissionCheck, PermissionNeed } from '../../server/contract/model/index.js';

/** What one needs to draw permissions of one CRM. */
export interface PermissionsView {
  readonly crm: string;
  readonly words: Words;
  /** Id of the check whose steps are shown. */
  readonly openCheck: string | undefined;
  onOpen(id: string | undefined): void;
}

/** What must be granted, before connecting: nothing is known yet. */
export function permissionNeeds(needs: readonly PermissionNeed[], { words }: PermissionsView) {
  return html`<ul class="perms" part="permissions">
    ${needs.map(
      (need) =>
        html`<li>
          ${icon(need.need === 'required' ? 'lock' : 'info')}
          <span class="name">${need.label}</span>
          <span class="state">${words.say(`connect.${need.need}`)}</span>
          <span class="why">${whyOf(need, words)}</span>
        </li>`,
    )}
  </ul>`;
}

/** What is granted and what is missing, with steps for what can be mended. */
export function permissionChecks(checks: readonly PermissionCheck[], view: PermissionsView) {
  return html`<ul class="perms" part="permissions">
    ${worstFirst(checks).map((check) => permission(check, view))}
  </ul>`;
}

/** The place of a list that is on its way. */
export function permissionBones(count: number) {
  return html`<ul class="perms" aria-hidden="true">
    ${Array.from({ length: count }, (_, i) => html`<li><span></span>${bone(i % 2 ? 'short' : 'text')}</li>`)}
  </ul>`;
}

function worstFirst(checks: readonly PermissionCheck[]): readonly PermissionCheck[] {
  const missing = ({ state }: PermissionCheck) => state === 'missing';
  return [...checks.filter(missing), ...checks.filter((check) => !missing(check))];
}

function permission(check: PermissionCheck, view: PermissionsView) {
  const { words, crm, openCheck } = view;
  const open = openCheck === check.id;
  const state = words.say(`connect.${check.state}`, { crm });
  return html`<li class=${rowClass(check)}>
    ${icon(marks[check.state])}
    ${
      check.state === 'granted'
        ? html`<span class="name">${check.label}</span>`
        : html`<button
            type="button"
            class="name"
            aria-expanded=${open ? 'true' : 'false'}
            @click=${() => view.onOpen(open ? undefined : check.id)}
          >
            ${check.label}
          </button>`
    }
    <span class="state">${state}</span>
    <span class="why">${whyOf(check, words)}</span>
    ${open && check.state !== 'granted' ? fix(check, view) : nothing}
  </li>`;
}

const marks: Readonly<Record<PermissionCheck['state'], IconName>> = {
  granted: 'check',
  missing: 'error',
  unknown: 'question',
};

function rowClass(check: PermissionCheck): string {
  if (check.state !== 'missing') return check.state;
  return check.need === 'recommended' ? 'advised' : 'missing';
}

function fix({ fix: { text, url }, label }: PermissionCheck, { crm, words }: PermissionsView) {
  const message = words.say('connect.adminMessage', {
    crm,
    what: `${label}\n${text}${url ? `\n${url}` : ''}`,
  });
  return html`<div class="fix">
    <p>${text}</p>
    <div class="acts">
      ${
        url
          ? html`<a class="button compact" href=${url} target="_blank" rel="noopener"
              >${words.say('connect.openIn', { crm })}${icon('arrow-out', 's')}</a
            >`
          : nothing
      }
      <cc-copy-button
        .text=${message}
        label=${words.say('connect.copyForAdmin', { crm })}
        copied-label=${words.say('common.copied')}
      ></cc-copy-button>
    </div>
  </div>`;
}

function whyOf(need: PermissionNeed, words: Words): string {
  return words.tell({ code: need.code, params: {}, sentence: need.why });
}
