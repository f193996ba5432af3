import type { CrmField, FieldOption, Message, Row, SourceValue } from '../model/index.js';
import { asText } from './field-value.js';
import { isBlank } from './blank.js';
import { findOption, optionLabel } from './options.js';

/** A choice that does not go with what another row always writes, and where in its row it stands. */
export interface LimitedChoice {
  readonly at: string;
  readonly said: Message;
}

/**
 * Choices of a row that the controlling field or the record type rules out, as far as both are decided already: fixed
 * values and fallbacks against a field that always gets the same value.
 */
export function limitedChoices(
  row: Row,
  field: CrmField,
  rows: readonly Row[],
  fields: ReadonlyMap<string, CrmField>,
): readonly LimitedChoice[] {
  if (field.controlledBy === undefined && field.recordTypeField === undefined) return [];
  const ruledOut = choiceLimits(field, rows, fields);
  return literals(row).flatMap(({ at, value }): LimitedChoice[] => {
    const option = findOption(field.options, value);
    const said = option && ruledOut(option);
    return said ? [{ at, said }] : [];
  });
}

/** Says of a choice why it can't be chosen; undefined where it can, or where that depends on the booking. */
export function choiceLimits(
  field: CrmField,
  rows: readonly Row[],
  fields: ReadonlyMap<string, CrmField>,
): (option: FieldOption) => Message | undefined {
  const controller = field.controlledBy === undefined ? undefined : fields.get(field.controlledBy);
  const recordType = field.recordTypeField === undefined ? undefined : fields.get(field.recordTypeField);
  const control = controller && always(controller, rows);
  const type = recordType && (always(recordType, rows) ?? byDefault(recordType, rows));
  return (option) => {
    if (controller && control && option.validFor?.includes(control.value) === false) {
      return notWith(field, option, controller, control);
    }
    return recordType && type && option.recordTypes?.includes(type.value) === false
      ? notOffered(field, option, type)
      : undefined;
  };
}

interface Literal {
  readonly at: string;
  readonly value: string;
}

/** Everything that the row may write and that is known before any booking. */
function literals({ sources, fallback, values }: Row): readonly Literal[] {
  const constants = sources.flatMap((source, i) =>
    'constant' in source ? each(`/sources/${i}`, source.constant) : [],
  );
  const mapped = Object.entries(values ?? {}).flatMap(([from, to]) =>
    each(`/values/${from.replaceAll('~', '~0').replaceAll('/', '~1')}`, to),
  );
  return [...constants, ...(fallback ? each('/fallback', fallback.value) : []), ...mapped];
}

function each(at: string, value: SourceValue): readonly Literal[] {
  const items = typeof value === 'object' ? value : [value];
  return items.flatMap((item) => (isBlank(item) ? [] : [{ at, value: asText(item) }]));
}

/** The one value that a field gets with every booking; undefined when it depends on the booking. */
function always(field: CrmField, rows: readonly Row[]): FieldOption | undefined {
  const row = rows.find(({ target }) => target === field.name);
  const fixed = row && fixedValue(row);
  if (fixed === undefined) return undefined;
  if (field.type !== 'boolean') return findOption(field.options, fixed) ?? undefined;
  const yes = ['true', 'yes', 'y', '1', 'on'].includes(fixed.toLowerCase());
  return { value: String(yes), label: yes ? 'yes' : 'no', active: true };
}

function fixedValue({ sources, fallback }: Row): string | undefined {
  const [first] = sources;
  const value = first ? ('constant' in first ? first.constant : undefined) : fallback?.value;
  if (value === undefined || isBlank(value) || (typeof value === 'object' && value.length > 1))
    return undefined;
  return asText(value);
}

/** The record type of new records that no row sets. */
function byDefault(field: CrmField, rows: readonly Row[]): FieldOption | undefined {
  if (rows.some(({ target }) => target === field.name)) return undefined;
  return field.options.find(({ value }) => value === field.defaultValue);
}

function notWith(field: CrmField, option: FieldOption, controller: CrmField, control: FieldOption): Message {
  const controlling = optionLabel(controller.options, control.value);
  const shown = controller.type === 'boolean' ? control.label : controlling;
  return {
    code: 'choice_not_with',
    params: { field: field.label, value: option.label, controller: controller.label, controlling: shown },
    sentence: `“${option.label}” can’t be chosen in ${field.label} when ${controller.label} is “${shown}”.`,
  };
}

function notOffered(field: CrmField, option: FieldOption, type: FieldOption): Message {
  return {
    code: 'choice_not_of_record_type',
    params: { field: field.label, value: option.label, recordType: type.label },
    sentence: `“${option.label}” of ${field.label} is not offered by the record type “${type.label}”.`,
  };
}
