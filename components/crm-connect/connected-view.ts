import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import { icon } from '../ui/icons.js';
import { part } from '../ui/part.js';
import { emphasised } from '../ui/emphasised.js';
import type { Connection, Provider } from '../../server/contract/model/index.js';
import { isMissing, type Card } from './card.js';

const testBookingView = part(() => import('./test-booking-view.js'));

/** How a connection is doing, in words, and what to do about it. */
export function connectedBody(
  card: Card,
  provider: Provider,
  connection: Connection,
  words: Words,
  onShow: () => void,
) {
  return html`<div class="body">
    ${
      card.problem
        ? html`<div class="note danger" role="alert">
            ${icon('warning')}
            <p class="grow">${words.tell({ ...card.problem, sentence: card.problem.detail })}</p>
          </div>`
        : nothing
    }
    ${missingNote(card, provider, words)} ${health(card, provider, connection, words, onShow)}
    ${card.test && connection.status !== 'needs_reconnect' ? testBookingView(card.redraw)?.testBooking(card.test, provider, words) : nothing}
  </div>`;
}

function missingNote({ permissions }: Card, { name: crm }: Provider, words: Words) {
  const missing = permissions?.status === 'ready' ? permissions.value.filter(isMissing) : [];
  if (!missing[0]) return nothing;
  const params = { crm, count: missing.length, permission: missing[0].label };
  // Without access to an optional field the rest of a booking syncs; nothing waits for it.
  const key = missing.every(({ fields }) => fields) ? 'connect.missingFields' : 'connect.missingNote';
  return html`<div class="note danger">
    ${icon('warning')}
    <p class="grow">${emphasised(words.say(key, params))}</p>
  </div>`;
}

function health(
  card: Card,
  { name: crm }: Provider,
  connection: Connection,
  words: Words,
  onShow: () => void,
) {
  const { counts, status } = connection;
  const waiting = counts.pending;
  switch (status) {
    case 'needs_reconnect':
      return html`<div class="note warning">
          ${icon('warning')}
          <p class="grow">
            ${emphasised(words.say('connect.needsReconnect', { crm }))}
            ${connection.reason ? words.tell(connection.reason) : nothing}
            ${words.say('connect.bookingsWait', { count: waiting })}
          </p>
        </div>
        <div class="acts">
          <button
            class="button primary compact"
            type="button"
            data-focus="test"
            ?disabled=${!card.mayChange}
            @click=${() => card.reconnect(connection)}
          >
            ${words.say('connect.reconnect')}
          </button>
          <span class="muted"
            >${words.say(card.mayChange ? 'connect.mappingStays' : 'connect.membersReconnect')}</span
          >
        </div>`;
    case 'paused':
      return html`<p class="line">
          <span class="dot"></span><span>${emphasised(words.say('connect.paused', { count: waiting }))}</span>
        </p>
        <div class="acts">
          <button
            class="button compact"
            type="button"
            ?disabled=${card.busy || !card.mayChange}
            @click=${() => void card.setPaused(false)}
          >
            ${words.say('connect.resume')}
          </button>
        </div>`;
    case 'waiting':
      return html`<p class="line">
          <span class="dot warning"></span>
          <span>
            ${connection.pausedUntil ? emphasised(words.say('connect.waitingUntil', { time: words.time(connection.pausedUntil) })) : nothing}
            ${connection.reason ? words.tell(connection.reason) : nothing}
          </span>
        </p>
        <p class="line muted">
          ${usage(connection)}<span>${words.say('connect.waitsForLimit', { count: waiting })}</span>
        </p>`;
    case 'active':
      return active(card, crm, connection, words, onShow);
  }
}

/** How much of the CRM's limit is used, where it says so; the reason has it in words. */
function usage({ reason }: Connection) {
  const used = reason?.params['used'];
  const max = reason?.params['max'];
  if (typeof used !== 'number' || typeof max !== 'number') return nothing;
  return html`<progress class="progress" aria-hidden="true" max=${max} value=${used}></progress>`;
}

function active(card: Card, crm: string, { counts }: Connection, words: Words, onShow: () => void) {
  // Real bookings say more than an invitation to try it; the test booking is the one that may come first.
  const untried = counts.attention === 0 && counts.synced - card.syncedBefore <= 1;
  if (card.justConnected && untried) {
    return html`${
        card.accountChanged
          ? html`<div class="note warning">
              ${icon('warning')}
              <p class="grow">${emphasised(words.say('connect.accountChanged'))}</p>
            </div>`
          : nothing
      }
      <p class="line">
        <span class="dot success"></span><span>${emphasised(words.say('connect.justConnected'))}</span>
      </p>
      <div class="acts">
        <button
          class="button primary compact"
          type="button"
          data-focus="test"
          aria-disabled=${card.test?.state === 'sending' ? 'true' : 'false'}
          @click=${() => void card.sendTest()}
        >
          ${words.say('connect.sendTest')}
        </button>
        ${
          card.upcoming
            ? html`<button
                class="button compact text"
                type="button"
                ?disabled=${card.busy}
                @click=${() => void card.backfill()}
              >
                ${words.say('connect.backfill', { count: card.upcoming })}
              </button>`
            : nothing
        }
        ${card.backfilled ? html`<span class="muted">${words.say('connect.backfilled', { count: card.backfilled })}</span>` : nothing}
      </div>`;
  }
  if (card.permissions?.status === 'ready' && card.permissions.value.some(isMissing) && !counts.attention)
    return nothing;
  const sentence = counts.attention
    ? words.say('connect.attention', { count: counts.attention })
    : counts.pending
      ? words.say('connect.syncingPending', { count: counts.pending })
      : words.say('connect.syncing', { crm });
  return html`<p class="line">
    <span class="dot ${counts.attention ? 'warning' : 'success'}"></span>
    <span
      >${emphasised(sentence)}
      ${
        counts.attention
          ? html`<button class="link" type="button" @click=${onShow}>${words.say('connect.show')}</button>`
          : nothing
      }</span
    >
  </p>`;
}
