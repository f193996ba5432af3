import { html, nothing } from 'lit';
import type { Words } from '../locales/words.js';
import { icon, type IconName } from '../ui/icons.js';
import type { ActivityItem, SyncState } from '../../server/contract/model/index.js';
import type { ActivityView } from './activity-view.js';
import { dayTitle } from './moment.js';

/** What was written, day by day, newest first. */
export function streamView(items: readonly ActivityItem[], { words }: ActivityView) {
  const days = new Map<string, ActivityItem[]>();
  for (const item of items) {
    const day = dayTitle(item.at, words);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, ofDay]) => {
    const synced = ofDay.filter(({ state }) => state === 'synced').length;
    return html`<h4 class="sec">
        ${day} <span>${words.say('activity.syncedCount', { count: synced })}</span>
      </h4>
      <ul class="stream" part="stream">
        ${ofDay.map((item) => line(item, words))}
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

function line(item: ActivityItem, words: Words) {
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
    <span class="wrote">${written(item, words)}</span>
    <time class="when" datetime=${item.at}>${words.time(item.at)}</time>
  </li>`;
}

function written(item: ActivityItem, words: Words) {
  if (item.state !== 'synced') return item.fault ? words.tell(item.fault) : nothing;
  return html`${item.records.map(({ object, action, url }) => {
    const text = words.say(`activity.${action}`, { object });
    return url
      ? html`<a href=${url} target="_blank" rel="noopener">${text}${icon('arrow-out', 's')}</a>`
      : html`<span>${text}</span>`;
  })}
  ${
    item.omitted.length > 0
      ? html`<span class="warning" title=${item.omitted.map(({ why }) => why).join('\n')}
          >${words.say('activity.leftOut', { count: item.omitted.length })}</span
        >`
      : nothing
  }`;
}
