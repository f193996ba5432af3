import { faultCodes, type Fault, type JsonValue } from '../../../contract/model/index.js';
import type { GuestsOutcome, LinkedWrite, PersonWrite } from '../../adapter.js';
import { linked, relatedToLead, withLinked } from '../linked-values.js';
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
  const isNew = write.id === null;
  const moves = write.movedFrom !== null;
  const fields = {
    ...write.fields,
    ...others?.fields,
    ...(isNew || moves ? linkTo(write, link) : {}),
  };
  const { object, marker } = write;
  const added = linked({
    object,
    isNew,
    moves,
    fields,
    marker,
    person: { object: link.object, email: person.email, fields: person.fields },
    labels: known,
  });
  const leavesOut = added.some(({ field, value }) => field === 'WhatId' && value === null);
  return {
    key: write.key,
    object: write.object,
    id: write.id,
    fields: withLinked(fields, added),
    optional: write.optional,
    headers: ownerHeader(write.object, write.setsOwner),
    omitted: leavesOut ? [withoutRelation(known?.['WhatId'] ?? 'Related To')] : [],
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

function linkTo(write: LinkedWrite, link: PersonLink): Readonly<Record<string, JsonValue>> {
  if (write.object === 'Event') return { WhoId: link.id };
  if (link.object === 'Contact') return { ContactId: link.id };
  return write.movedFrom?.object === 'Contact' ? { ContactId: null } : {};
}

function withoutRelation(label: string): Fault {
  return {
    code: 'value_invalid',
    class: faultCodes.value_invalid,
    sentence: relatedToLead(label),
    params: { label },
    object: 'Event',
    field: 'WhatId',
    value: null,
    requestId: null,
    fix: { text: 'Create new people as contacts to keep this field.' },
    retryAt: null,
  };
}
