import type { BookingStatus, CrmField, JsonValue } from '../../contract/model/index.js';

/**
 * A value of the type of its CRM field: text, number, boolean; `YYYY-MM-DD` for a date; an instant in ISO 8601
 * UTC for a date and time; option values for choices, an array for several.
 */
export type TypedValue = string | number | boolean | readonly string[];

/** Pure translations between our values and the wire. */
export interface Values {
  encode(value: TypedValue, field: CrmField): JsonValue;
  /** True for what the CRM shows as empty. */
  isBlank(wire: JsonValue | undefined): boolean;
  /** True when the CRM already holds this value, however it echoes it. */
  equal(wire: JsonValue | undefined, encoded: JsonValue, field: CrmField): boolean;
  /**
   * Fields that say what became of a meeting, for targets that no row fills: `rename` changes a value that a
   * row gave. Product rule Y5: cancelled is told, never deleted.
   */
  lifecycle(object: string, status: BookingStatus, fields: readonly CrmField[]): readonly LifecycleValue[];
  /** What goes over the wire of a meeting or a case besides what its rows give, and instead of it. */
  linked?(record: LinkedRecord): readonly LinkedValue[];
}

/** A meeting or a case that is about to be written, and the person whom it belongs to. */
export interface LinkedRecord {
  readonly object: string;
  readonly isNew: boolean;
  /** True when it moves to this person from another. */
  readonly moves: boolean;
  readonly fields: Readonly<Record<string, JsonValue>>;
  /** Unique text by which the record is known again. */
  readonly marker: string;
  readonly person: {
    readonly object: string;
    readonly email: string;
    readonly fields: Readonly<Record<string, JsonValue>>;
  };
  /** Label of every field that the object has; undefined when that is not known. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/** One value that the CRM's own ways add or change; null leaves the field out. */
export interface LinkedValue {
  readonly field: string;
  readonly value: JsonValue;
  readonly why: string;
}

/** One lifecycle value. */
export interface LifecycleValue {
  readonly field: string;
  /** Value on the wire; with `prefix`, put before the row's own text instead. */
  readonly value: JsonValue;
  readonly prefix: boolean;
  readonly why: string;
}
