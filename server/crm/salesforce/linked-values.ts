import type { JsonValue } from '../../contract/model/index.js';
import type { LinkedRecord, LinkedValue } from '../adapter.js';

/**
 * A text field of events or cases that is an external id with unique values: where the org has it, Salesforce itself
 * sees to it that no booking gets a second record (Salesforce docs, external IDs, Nov 2026).
 */
export const keyField = 'CRM_Connect_Key__c';

/** The marker of an event or a case, and how a lead is named on what can't point to one. */
export function linked(record: LinkedRecord): readonly LinkedValue[] {
  return [...person(record), ...relation(record), ...mark(record)];
}

/** Values with those that are added, or without those that are left out. */
export function withLinked(
  fields: Readonly<Record<string, JsonValue>>,
  values: readonly LinkedValue[],
): Readonly<Record<string, JsonValue>> {
  const gone = new Set(values.flatMap(({ field, value }) => (value === null ? [field] : [])));
  const kept = Object.entries(fields).filter(([name]) => !gone.has(name));
  const added = values.flatMap(({ field, value }) => (value === null ? [] : [[field, value] as const]));
  return Object.fromEntries([...kept, ...added]);
}

/** A case can't point to a lead, so it names the person instead; where the org has those fields. */
function person({ object, isNew, moves, fields, person: of, labels }: LinkedRecord): readonly LinkedValue[] {
  if (!(isNew || moves) || object === 'Event' || of.object === 'Contact') return [];
  const name = [of.fields['FirstName'], of.fields['LastName']]
    .filter((part) => typeof part === 'string')
    .join(' ');
  const supplied = { SuppliedEmail: of.email, ...(name !== '' && { SuppliedName: name.slice(0, 80) }) };
  const pointless =
    fields['ContactId'] === undefined ? [{ field: 'ContactId', value: null, why: namesPerson }] : [];
  const named = Object.entries(supplied)
    .filter(([field]) => fields[field] === undefined && (labels === undefined || field in labels))
    .map(([field, value]) => ({ field, value, why: namesPerson }));
  return [...pointless, ...named];
}

const namesPerson = 'A case can’t point to a lead, so it names the person.';

function relation({ object, fields, person: of, labels }: LinkedRecord): readonly LinkedValue[] {
  const related = fields['WhatId'];
  if (object !== 'Event' || of.object !== 'Lead' || related === undefined || related === null) return [];
  return [{ field: 'WhatId', value: null, why: relatedToLead(labels?.['WhatId'] ?? 'Related To') }];
}

/** Why an event of a lead belongs to nothing else. */
export function relatedToLead(label: string): string {
  return `Salesforce does not let an event of a lead be related to another record, so ${label} was left out.`;
}

/** In its own field, else on the last line of a description that the mapping writes. */
function mark({ isNew, fields, marker, labels }: LinkedRecord): readonly LinkedValue[] {
  const why = 'Ends in our mark, so that a booking never gets a second record.';
  if (labels && keyField in labels) return isNew ? [{ field: keyField, value: marker, why }] : [];
  const description = fields['Description'];
  if (typeof description !== 'string' || description.includes(marker)) return [];
  const room = 32_000 - marker.length - 2;
  return [{ field: 'Description', value: `${description.slice(0, room)}\n\n${marker}`, why }];
}
