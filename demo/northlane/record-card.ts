import { element } from './dom.js';

/** A record as the emulator's control route gives it. */
export interface EmulatedRecord {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Fields that say who or what a record is. */
const titles = ['hs_meeting_title', 'Subject'];
const firstNames = ['firstname', 'FirstName'];
const lastNames = ['lastname', 'LastName'];
/** What the CRM itself keeps on every record and nobody looks for; of `hs_` fields those of a meeting are worth a look. */
const dull = [
  /^id$|^(?!hs_meeting_)hs_|^hs_meeting_source|^num_|^(createdate|lastmodifieddate|lifecyclestage)$/,
  /^hubspot_owner_assigneddate$/,
  /^(Id|Name|attributes|CaseNumber|SystemModstamp|CleanStatus|EventSubtype|GroupEventType|MasterRecordId|PhotoUrl)$/,
  /^(Created|Converted|LastModified|LastViewed|LastReferenced|LastActivity|Is|Recurrence|Activity)[A-Z]/,
  /^(EndDate|DurationInMinutes|WhoCount|WhatCount|HasOptedOut.*|DoNotCall)$/,
];

/** One record, its name first, then every field that holds something. */
export function recordCard(record: EmulatedRecord): HTMLElement {
  const text = (names: readonly string[]) => {
    const name = names.find((each) => typeof record[each] === 'string' && record[each] !== '');
    return name === undefined ? '' : String(record[name]);
  };
  const title =
    text(titles) ||
    [text(firstNames), text(lastNames)].filter(Boolean).join(' ') ||
    text(['email', 'Email']) ||
    record.id;
  const used = new Set([...titles, ...firstNames, ...lastNames]);
  const facts = Object.entries(record).filter(
    ([name, value]) =>
      !used.has(name) &&
      !dull.some((each) => each.test(name)) &&
      value !== null &&
      value !== '' &&
      value !== false,
  );
  return element(
    'li',
    {},
    element('p', { class: 'name' }, element('b', {}, title), element('code', {}, record.id)),
    element(
      'dl',
      {},
      ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, said(value))]),
    ),
  );
}

function said(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name} ${Array.isArray(each) ? each.join(', ') : String(each)}`)
    .join('; ');
}
