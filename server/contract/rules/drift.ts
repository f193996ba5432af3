import type { CrmField, Drift, FieldOption, ObjectMapping, Repair, Row } from '../model/index.js';
import { isBlank } from './blank.js';
import { drift, keep, type DriftContext } from './drift-context.js';
import { asText } from './field-value.js';
import { fits } from './fits.js';
import { same } from './mapping-changes.js';
import { findOption, normalised } from './options.js';
import { retyped } from './retyped.js';
import { successorOf } from './successor.js';

/** What the CRM changed under the rows of one object since they were saved, at most one thing for each row. */
export function driftOf(mapping: ObjectMapping, context: DriftContext): readonly Drift[] {
  const { fields, saved, noted } = context;
  const byName = new Map(fields.map((field) => [field.name, field]));
  const before = new Map((saved?.rows ?? []).map((row) => [row.id, row]));
  const found = mapping.rows.flatMap((row): Drift[] => {
    const was = before.get(row.id);
    if (row.target === context.object.who?.target || was?.target !== row.target) return [];
    const field = byName.get(row.target);
    const drift = field
      ? (retyped(row, was, field, context) ??
        optionGone(row, was, field, context) ??
        newlyRequired(row, field, context) ??
        relabelled(row, was, field, context))
      : gone(row, mapping, context);
    return drift ? [drift] : [];
  });
  const mapped = new Set(mapping.rows.map(({ target }) => target));
  const demanded = noted
    ? fields.filter(({ name }) => !mapped.has(name)).map((field) => newlyRequired(null, field, context))
    : [];
  return [...found, ...demanded.filter((drift) => drift !== null)];
}

function gone(row: Row, mapping: ObjectMapping, context: DriftContext): Drift {
  const { object, crm, noted, missing } = context;
  const known = noted?.fields[row.target];
  const finding = missing?.[row.target];
  const label = known?.label ?? row.target;
  const taken = new Set(mapping.rows.map(({ target }) => target));
  const next = successorOf({ name: row.target, ...known }, suited(row, context), taken);
  const explain: Repair[] = finding || next === null ? [{ kind: 'explain', sure: false }] : [];
  const free: Repair[] = row.locked ? [] : [{ kind: 'remove', sure: false }];
  const params = { field: label, crm, object: object.label, name: row.target };
  if (finding?.state === 'read_only') {
    const sentence = `${label} is read-only in ${crm} now, so bookings go without it.`;
    return drift(row, 'read_only', 'broken', { code: 'drift_read_only', params, sentence }, context, [
      ...explain,
      ...free,
    ]);
  }
  if (next && !row.locked) {
    const { field, sure } = next;
    const use: Repair = { kind: 'use_field', field: field.name, label: field.label, sure };
    const other = { ...params, other: field.label };
    const said = sure
      ? {
          code: 'drift_renamed',
          params: other,
          sentence: `${crm} has no ${row.target} any more. It looks as if “${field.label}” (${field.name}) took its place.`,
        }
      : {
          code: 'drift_replaced',
          params: other,
          sentence: `${label} was deleted in ${crm} or hidden. “${field.label}” looks like it.`,
        };
    return drift(row, sure ? 'renamed' : 'gone', 'broken', said, context, [use, ...free]);
  }
  const sentence = `${label} was deleted in ${crm} or hidden. Bookings go without it.`;
  return drift(row, 'gone', 'broken', { code: 'drift_gone', params, sentence }, context, [
    ...free,
    ...explain,
  ]);
}

/** Fields that the row's sources can fill. */
function suited(row: Row, { fields, sources }: DriftContext): readonly CrmField[] {
  return fields.filter((field) =>
    row.sources.every((source) => {
      if ('constant' in source) return true;
      const known = 'field' in source ? sources.find(({ key }) => key === source.field) : undefined;
      return fits(known ?? { type: 'text', label: '' }, field).fits !== 'no';
    }),
  );
}

