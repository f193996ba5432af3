import { html, nothing } from 'lit';
import { speakEnglish } from '../locales/en.js';
import { activity as texts } from '../locales/en/activity.js';
import type { Words } from '../locales/words.js';
import type { Session } from '../session/session.js';
import { drawEach } from '../ui/each.js';
import { addIcons, icon } from '../ui/icons.js';
import { moreIcons } from '../ui/icons-more.js';
import { emphasised } from '../ui/emphasised.js';
import { bone } from '../ui/pieces.js';
import type { ClientProblem } from '../api/problem.js';
import type { ActivityCounts, Cause, Provider, SyncState } from '../../server/contract/model/index.js';
import type { Activity, ActivityPage } from './activity.js';
import { causeLine } from './cause-view.js';
import { streamView } from './stream-view.js';

export { Activity } from './activity.js';
export { styles } from './activity.styles.js';

speakEnglish(texts);
addIcons(moreIcons);

/** What the activity is drawn from. */
export interface ActivityView {
  readonly activity: Activity;
  readonly session: Session;
  readonly words: Words;
  /** Connected CRMs that may be chosen from. */
  readonly connected: readonly Provider[];
  /** Chosen by the host: no choice is offered. */
  readonly fixedProvider: boolean;
}

const states: readonly SyncState[] = ['attention', 'pending', 'synced', 'paused', 'skipped'];

/** Draws the whole activity: attention first, one line per cause, then what waits, then the stream. */
export function activityView(view: ActivityView) {
  const { activity, words } = view;
  return html`<section class="card activity" part="card" aria-label=${words.say('activity.title')}>
    <header class="head" part="head">
      <h2 tabindex="-1">${words.say('activity.title')}</h2>
      ${view.connected.length > 0 ? filters(view) : nothing}
    </header>
    ${activity.problem ? refused(activity.problem, words) : nothing}
    <p class="said" role="status">${saying(activity, words)}</p>
    ${narrowed(view)} ${content(view)}
  </section>`;
}

function saying({ said }: Activity, words: Words): string {
  return said ? words.say(`activity.${said.kind}`, { count: said.count }) : '';
}

/** By what fewer bookings are shown, in words; what the host chose leaves nothing out. */
function limits({ activity, session, words, connected, fixedProvider }: ActivityView): readonly string[] {
  const { only, state } = activity;
  const provider = session.provider(activity.provider ?? '');
  return [
    fixedProvider || connected.length < 2 ? undefined : provider?.name,
    only && (provider?.objects.find(({ name }) => name === only)?.label ?? only),
    state && words.say(`activity.state.${state}`),
  ].filter((each) => each !== undefined);
}

/** Says what is shown when that is not all, with one way back. */
function narrowed(view: ActivityView) {
  const { activity, words, fixedProvider } = view;
  const by = limits(view);
  if (by.length === 0) return nothing;
  const showAll = () =>
    activity.show({ only: undefined, state: undefined, ...(!fixedProvider && { provider: undefined }) });
  return html`<p class="tally">
    <span>${words.say('activity.only', { what: by.join(' · ') })}</span>
    <button class="link" type="button" @click=${showAll}>${words.say('activity.showAll')}</button>
  </p>`;
}

function refused(problem: ClientProblem, words: Words) {
  return html`<div class="more" role="alert">
    <div class="note danger">
      ${icon('warning')}
      <p class="grow">${words.tell({ ...problem, sentence: problem.detail })}</p>
    </div>
  </div>`;
}

function content(view: ActivityView) {
  const { activity, session, words, connected } = view;
  const { providers } = session;
  if (providers.status === 'failed') {
    return unreadable(providers.problem, words, () => {
      void session.readAgain();
      void activity.read();
    });
  }
  if (connected.length === 0) {
    return empty('link', words.say('activity.notConnected'), words.say('activity.notConnectedHelp'));
  }
  switch (activity.page.status) {
    case 'loading':
      return html`<ul class="stream" aria-hidden="true">
        ${[1, 2, 3, 4].map(() => html`<li><span></span>${bone('text')}${bone('short')}</li>`)}
      </ul>`;
    case 'failed':
      return unreadable(activity.page.problem, words, () => void activity.read());
    case 'ready':
      return page(view, activity.page.value);
  }
}

