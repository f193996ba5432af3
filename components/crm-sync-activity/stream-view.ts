import { html, nothing } from 'lit';
import { capitalised } from '../locales/capitalised.js';
import { icon, type IconName } from '../ui/icons.js';
import type { ActivityItem, SyncRecord, SyncState } from '../../server/contract/model/index.js';
import type { ActivityView } from './activity-view.js';
import { dayTitle } from './moment.js';

/** What was written, day by day, newest first. */
export function streamView(items: readonly ActivityItem[], view: ActivityView) {
  const { words } = view;
  const days = new Map<string, ActivityItem[]>();
  for (const item of items) {
    const day = dayTitle(item.at, words);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, ofDay]) => {
    const synced = ofDay.filter(({ state }) => state === 'synced').length;
    return html`<h3 class="sec">
        ${day} <span>${words.say('activity.syncedCount', { count: synced })}</span>
      </h3>
      <ul class="stream" part="stream">
        ${ofDay.map((item) => line(item, view))}
      </ul>`;
  });
}

const marks: Readonly<Record<SyncState, readonly [IconName, string]>> = {
  synced: ['check', 'synced'],
  pending: ['clock', 'waits'],
  paused: ['pause', 'waits'],
  attention: ['warning', 'stuck'],
  skipped: ['close', 'waits'],
};

function line(item: ActivityItem, view: ActivityView) {
  const { words } = view;
  const [mark, tone] = marks[item.state];
  const what =
    item.kind === 'submission'
      ? words.say('activity.submission')
      : words.say(`activity.${item.status}`, { subject: item.subject });
  return html`<li>
    <span class=${tone} role="img" aria-label=${words.say(`activity.state.${item.state}`)}
      >${icon(mark)}</span
    >
    <span class="cut"><b class="med">${item.person}</b> <span class="muted">${what}</span></span>
    <span class="wrote">${written(item, view)}</span>
    <span class="when">${crmOf(item, view)}<time datetime=${item.at}>${words.time(item.at)}</time></span>
  </li>`;
}

/** Names the CRM where the stream has more than one. */
function crmOf({ provider }: ActivityItem, { connected, activity }: ActivityView) {
  if (connected.length < 2 || activity.provider) return nothing;
  return html`<span>${connected.find(({ id }) => id === provider)?.name}</span>`;
}

function written(item: ActivityItem, view: ActivityView) {
  const { words } = view;
  if (item.state !== 'synced') return item.fault ? words.tell(item.fault) : nothing;
  const changed = item.records.filter(({ action }) => action !== 'unchanged');
  const records = changed.length > 0 ? changed : item.records;
  return html`${records.map((record) => {
    const text = did(record, item, view);
    return record.url
      ? html`<a href=${record.url} target="_blank" rel="noopener">${text}${icon('arrow-out', 's')}</a>`
      : html`<span>${text}</span>`;
  })}
  ${item.omitted.length > 0 ? leftOut(item, view) : nothing}`;
}

/** What was left out of the records, to be opened by who wonders. */
function leftOut(item: ActivityItem, { activity, words }: ActivityView) {
  const text = words.say('activity.leftOut', { count: item.omitted.length });
  return html`<cc-toggletip
    class="warning"
    text=${text}
    label=${words.say('activity.leftOutOf', { text, person: item.person })}
    @open=${() => void activity.learnFields(item)}
  >
    <ul class="left-out">
      ${item.omitted.map(({ object, field, why }) => {
        const known = activity.object(item.provider, object);
        return html`<li>
          <b class="med"
            >${words.say('activity.fieldOf', {
              object: capitalised(known?.singular ?? object, words.locale),
              field: activity.fieldLabel(item.provider, object, field),
            })}</b
          >
          ${why}
        </li>`;
      })}
    </ul>
  </cc-toggletip>`;
}

/** "Event moved", "Lead created". */
function did({ object: name, action }: SyncRecord, item: ActivityItem, { activity, words }: ActivityView) {
  const known = activity.object(item.provider, name);
  const object = capitalised(known?.singular ?? name, words.locale);
  const meets = known?.role === 'meeting' && action === 'updated' && item.status !== 'booked';
  return words.say(meets ? `activity.meeting.${item.status}` : `activity.${action}`, { object });
}
