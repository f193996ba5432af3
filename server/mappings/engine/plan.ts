import type {
  BookingStatus,
  CrmField,
  ObjectMapping,
  Omission,
  Row,
  SourceValue,
  WriteRule,
} from '../../contract/model/index.js';
import type { ValueNote, ValueProblemCode } from '../../contract/rules/field-value.js';
import { isBlank } from '../../contract/rules/blank.js';
import { fits } from '../../contract/rules/fits.js';
import { convert, type SourceKind } from './convert.js';
import { rowValue, type Material } from './row-value.js';
import {
  asOmission,
  goneField,
  refusedValue,
  unmappedValue,
  type Names,
  type Obstacle,
} from './sentences.js';

/** What one row would write if its rule lets it, before anything is known about the record. */
export interface Plan {
  readonly row: Row;
  readonly label: string;
  /** Null when there is nothing to write. */
  readonly write: PlannedWrite | null;
  /** Why there is nothing. */
  readonly why: string | null;
  /** What was dropped on the way, to be told unless something else is written. */
  readonly omitted: readonly Omission[];
}

/** A value on its way to a field. */
export interface PlannedWrite {
  readonly field: CrmField;
  readonly rule: WriteRule;
  readonly origin: 'mapped' | 'value-mapped' | 'constant' | 'fallback';
  readonly from: string | null;
  /** Null when the field refuses it. */
  readonly value: SourceValue | null;
  readonly refusal: Obstacle | null;
  /** The booking is held when this is refused and due. */
  readonly holds: boolean;
  readonly note: string | null;
  /** Told only when the value is indeed written. */
  readonly omitted: readonly Omission[];
}

/** What plans are made from. */
export interface PlanInput extends Names {
  readonly mapping: Pick<ObjectMapping, 'rows'>;
  readonly fields: ReadonlyMap<string, CrmField>;
  readonly material: Material;
  readonly reached: readonly BookingStatus[];
}

/** Goes through the sources, the table of values and the fallback of one row. */
export function planRow(row: Row, input: PlanInput): Plan {
  const object = input.object.name;
  const field = input.fields.get(row.target);
  const label = field?.label ?? row.target;
  const nothing = (why: string, omitted: readonly Omission[]): Plan => ({
    row,
    label,
    write: null,
    why,
    omitted,
  });
  if (!field || (!field.createable && !field.updateable)) {
    const gone = goneField(row.target, input);
    return nothing(gone.sentence, [asOmission(gone, object, row.target)]);
  }
  if (row.on && !row.on.some((status) => input.reached.includes(status))) {
    return nothing('Not written on this booking event.', none);
  }

  const given = rowValue(row, input.material);
  const { from } = given;
  if (given.state === 'given') {
    const { value, kind, origin, lost } = given;
    const told =
      lost.length > 0 ? [asOmission(unmappedValue(lost, from, field, input), object, field.name)] : none;
    const write = planned(row, field, input, { rule: row.write, origin, from, value, kind, omitted: told });
    return { row, label, write, why: null, omitted: none };
  }

  const unmapped = given.unmapped.length > 0 ? unmappedValue(given.unmapped, from, field, input) : null;
  const omitted = unmapped ? [asOmission(unmapped, object, field.name)] : none;
  if (unmapped && given.state === 'fail') {
    const refused = { value: null, refusal: unmapped, holds: true, note: null, omitted: none };
    const write: PlannedWrite = { ...refused, field, rule: row.write, origin: 'value-mapped', from };
    return { row, label, write, why: null, omitted: none };
  }
  if (row.fallback && given.state === 'blank' && !isBlank(row.fallback.value)) {
    const { value, write: rule } = row.fallback;
    const fallback: Given = { rule, origin: 'fallback', from: null, value, kind: plainText, omitted: none };
    return { row, label, write: planned(row, field, input, fallback), why: null, omitted };
  }
  return nothing(unmapped?.sentence ?? 'This booking has no value for it.', omitted);
}

const none: readonly Omission[] = [];
const plainText: SourceKind = { type: 'text' };

interface Given extends Pick<PlannedWrite, 'rule' | 'origin' | 'from' | 'omitted'> {
  readonly value: SourceValue;
  readonly kind: SourceKind;
}

function planned(row: Row, field: CrmField, input: PlanInput, given: Given): PlannedWrite {
  const { rule, origin, from, omitted } = given;
  const reading = convert(given.value, given.kind, field, input.material.timeZone, row.truncate);
  const value = reading.ok ? reading.value : null;
  const refusal = reading.ok ? null : refusedValue(reading, field, input);
  const note = reading.ok && reading.note ? notes[reading.note](field) : null;
  const isDrift = !reading.ok && hasDrifted(reading.code, row, field, given);
  const holds = row.onInvalid === 'hold' && !isDrift;
  return { field, rule, origin, from, value, refusal, holds, note, omitted };
}

/**
 * True for a value that can't be right since the CRM changed the field: a choice that the mapping itself names and the
 * CRM has no more, or a type that what fills the row does not go with. Only a person can mend that, and the rest of the
 * booking need not wait for it, unless the record can't be without it.
 */
function hasDrifted(code: ValueProblemCode, row: Row, field: CrmField, { origin, kind }: Given): boolean {
  if (field.required !== null) return false;
  if (origin !== 'mapped') {
    // With as_is the choice may be the booking's own.
    const isOurs = origin !== 'value-mapped' || row.unmapped !== 'as_is';
    return isOurs && (code === 'not_an_option' || code === 'inactive_option');
  }
  const hasValues = Object.keys(row.values ?? {}).length > 0;
  return fits({ type: kind.type, label: '' }, field, hasValues).fits === 'no';
}

const notes: Readonly<Record<ValueNote, (field: CrmField) => string>> = {
  cut: ({ maxLength }) => `Cut to ${maxLength ?? 0} characters.`,
  rounded: ({ scale }) => (scale ? `Rounded to ${scale} decimals.` : 'Rounded to a whole number.'),
};
