import { faultCodes, type Fault, type JsonValue } from '../../../contract/model/index.js';
import type { GuestsOutcome, LinkedWrite, PersonWrite } from '../../adapter.js';
import { guestsPart, type Guest } from './guests.js';

/** One record in the form in which it travels. */
export interface Draft {
  readonly key: string;
  readonly object: string;
  /** Null to create. */
  readonly id: string | null;
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly optional: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** What was left out so far. */
  readonly omitted: readonly Fault[];
  /** What becomes of the guests of an event once it is written. */
  readonly guests?: GuestsOutcome;
  /** Set on people only. */
  readonly person: { readonly email: string; readonly duplicates: PersonWrite['duplicates'] } | null;
}

/** Where a linked record points: an id, or a reference to an earlier part. */
export interface PersonLink {
  readonly object: string;
  readonly id: string;
}

/** True for a person or a linked record that needs no call. */
export function isUnchanged(draft: Draft): boolean {
  return draft.id !== null && Object.keys(draft.fields).length === 0;
}

/** A person as they travel. People without an id are created: the look-up has come before. */
export function personDraft(write: PersonWrite): Draft {
  return {
    key: write.key,
    object: write.object,
    id: write.id,
    fields: write.mode === 'keep' ? {} : write.fields,
    optional: write.optional,
    headers: {
      ...duplicateHeader(write.duplicates === 'save_anyway'),
      ...ownerHeader(write.object, write.setsOwner),
    },
    omitted: [],
    person: { email: write.email.toLowerCase(), duplicates: write.duplicates },
  };
}

/** A meeting or case as it travels, linked to its person when it is new or moves. */
export function linkedDraft(
  write: LinkedWrite,
  link: PersonLink,
  person: PersonWrite,
  known: Readonly<Record<string, string>> | undefined,
  guests: readonly Guest[],
): Draft {
  const others = guestsPart(write, link, guests, known);
  const own = { ...write.fields, ...others?.fields };
  const fields =
    write.id === null || write.movedFrom !== null ? { ...own, ...linkTo(write, link, person, known) } : own;
  const isLead = write.object === 'Event' && link.object === 'Lead';
  const { WhatId: related, ...rest } = fields;
  const leavesOut = isLead && related !== undefined && related !== null;
  return {
    key: write.key,
    object: write.object,
    id: write.id,
    fields: marked(isLead ? rest : fields, write, known),
    optional: write.optional,
    headers: ownerHeader(write.object, write.setsOwner),
    omitted: leavesOut ? [relatedToLead(known?.['WhatId'] ?? 'Related To')] : [],
    ...(others && { guests: others.outcome }),
    person: null,
  };
}

/** `Sforce-Duplicate-Rule-Header` (Salesforce docs, Duplicate Rule Header). */
export function duplicateHeader(allowSave: boolean): Readonly<Record<string, string>> {
  return {
    'Sforce-Duplicate-Rule-Header': `allowSave=${allowSave}; includeRecordDetails=true; runAsCurrentUser=true`,
  };
}

/** Assignment rules would override the owner that the mapping sets (Salesforce docs, Assignment Rule Header). */
function ownerHeader(object: string, setsOwner: boolean): Readonly<Record<string, string>> {
  return setsOwner && object !== 'Event' ? { 'Sforce-Auto-Assign': 'FALSE' } : {};
}

function linkTo(
  write: LinkedWrite,
  link: PersonLink,
  person: PersonWrite,
  known: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, JsonValue>> {
  if (write.object === 'Event') return { WhoId: link.id };
  if (link.object === 'Contact') return { ContactId: link.id };
  // A case can't point to a lead, so it names the person instead; where the org has those fields.
  const name = [person.fields['FirstName'], person.fields['LastName']]
    .filter((part) => typeof part === 'string')
    .join(' ');
  const supplied = { SuppliedEmail: person.email, ...(name !== '' && { SuppliedName: name.slice(0, 80) }) };
  const wanted = Object.entries(supplied).filter(
    ([field]) => write.fields[field] === undefined && (known === undefined || field in known),
  );
  return { ...Object.fromEntries(wanted), ...(write.movedFrom?.object === 'Contact' && { ContactId: null }) };
}

/**
 * A text field of events or cases that is an external id with unique values: where the org has it, Salesforce itself
 * sees to it that no booking gets a second record (Salesforce docs, external IDs, Nov 2026).
 */
export const keyField = 'CRM_Connect_Key__c';

/** Puts the marker into its own field, else on the last line of a description that the mapping writes, for {@link reconcile} to see. */
function marked(
  fields: Readonly<Record<string, JsonValue>>,
  { id, marker }: LinkedWrite,
  known: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, JsonValue>> {
  if (known && keyField in known) return id === null ? { ...fields, [keyField]: marker } : fields;
  const description = fields['Description'];
  if (typeof description !== 'string' || description.includes(marker)) return fields;
  const room = 32_000 - marker.length - 2;
  return { ...fields, Description: `${description.slice(0, room)}\n\n${marker}` };
}

function relatedToLead(label: string): Fault {
  return {
    code: 'value_invalid',
    class: faultCodes.value_invalid,
    sentence: `Salesforce does not let an event of a lead be related to another record, so ${label} was left out.`,
    params: { label },
    object: 'Event',
    field: 'WhatId',
    value: null,
    requestId: null,
    fix: { text: 'Create new people as contacts to keep this field.' },
    retryAt: null,
  };
}
