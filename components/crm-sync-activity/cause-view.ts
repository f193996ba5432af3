import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import type { ValueChange } from '../ui/combobox.js';
import { icon } from '../ui/icons.js';
import { drawEach } from '../ui/each.js';
import { bone } from '../ui/pieces.js';
import type { Cause } from '../../server/contract/model/index.js';
import type { OpenedCause } from './activity.js';
import type { ActivityView } from './activity-view.js';
import { momentOf } from './moment.js';
import type { PermissionNews, Session } from '../session/session.js';

/** So many of a cause's bookings are shown until more are asked for. */
const firstOfACause = 5;

/** One line for all bookings that have the same reason: what is wrong, since when, and what to press. */
export function causeLine(cause: Cause, view: ActivityView) {
  const { activity, words } = view;
  const open = activity.opened.get(cause.cause);
  const admins = activity.mayChange ? {} : { disabled: true, note: words.say('activity.adminsOnly') };
  const sentence = words.tell(cause.fault);
  const isPaused = cause.fault.code === 'connection_paused';
  return html`<article class="cause ${cause.state}" part="cause">
    ${icon(cause.state === 'attention' ? 'warning' : 'clock')}
    <div>
      <p class="sentence">${sentence}</p>
      <p class="meta">${meta(cause, words)}</p>
    </div>
    <div class="acts">
      ${fixAction(cause, view)}
      <button
        class="button compact text"
        type="button"
        aria-label=${words.say(isPaused ? 'activity.resume' : 'activity.retryCause', { count: cause.count, cause: sentence })}
        ?hidden=${isHalted(cause) && !isPaused}
        ?disabled=${!activity.mayChange}
        aria-disabled=${activity.busy ? 'true' : 'false'}
        @click=${() => void activity.retry({ provider: cause.provider, cause: cause.cause })}
      >
        ${words.say(isPaused ? 'activity.resume' : 'activity.retryAll', { count: cause.count })}
      </button>
      <cc-menu
        label=${words.say('activity.moreFor', { cause: sentence })}
        .items=${[
          {
            value: 'show',
            label: words.say(open ? 'activity.hideBookings' : 'activity.showBookings'),
            icon: 'list' as const,
          },
          {
            value: 'skip',
            label: words.say('activity.skip', { count: cause.count }),
            icon: 'close' as const,
            ...admins,
          },
        ]}
        @choose=${({ detail }: ValueChange) =>
          void (detail.value === 'show'
            ? activity.toggle(cause)
            : activity.skip({ provider: cause.provider, cause: cause.cause }))}
      ></cc-menu>
    </div>
    ${open ? bookings(open, cause, view) : nothing}
  </article>`;
}

/** True where trying again helps nobody before syncing is resumed, or the CRM reconnected. */
function isHalted({ state, nextAttemptAt }: Cause): boolean {
  return state === 'paused' && !nextAttemptAt;
}

function meta(cause: Cause, words: Words): string {
  const { count, since, nextAttemptAt, state } = cause;
  if (state === 'attention' || isHalted(cause))
    return words.say('activity.waitsSince', { count, when: momentOf(since, words) });
  if (nextAttemptAt && new Date(nextAttemptAt) > new Date()) {
    return words.say('activity.nextTry', { count, time: words.time(nextAttemptAt) });
  }
  return words.say('activity.nextTrySoon', { count });
}

/** Leads to where it is mended: the mapping row, or the page of the CRM. */
function fixAction(cause: Cause, { session, words }: ActivityView) {
  const { row, fault } = cause;
  const specific =
    fault.code === 'option_unknown' || fault.code === 'value_unmapped' || fault.code === 'required_missing';
  if (fault.class === 'permission') {
    return html`<button class="button compact" type="button" @click=${() => showPermissions(cause, session)}>
      ${words.say('activity.fix.permission')}
    </button>`;
  }
  if (row) {
    return html`<button
      class="button compact"
      type="button"
      @click=${() =>
        session.tell({
          kind: 'show-row',
          provider: cause.provider,
          ...row,
          part: fault.code === 'required_missing' ? 'fallback' : 'source',
          why: words.say('activity.sentenceAndMeta', {
            sentence: words.tell(fault),
            meta: meta(cause, words),
          }),
        })}
    >
      ${words.say(specific ? `activity.fix.${fault.code}` : 'activity.fix')}
    </button>`;
  }
  const fix = 'fix' in fault ? fault.fix : null;
  if (!fix) return nothing;
  if (!fix.url) return html`<cc-toggletip label=${words.say('activity.fix')}>${fix.text}</cc-toggletip>`;
  return html`<a class="button compact" href=${fix.url} target="_blank" rel="noopener"
    >${words.say('activity.fix.openCrm')}${icon('arrow-out', 's')}</a
  >`;
}

/** Leads to the check that tells what is missing; where no card shows it, to the row or the page of the CRM. */
function showPermissions({ provider, row, fault }: Cause, session: Session): void {
  const object = 'object' in fault ? fault.object : null;
  const news: PermissionNews = { kind: 'show-permissions', provider, object };
  session.tell(news);
  if (news.shown) return;
  const url = 'fix' in fault ? fault.fix?.url : undefined;
  if (row) session.tell({ kind: 'show-row', provider, ...row });
  else if (url) window.open(url, '_blank', 'noopener');
}

function bookings({ items, all }: OpenedCause, cause: Cause, { activity, words }: ActivityView) {
  if (!items) {
    return html`<ul class="bookings" aria-hidden="true">
      <li>${bone('text')}</li>
    </ul>`;
  }
  const shown = all ? items : items.slice(0, firstOfACause);
  const rest = items.length - shown.length;
  return html`<div class="bookings">
    <ul aria-label=${words.tell(cause.fault)}>
      ${drawEach(
        shown,
        ({ kind, booking }) => `${kind}/${booking}`,
        (item) =>
          html`<li>
            <span class="cut med">${item.person}</span>
            <span class="cut muted subject">${item.subject}</span>
            <time class="when" datetime=${item.at}>${words.time(item.at)}</time>
            <button
              class="icon-button"
              type="button"
              aria-label=${words.say('activity.retryOne', { person: item.person })}
              ?hidden=${isHalted(cause)}
              ?disabled=${!activity.mayChange}
              @click=${() => void activity.retry({ provider: cause.provider, bookings: [item.booking] })}
            >
              ${icon('refresh')}
            </button>
            <button
              class="icon-button"
              type="button"
              aria-label=${words.say('activity.skipOne', { person: item.person })}
              ?disabled=${!activity.mayChange}
              @click=${() => void activity.skip({ provider: cause.provider, bookings: [item.booking] })}
            >
              ${icon('close')}
            </button>
          </li>`,
      )}
    </ul>
    ${
      rest > 0
        ? html`<p class="rest">
            <button class="link" type="button" @click=${() => activity.showAll(cause)}>
              ${words.say('activity.showRest', { count: rest })}
            </button>
          </p>`
        : nothing
    }
  </div>`;
}
