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

/** A user of the CRM who can own records. */
export interface CrmUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
}
