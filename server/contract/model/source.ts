import type { SourceValue } from './booking.js';

/** Whether a source field describes the person or the booking. */
export type SourceObject = 'contact' | 'booking';

/** What kind of value a field holds, on the host's side and, with `reference`, on the CRM's. */
export type ValueType = (typeof valueTypes)[number];

/** Every {@link ValueType}. */
export const valueTypes = [
  'text',
  'multiline',
  'email',
  'phone',
  'url',
  'number',
  'boolean',
  'date',
  'datetime',
  'enum',
  'multi_enum',
] as const;

/** One choice of a source field. */
export interface SourceOption {
  readonly value: string;
  readonly label: string;
}

/** A field of the host's app. Keys are unique across both objects. */
export interface SourceField {
  readonly key: string;
  readonly label: string;
  readonly object: SourceObject;
  readonly type: ValueType;
  readonly options?: readonly SourceOption[];
  readonly sample?: SourceValue;
  readonly group?: string;
  /** True for the fields that every host has; set by the server. */
  readonly builtIn?: boolean;
}

/** A question whose answers reach the CRM through the contact field that it names. */
export interface Question {
  readonly id: string;
  readonly kind: 'booking_form' | 'routing_form' | 'chatbot';
  readonly text: string;
  /** Id of the form that the question belongs to. */
  readonly form: string;
  readonly formName: string;
  /** Key of the contact field that keeps the answer; null when it is not saved. */
  readonly contactField: string | null;
}