function unreadable(problem: ClientProblem, words: Words, again: () => void) {
  return html`<div class="more" role="alert">
    <div class="note danger">
      ${icon('warning')}
      <p class="grow">
        <b>${words.say('activity.cantRead')}</b>
        ${words.tell({ ...problem, sentence: problem.detail })}
      </p>
      <div class="actions">
        <button class="link" type="button" @click=${again}>${words.say('common.tryAgain')}</button>
      </div>
    </div>
  </div>`;
}

function page(view: ActivityView, { causes, items, counts, cursor }: ActivityPage) {
  const { activity, words } = view;
  const shownCauses = activity.state ? [] : causes;
  const attention = shownCauses.filter(({ state }) => state === 'attention');
  const waiting = shownCauses.filter(({ state }) => state !== 'attention');
  const count = (list: typeof causes) => list.reduce((sum, cause) => sum + cause.count, 0);
  // What waits or failed is above, by cause; what has only just come has none yet.
  const shownItems = items.filter(
    ({ state, fault }) => activity.state || state === 'synced' || state === 'skipped' || !fault,
  );
  if (causes.length === 0 && items.length === 0 && limits(view).length === 0) {
    return empty('clock', words.say('activity.none'), words.say('activity.noneHelp'));
  }
  return html`
    ${tally(counts, words)}
    ${section(view, attention, words.say('activity.needsAttention'), words.say('activity.causes', { bookings: count(attention), causes: attention.length }))}
    ${section(view, waiting, words.say('activity.waitingTitle'), words.say('activity.bookings', { count: count(waiting) }))}
    ${
      items.length === 0 && shownCauses.length === 0
        ? empty('check', words.say('activity.noneLike'), words.say('activity.noneLikeHelp'))
        : streamView(shownItems, view)
    }
    ${
      cursor
        ? html`<p class="more">
            <button class="button compact" type="button" @click=${() => void activity.readMore()}>
              ${words.say('activity.more')}
            </button>
          </p>`
        : nothing
    }
  `;
}

function section(view: ActivityView, causes: readonly Cause[], title: string, counted: string) {
  if (causes.length === 0) return nothing;
  return html`<h3 class="sec">${title} <span>${counted}</span></h3>
    ${drawEach(
      causes,
      ({ cause }) => cause,
      (cause) => causeLine(cause, view),
    )}`;
}

function tally(counts: ActivityCounts, words: Words) {
  return html`<p class="tally">
    ${(['synced', 'waiting', 'attention'] as const).map(
      (which) =>
        html`<span
          >${emphasised(
            words.say(`activity.${which}`, { count: counts[which === 'waiting' ? 'pending' : which] }),
          )}</span
        >`,
    )}
  </p>`;
}

function filters({ activity, words, connected, fixedProvider }: ActivityView) {
  const providers =
    fixedProvider || connected.length < 2
      ? nothing
      : select(
          words.say('activity.provider'),
          activity.provider ?? '',
          [
            ['', words.say('activity.allCrms')],
            ...connected.map(({ id, name }): [string, string] => [id, name]),
          ],
          (value) => activity.show({ provider: value || undefined }),
        );
  return html`<div class="end">
    ${providers}
    ${select(
      words.say('activity.state'),
      activity.state ?? '',
      [
        ['', words.say('activity.allStates')],
        ...states.map((state): [string, string] => [state, words.say(`activity.state.${state}`)]),
      ],
      (value) => activity.show({ state: states.find((state) => state === value) }),
    )}
  </div>`;
}

function select(
  label: string,
  value: string,
  options: readonly (readonly [string, string])[],
  onChange: (value: string) => void,
) {
  return html`<span class="select">
    <select
      aria-label=${label}
      .value=${value}
      @change=${({ target }: Event) => target instanceof HTMLSelectElement && onChange(target.value)}
    >
      ${options.map(([each, text]) => html`<option value=${each} ?selected=${each === value}>${text}</option>`)}
    </select>
    ${icon('chevron-down', 's')}
  </span>`;
}

function empty(name: 'link' | 'clock' | 'check', title: string, help: string) {
  return html`<div class="empty">
    <span class="tile">${icon(name)}</span>
    <h3 class="strong">${title}</h3>
    <p>${help}</p>
  </div>`;
}
