import type { Message } from './message.js';
import type { CrmValueType } from './crm.js';
import type { FieldFinding } from './permission.js';

/** What a CRM field was when the row that fills it was saved, or when somebody accepted how it changed. */
export interface NotedField {
  readonly label: string;
  readonly type: CrmValueType;
  /** Since when it is known as this. */
  readonly at: string;
}

/** What was noted of the mapped fields of one object, by API name. */
export interface NotedObject {
  readonly fields: Readonly<Record<string, NotedField>>;
  /** Fields that the CRM demanded then. */
  readonly required: readonly string[];
}

/** The same, by object. */
export type NotedFields = Readonly<Record<string, NotedObject>>;

/** What mapped fields were, and why some of them can't be written any more. */
export interface MappedFields {
  readonly noted: NotedFields;
  /** What the CRM says of mapped fields that are not among those that can be written, by object and API name. */
  readonly missing: Readonly<Record<string, Readonly<Record<string, FieldFinding>>>>;
  /** False when the CRM could not be asked just now. */
  readonly live: boolean;
}

/** What became of a mapped field in the CRM. */
export type DriftKind = (typeof driftKinds)[number];

/** Every {@link DriftKind}. */
export const driftKinds = [
  'gone',
  'renamed',
  'read_only',
  'relabelled',
  'retyped',
  'newly_required',
  'option_gone',
] as const;

/** What mends a row in one click. Those that are `sure` may be done without looking. */
export type Repair =
  | { readonly kind: 'use_field'; readonly field: string; readonly label: string; readonly sure: boolean }
  | {
      readonly kind: 'match_values';
      readonly values: Readonly<Record<string, string>>;
      readonly sure: boolean;
    }
  | {
      readonly kind: 'use_value';
      /** The value that is gone, and the one that looks like it now. */
      readonly gone: string;
      readonly value: string;
      readonly label: string;
      readonly sure: boolean;
    }
  /** The CRM field stays as it is now. */
  | { readonly kind: 'keep'; readonly sure: true }
  | {
      readonly kind: 'choose_value' | 'choose_source' | 'add_fallback' | 'explain' | 'remove';
      readonly sure: false;
    };

/** A change in the CRM that concerns a row, with what mends it, the likeliest first. */
export interface Drift extends Message {
  readonly object: string;
  readonly field: string;
  /** Null for a field that became required and has no row. */
  readonly row: string | null;
  readonly kind: DriftKind;
  /** `broken`: bookings sync without the value, or fail. `changed`: worth a look. */
  readonly severity: 'broken' | 'changed';
  /** Since when the field was known as it was; null when that was never noted. */
  readonly since: string | null;
  readonly repairs: readonly Repair[];
}