function optionGone(row: Row, was: Row, field: CrmField, context: DriftContext): Drift | null {
  if (field.type !== 'enum' && field.type !== 'multi_enum') return null;
  const earlier = new Set(literals(was));
  // Where any text is taken, only a choice that was made inactive is lost.
  const isLost = (value: string) =>
    field.restricted
      ? !findOption(field.options, value)?.active
      : field.options.some((option) => option.value === value && !option.active);
  const lost = literals(row).filter((value) => earlier.has(value) && isLost(value));
  const [value] = lost;
  if (value === undefined) return null;
  const label = field.options.find((option) => option.value === value)?.label ?? value;
  const next = likeOption(label, field.options);
  const isNeeded = field.required !== null;
  const said = {
    code: next ? 'drift_option_renamed' : isNeeded ? 'drift_option_needed' : 'drift_option_gone',
    params: {
      field: field.label,
      value: label,
      count: lost.length,
      crm: context.crm,
      other: next?.label ?? '',
    },
    sentence: next
      ? `${context.crm} has no value “${label}” in ${field.label} any more. “${next.label}” looks like it.`
      : `${context.crm} has no value “${label}” in ${field.label} any more. ${isNeeded ? 'Bookings that need it wait.' : 'Bookings go without it.'}`,
  };
  const choose: Repair = { kind: 'choose_value', sure: false };
  const use: Repair[] = next
    ? [{ kind: 'use_value', gone: value, value: next.value, label: next.label, sure: true }]
    : [];
  return drift(row, 'option_gone', 'broken', said, context, [...use, choose]);
}

/** The one active choice whose label holds all words of the other, or whose words the other holds. */
function likeOption(label: string, options: readonly FieldOption[]): FieldOption | null {
  const wanted = normalised(label).split(' ');
  const alike = options.filter((option) => {
    const own = normalised(option.label).split(' ');
    return (
      option.active &&
      (wanted.every((word) => own.includes(word)) || own.every((word) => wanted.includes(word)))
    );
  });
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

function newlyRequired(row: Row | null, field: CrmField, context: DriftContext): Drift | null {
  const { noted, object, crm } = context;
  if (field.required !== 'always' || !noted || noted.required.includes(field.name)) return null;
  // With a fixed value nothing can be missing.
  if (row && (row.fallback !== null || row.sources.some((source) => 'constant' in source))) return null;
  const params = { field: field.label, crm, object: object.singular.toLowerCase() };
  const isCovered = row !== null && row.sources.length > 0;
  const said = isCovered
    ? {
        code: 'drift_newly_required',
        params,
        sentence: `${crm} refuses a new ${params.object} without ${field.label} now. Say what to use when a booking has none.`,
      }
    : {
        code: 'drift_newly_required_gap',
        params,
        sentence: `${crm} refuses a new ${params.object} without ${field.label} now, and it has no value.`,
      };
  const severity = isCovered ? 'changed' : 'broken';
  return {
    ...drift(row, 'newly_required', severity, said, context, [{ kind: 'add_fallback', sure: false }]),
    field: field.name,
  };
}

function relabelled(row: Row, was: Row, field: CrmField, context: DriftContext): Drift | null {
  const known = context.noted?.fields[field.name];
  if (!known || known.label === field.label || !same(row, was)) return null;
  const said = {
    code: 'drift_relabelled',
    params: { field: field.label, was: known.label, crm: context.crm },
    sentence: `It is called “${field.label}” in ${context.crm} now; it was “${known.label}”. Values still arrive.`,
  };
  return drift(row, 'relabelled', 'changed', said, context, [keep]);
}

/** Everything that the row writes as it stands, whatever the booking says. */
function literals({ sources, fallback, values }: Row): readonly string[] {
  const fixed = sources.flatMap((source) => ('constant' in source ? [source.constant] : []));
  return [...fixed, ...(fallback ? [fallback.value] : []), ...Object.values(values ?? {})]
    .flatMap((value) => (typeof value === 'object' ? [...value] : [value]))
    .filter((value) => !isBlank(value))
    .map((value) => asText(value));
}
