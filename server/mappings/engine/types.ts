import type {
  BookingStatus,
  CrmField,
  CrmObject,
  Fault,
  JsonValue,
  ObjectMapping,
  Omission,
  Origin,
  SourceField,
  SourceValue,
  SourceValues,
} from '../../contract/model/index.js';

/** The CRM's own way with values; adapters satisfy it. */
export interface Codec {
  encode(value: SourceValue, field: CrmField): JsonValue;
  isBlank(wire: JsonValue | undefined): boolean;
  lifecycle(
    object: string,
    status: BookingStatus,
    fields: readonly CrmField[],
  ): readonly {
    readonly field: string;
    readonly value: JsonValue;
    readonly prefix: boolean;
    readonly why: string;
  }[];
}

/** One booking, one object of a mapping, and what is known of the record. */
export interface RenderInput {
  readonly object: CrmObject;
  readonly mapping: ObjectMapping;
  readonly fields: readonly CrmField[];
  readonly values: SourceValues;
  readonly sources: readonly SourceField[];
  readonly timeZone: string | null;
  readonly status: BookingStatus;
  /** Statuses reached since the last sync. */
  readonly reached: readonly BookingStatus[];
  readonly record: RecordState;
  readonly owner: RenderOwner | null;
  readonly codec: Codec;
  readonly crmName: string;
  /** The CRM's word for a field. */
  readonly fieldWord: string;
}

/**
 * `update`: `current` holds the wire value of every field that {@link Conditions} named, null for an empty one; a
 * field that is not among its keys is not known and never overwritten conditionally. `unknown`: create or update.
 */
export type RecordState =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly current: Readonly<Record<string, JsonValue>> | null }
  | { readonly kind: 'unknown' };

/** Who owns the record, and when that is said. */
export interface RenderOwner {
  readonly field: string;
  readonly id: string;
  readonly write: 'on_create' | 'always';
}

/** One field of a rendered record, written or not. */
export interface RenderedField {
  readonly name: string;
  readonly label: string;
  /** Row that it comes from; null for what the status or the owner says. */
  readonly row: string | null;
  /** What goes over the wire; of a kept field what the CRM holds, if known. */
  readonly value: JsonValue;
  readonly origin: Origin;
  /** Label of the source field. */
  readonly from: string | null;
  readonly why: string | null;
  readonly written: boolean;
  /** May be left out when the CRM refuses it. */
  readonly optional: boolean;
}

/** What a booking means for one record. With faults the booking is held. */
export interface Rendered {
  readonly fields: readonly RenderedField[];
  readonly omitted: readonly Omission[];
  readonly faults: readonly Fault[];
}

/** What must be known about a record before an update of it can be rendered. */
export interface Conditions {
  /** Whether it exists. */
  readonly existence: boolean;
  /** Fields of which the present value matters. */
  readonly fields: readonly string[];
}
