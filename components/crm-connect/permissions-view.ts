import { html, nothing } from 'lit';
import { icon, type IconName } from '../ui/icons.js';
import { bone } from '../ui/pieces.js';
import type { Words } from '../locales/words.js';
import type {
  Connection,
  FieldAccess,
  PermissionCheck,
  PermissionNeed,
  Right,
  SeenRight,
} from '../../server/contract/model/index.js';
import { closedField, closedFields, messageAbout, messageBefore, stepsOf, whyOf } from './admin-message.js';
import { isMissing } from './card.js';

/** What one needs to draw permissions of one CRM. */
export interface PermissionsView {
  readonly crm: string;
  readonly words: Words;
  readonly connection: Connection | null;
  /** Id of the check whose steps are shown. */
  readonly openCheck: string | undefined;
  onOpen(id: string | undefined): void;
}

/** What must be granted, before connecting: nothing is known yet. */
export function permissionNeeds(needs: readonly PermissionNeed[], view: PermissionsView) {
  const { words, crm } = view;
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
    </ul>
    <div class="ask">
      <cc-copy-button
        .text=${messageBefore(needs, view)}
        label=${words.say('connect.copyForAdmin', { crm })}
        copied-label=${words.say('common.copied')}
      ></cc-copy-button>
    </div>`;
}

/** What is granted and what is missing, with steps for what can be mended. */
export function permissionChecks(checks: readonly PermissionCheck[], view: PermissionsView) {
  const rank = (check: PermissionCheck) => (isMissing(check) ? 0 : check.state === 'missing' ? 1 : 2);
  const ranked = [...checks].sort((one, other) => rank(one) - rank(other));
  const missing = ranked.filter((check) => rank(check) < 2);
  return html`<ul class="perms" part="permissions">
      ${ranked.map((check) => permission(check, view))}
    </ul>
    ${
      missing.length > 1
        ? html`<div class="ask">
            <cc-copy-button
              .text=${messageAbout(missing, view)}
              label=${view.words.say('connect.copyAll', { count: missing.length })}
              copied-label=${view.words.say('common.copied')}
            ></cc-copy-button>
          </div>`
        : nothing
    }`;
}

/** The place of a list that is on its way. */
export function permissionBones(count: number) {
  return html`<ul class="perms" aria-hidden="true">
    ${Array.from({ length: count }, (_, i) => html`<li><span></span>${bone(i % 2 ? 'short' : 'text')}</li>`)}
  </ul>`;
}

function permission(check: PermissionCheck, view: PermissionsView) {
  const { words, crm, openCheck } = view;
  const open = openCheck === check.id;
  return html`<li class=${rowClass(check)}>
    ${icon(marks[check.state])}
    ${
      check.state === 'granted'
        ? html`<span class="name">${check.label}</span>`
        : html`<button
            type="button"
            class="name"
            data-check=${check.id}
            aria-expanded=${open ? 'true' : 'false'}
            @click=${() => view.onOpen(open ? undefined : check.id)}
          >
            ${check.label}
          </button>`
    }
    <span class="state">${words.say(`connect.${check.state}`, { crm })}</span>
    <span class="why"
      >${
        check.fields && check.state === 'granted'
          ? words.say('connect.fieldsChecked', { count: check.fields.length })
          : whyOf(check, words)
      }</span
    >
    ${rightsView(check, view)} ${fieldsView(check, words)}
    ${(check.seen ?? []).map((seen) => seenView(seen, check, view))}
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

/** Told one by one only where they differ from what the name of the permission says. */
function rightsView({ rights, label }: PermissionCheck, { words, crm }: PermissionsView) {
  const known = rightOrder.flatMap((right) => {
    const state = rights?.[right];
    return state === undefined ? [] : [{ right, state }];
  });
  if (known.every(({ state }) => state === 'granted')) return nothing;
  return html`<ul class="rights" aria-label=${label}>
    ${known.map(
      ({ right, state }) =>
        html`<li class=${state}>
          ${icon(marks[state], 's')}${words.say('connect.rightState', {
            right: words.say(`connect.right.${right}`),
            state: words.say(`connect.${state}`, { crm }),
          })}
        </li>`,
    )}
  </ul>`;
}

const rightOrder: readonly Right[] = ['read', 'create', 'edit'];

function fieldsView(check: PermissionCheck, words: Words) {
  const closed = closedFields(check);
  if (closed.length === 0) return nothing;
  return html`<ul class="closed" aria-label=${check.label}>
    ${closed.map((field: FieldAccess) => html`<li>${closedField(field, words)}</li>`)}
  </ul>`;
}

/** The list of the CRM is one thing, what it did with a booking another. */
function seenView({ right, by, at }: SeenRight, { state }: PermissionCheck, { words, crm }: PermissionsView) {
  if (by === 'write' && state === 'missing') return nothing;
  const when = words.say('connect.when', { day: words.day(at), time: words.time(at) });
  return html`<span class="why">${words.say(`connect.seen.${by}.${right}`, { crm, when })}</span>`;
}

function fix(check: PermissionCheck, view: PermissionsView) {
  const { crm, words } = view;
  const { url } = check.fix;
  return html`<div class="fix">
    <ol class="steps">
      ${stepsOf(check).map((step) => html`<li>${step}</li>`)}
    </ol>
    <div class="acts">
      ${
        url
          ? html`<a class="button compact" href=${url} target="_blank" rel="noopener"
              >${words.say('connect.openIn', { crm })}${icon('arrow-out', 's')}</a
            >`
          : nothing
      }
      <cc-copy-button
        .text=${messageAbout([check], view)}
        label=${words.say('connect.copyForAdmin', { crm })}
        copied-label=${words.say('common.copied')}
      ></cc-copy-button>
    </div>
  </div>`;
}
