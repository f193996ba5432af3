import type { ValueType } from './source.js';

/** What a CRM object stands for in a booking. */
export type ObjectRole = 'person' | 'meeting' | 'case';

/** What a CRM field holds. `reference` is the id of another record; `unsupported` is never mappable. */
export type CrmValueType = ValueType | 'reference' | 'unsupported';

/** Why a field must have a value: the CRM always demands it, refused a write without it, or the admin says so. */
export type Requirement = 'always' | 'learned' | 'admin';

/** One choice of a CRM field; an inactive one is kept for old records and refused for new values. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  /** Values of the field that {@link CrmField.controlledBy} names with which this choice goes; absent: all. */
  readonly validFor?: readonly string[];
  /** Record types that offer this choice, as values of {@link CrmField.recordTypeField}; absent: all. */
  readonly recordTypes?: readonly string[];
}

/** A field of a CRM object, the same shape for every CRM. Read-only fields are never among them. */
export interface CrmField {
  /** The CRM's own API name. */
  readonly name: string;
  readonly label: string;
  readonly type: CrmValueType;
  /** The CRM's own word for the type, such as `picklist`. */
  readonly crmType: string;
  readonly custom: boolean;
  readonly group: string | null;
  readonly required: Requirement | null;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly options: readonly FieldOption[];
  /** True when only an active option is accepted. */
  readonly restricted: boolean;
  /** Longest text in characters; null when unlimited or no text. */
  readonly maxLength: number | null;
  /** Digits in all, for numbers. */
  readonly precision: number | null;
  /** Digits after the decimal point, for numbers. */
  readonly scale: number | null;
  readonly help: string | null;
  /** Objects that a reference may point to. */
  readonly referenceTo?: readonly string[];
  /** True when the CRM keeps values of this field unique. */
  readonly unique?: boolean;
  /** API name of the field whose value decides which choices of this one may be chosen. */
  readonly controlledBy?: string;
  /** API name of the field that holds the record type, where some choices are offered by some record types only. */
  readonly recordTypeField?: string;
  /** What a new record gets when nothing is written; told of record types only. */
  readonly defaultValue?: string;
}

/** An object that bookings are written to. */
export interface CrmObject {
  /** The CRM's own API name. */
  readonly name: string;
  /** Plural, as the CRM's users say it; it titles the tab. */
  readonly label: string;
  /** Singular, for sentences: "a lead". */
  readonly singular: string;
  readonly role: ObjectRole;
  readonly createable: boolean;
  readonly updateable: boolean;
  /** Of each group one field must have a value. */
  readonly requiredGroups: readonly (readonly string[])[];
  /** Target of the locked row that links this record to the person; not a field of the catalog. */
  readonly who: { readonly target: string; readonly label: string } | null;
}

/** What the admin asks for when creating a CRM field from the picker. */
export interface NewField {
  readonly label: string;
  readonly type: ValueType;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly group?: string;
}

/** How a field comes to be made in the CRM: by us, or by a person there. */
export interface NewFieldPlan {
  /** API name that the field gets, or that we suggest. */
  readonly name: string;
  /** The CRM's own word for its type, such as `Picklist`. */
  readonly type: string;
  /** Groups to put it in; empty where the CRM has none. */
  readonly groups: readonly { readonly name: string; readonly label: string }[];
  /** What we lack to make it; null when nothing, or when only a person can. */
  readonly missing: { readonly label: string; readonly steps: readonly string[] } | null;
  /** What a person does in the CRM; empty where we can make it. */
  readonly steps: readonly string[];
  /** Page of the CRM where it is done. */
  readonly url: string;
}

/** A user of the CRM who can own records. */
export interface CrmUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
}
