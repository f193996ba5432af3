import type { CrmField, Drift, Repair, Row } from '../model/index.js';
import { drift, keep, type DriftContext } from './drift-context.js';
import { fits } from './fits.js';
import { same } from './mapping-changes.js';
import { matchValues } from './value-match.js';

/** What another type of a field means for the row that fills it; null where nothing is to be told. */
export function retyped(row: Row, was: Row, field: CrmField, context: DriftContext): Drift | null {
  const known = context.noted?.fields[field.name];
  if (!known || known.type === field.type) return null;
  const { sources } = context;
  const [first] = row.sources;
  const source = first && 'field' in first ? sources.find(({ key }) => key === first.field) : undefined;
  const hasValues = Object.keys(row.values ?? {}).length > 0;
  const isBroken =
    first !== undefined &&
    !('constant' in first) &&
    fits(source ?? { type: 'text', label: '' }, field, hasValues).fits === 'no';
  const isTouched = !same(row, was);
  if (isTouched && !isBroken) return null;
  const params = {
    field: field.label,
    crm: context.crm,
    was: typeWords[known.type],
    now: typeWords[field.type],
  };
  // A type that nothing of the row goes with is left out, unless the record can't be without it.
  const waits = field.required !== null || (row.onInvalid === 'hold' && !isBroken);
  const takesChoices = field.type === 'enum' || field.type === 'multi_enum';
  if (takesChoices && source?.options?.length && !hasValues) {
    const values = matchValues(source.options, field.options);
    const matched = Object.keys(values).length;
    const total = source.options.length;
    const isRefused = isBroken || (field.restricted && matched < total);
    const [code, others] = !isRefused
      ? ['drift_needs_values', '']
      : waits
        ? ['drift_values_wait', ' Bookings with other answers wait.']
        : ['drift_values_left_out', ' Other answers are left out.'];
    const said = {
      code,
      params: { ...params, count: field.options.length, matched, total },
      sentence: `${field.label} was ${params.was} and is ${params.now} with ${field.options.length} values now. ${matched} of ${total} answers match by name.${others}`,
    };
    const repair: Repair = { kind: 'match_values', values, sure: matched === total };
    return drift(row, 'retyped', isRefused ? 'broken' : 'changed', said, context, [repair]);
  }
  const said = `${field.label} was ${params.was} and is ${params.now} now.`;
  const choose: Repair[] = row.locked
    ? []
    : [
        { kind: 'choose_source', sure: false },
        { kind: 'remove', sure: false },
      ];
  if (!isBroken && takesChoices && field.restricted && first && !('constant' in first) && !hasValues) {
    const only = {
      code: waits ? 'drift_choices_wait' : 'drift_choices_left_out',
      params: { ...params, count: field.options.length },
      sentence: `${said} ${waits ? 'Bookings with other values wait.' : 'Other values are left out.'}`,
    };
    return drift(row, 'retyped', 'broken', only, context, [...choose, keep]);
  }
  if (!isBroken) {
    const kept = { code: 'drift_retyped', params, sentence: `${said} Its values still fit.` };
    return drift(row, 'retyped', 'changed', kept, context, [keep]);
  }
  const label = source?.label ?? '';
  const broken = {
    code: 'drift_wrong_type',
    params: { ...params, source: label },
    sentence: label
      ? `${said} ${label} does not fit it any more.`
      : `${said} What fills it does not fit any more.`,
  };
  return drift(row, 'retyped', 'broken', broken, context, choose);
}

const typeWords: Readonly<Record<CrmField['type'], string>> = {
  text: 'text',
  multiline: 'long text',
  email: 'an e-mail address',
  phone: 'a phone number',
  url: 'a link',
  number: 'a number',
  boolean: 'yes or no',
  date: 'a date',
  datetime: 'a date and time',
  enum: 'a picklist',
  multi_enum: 'a multi-select',
  reference: 'a link to a record',
  unsupported: 'a field that can’t be filled',
};
