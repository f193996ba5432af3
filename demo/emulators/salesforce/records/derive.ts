import type { Org } from '../org.js';
import { followWho } from '../rules/event-people.js';
import { eventTimes } from './event-times.js';
import type { Row } from './store.js';
import { formatDateTime, type Value } from './values.js';

/** Fills in what the org itself works out from other values, before a row is stored. */
export function completeRow(org: Org, row: Row): Row {
  const values: Record<string, Value> = { ...row.values };
  if ('LastName' in values) {
    values['Name'] = [values['FirstName'], values['LastName']]
      .filter((part) => typeof part === 'string')
      .join(' ');
  }
  if (row.object === 'Event') Object.assign(values, followWho(values));
  if (row.object === 'Event')
    Object.assign(values, eventTimes(values), { AccountId: activityAccount(org, values) });
  if (row.object === 'Case') completeCase(org, values);
  if (row.object === 'Contact') values['IsEmailBounced'] = (values['EmailBouncedReason'] ?? null) !== null;
  return { ...row, values };
}

function completeCase(org: Org, values: Record<string, Value>): void {
  values['CaseNumber'] ??= String(1000 + org.next('CaseNumber')).padStart(8, '0');
  const contact = org.store.get('Contact', String(values['ContactId']));
  values['AccountId'] ??= contact?.values['AccountId'] ?? null;
  const copied = {
    ContactPhone: 'Phone',
    ContactMobile: 'MobilePhone',
    ContactEmail: 'Email',
    ContactFax: 'Fax',
  };
  for (const [name, source] of Object.entries(copied)) values[name] = contact?.values[source] ?? null;
  const closed = values['Status'] === 'Closed';
  values['IsClosed'] = closed;
  values['ClosedDate'] = closed ? (values['ClosedDate'] ?? formatDateTime(org.now())) : null;
}

function activityAccount(org: Org, values: Readonly<Record<string, Value>>): Value {
  const what = String(values['WhatId'] ?? '');
  if (org.store.get('Account', what)) return what;
  const related = org.store.get('Case', what) ?? org.store.get('Opportunity', what);
  const who = org.store.get('Contact', String(values['WhoId']));
  return related?.values['AccountId'] ?? who?.values['AccountId'] ?? null;
}
