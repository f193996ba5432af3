import type { BookingStatus, SourceValue } from './booking.js';

/** Where a value comes from: a source field, words mixed with fields as `{{key}}`, or a fixed value. */
export type Source =
  { readonly field: string } | { readonly template: string } | { readonly constant: SourceValue };

/** Used when all sources are blank, or alone when there are none. */
export interface Fallback {
  readonly value: SourceValue;
  /** `if_empty` (default): on create, and on update when the CRM field is empty. */
  readonly write: 'on_create' | 'if_empty' | 'always';
}

/** When a row's mapped value is written. */
export type WriteRule = 'always' | 'if_empty' | 'on_create';

/** What happens to a choice that has no counterpart in `values`. */
export type UnmappedPolicy = 'fallback' | 'skip' | 'as_is' | 'fail';

/** One target field of a CRM object and what fills it. */
export interface Row {
  readonly id: string;
  /** API name of the CRM field, or the object's `who` target. */
  readonly target: string;
  /** Locked rows keep their target and sources. */
  readonly locked: boolean;
  /** The first that is not blank wins. */
  readonly sources: readonly Source[];
  readonly fallback: Fallback | null;
  readonly write: WriteRule;
  /** Source value → CRM value, many to one. */
  readonly values?: Readonly<Record<string, string>>;
  readonly unmapped?: UnmappedPolicy;
  /** Cut text that is too long instead of refusing it. */
  readonly truncate: boolean;
  /** When the CRM or our checks refuse the value: hold the booking, or leave the field out. */
  readonly onInvalid: 'hold' | 'leave_out';
  /** Written when one of these was reached since the last sync; absent means all. */
  readonly on?: readonly BookingStatus[];
}

/** How one CRM object is filled. */
export interface ObjectMapping {
  readonly enabled: boolean;
  /** Statuses that may create the record; default: all but cancelled. */
  readonly createOn: readonly BookingStatus[];
  /** Fields that the admin marks as required. */
  readonly required: readonly string[];
  readonly rows: readonly Row[];
}

/** How people are recognised. */
export interface MatchPolicy {
  readonly phone: boolean;
  /** What to do when the CRM reports a possible duplicate that is not clearly the same person. */
  readonly duplicates: 'use_match' | 'save_anyway' | 'hold';
}

/** Who owns the records: the CRM user with the host's e-mail, else the fallback user's id. */
export interface OwnerPolicy {
  readonly from: 'host_email' | 'none';
  readonly fallback: string | null;
}

/** What happens to guests of a booking. */
export type GuestPolicy = 'ignore' | 'match' | 'create';

/** The document that says how bookings become records of one CRM. */
export interface Mapping {
  readonly version: number;
  /** Object that new people become, where the CRM has a choice. */
  readonly createAs?: string;
  readonly match: MatchPolicy;
  readonly owner: OwnerPolicy;
  readonly guests: GuestPolicy;
  readonly objects: Readonly<Record<string, ObjectMapping>>;
}

/** One saved version of a mapping. */
export interface MappingVersion {
  readonly version: number;
  readonly author: string;
  readonly createdAt: string;
  readonly mapping: Mapping;
}

/** One difference between two mappings, as `mapping-changed` tells it. */
export interface MappingChange {
  readonly object: string;
  readonly rowId: string;
  readonly kind: 'added' | 'removed' | 'changed';
}

/** A mapping that we propose; never applied without being seen. */
export interface Suggestion {
  readonly object: string;
  readonly target: string;
  readonly sources: readonly Source[];
  readonly values?: Readonly<Record<string, string>>;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why it is proposed. */
  readonly reason: {
    readonly code: string;
    readonly params: Readonly<Record<string, string>>;
    readonly sentence: string;
  };
}
