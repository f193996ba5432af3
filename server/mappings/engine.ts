/**
 * Renders bookings: what one booking writes to one record of a CRM. Pure and total, so that the preview shows what
 * sync does. It never throws, never clears a field, and never overwrites what a rule says to keep.
 */
import type { CrmField, Fault, JsonValue, Omission, SourceValue } from '../contract/model/index.js';
import { requirements } from '../contract/rules/readiness.js';
import { fieldsByName, sourcesByKey } from './engine/indexes.js';
import { applyLifecycle, lifecycleReads } from './engine/lifecycle.js';
import type { Plan, PlannedWrite, PlanInput } from './engine/plan.js';
import {
  asFault,
  asOmission,
  missingValue,
  refusedValue,
  type Names,
  type Obstacle,
} from './engine/sentences.js';
import type { Codec, Conditions, RecordState, Rendered, RenderedField, RenderInput } from './engine/types.js';
import { planInZone } from './engine/unknown-zone.js';

export type {
  Codec,
  Conditions,
  RecordState,
  Rendered,
  RenderedField,
  RenderInput,
  RenderOwner,
} from './engine/types.js';

/** The fields that a booking writes to a record, what it leaves out and why, and what holds it. */
export function render({ record, ...input }: RenderInput): Rendered {
  return planned(input).render(record);
}

/** {@link Planned.conditions} of a booking that is not rendered yet. */
export function conditions(input: Omit<RenderInput, 'record'>): Conditions {
  return planned(input).conditions();
}

/** A booking with what each row would write: sources are read once, whatever is then asked of its record. */
export interface Planned {
  render(record: RecordState): Rendered;
  /**
   * What must be known about the record before an update can be rendered: nothing when all that is due is written
   * anyway. A create that would lack a required field also needs to know whether the record exists.
   */
  conditions(): Conditions;
}

/** Reads what each row of a mapping would write of a booking. */
export function planned(input: Omit<RenderInput, 'record'>): Planned {
  const all = plans(input);
  const created = once(() => renderPlans(all, { ...input, record: { kind: 'create' } }));
  return {
    render: (record) => (record.kind === 'create' ? created() : renderPlans(all, { ...input, record })),
    conditions: once(() => conditionsOf(all, input, created)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function renderPlans(all: readonly Plan[], input: RenderInput): Rendered {
  const object = input.object.name;
  const omitted: Omission[] = [];
  const faults: Fault[] = [];
  const rendered = new Map<string, RenderedField>();
  const refuse = (plan: Plan, obstacle: Obstacle, holds: boolean): void => {
    if (holds) faults.push(asFault(obstacle, object, plan.row.target));
    else omitted.push(asOmission(obstacle, object, plan.row.target));
    rendered.set(plan.row.target, leftOut(plan, obstacle.sentence));
  };

  for (const plan of all) {
    const { row, write } = plan;
    if (rendered.get(row.target)?.written) continue;
    const kept = write && whyKept(write, input.record, input.codec);
    if (!write) {
      omitted.push(...plan.omitted);
      rendered.set(row.target, leftOut(plan, plan.why));
    } else if (kept !== null) {
      // Nothing is lost: the record keeps what a fallback would stand in for.
      rendered.set(row.target, keptAsIs(plan, kept, input.record));
    } else if (write.refusal) {
      refuse(plan, write.refusal, write.holds);
    } else {
      const value = write.value === null ? null : encode(write.value, write.field, input.codec);
      if (value === null) {
        refuse(plan, unwritable(write, input), write.holds);
      } else {
        omitted.push(...write.omitted);
        rendered.set(row.target, writtenField(plan, write, value));
      }
    }
  }

  applyLifecycle(rendered, input);
  addOwner(rendered, input);
  faults.push(...missing(rendered, input, faults));
  return { fields: [...rendered.values()], omitted, faults };
}

function conditionsOf(
  all: readonly Plan[],
  input: Omit<RenderInput, 'record'>,
  created: () => Rendered,
): Conditions {
  const fields = new Set<string>();
  let existence = input.owner?.write === 'on_create';
  for (const { write } of all) {
    if (!write) continue;
    if (write.rule === 'if_empty') fields.add(write.field.name);
    if (write.rule !== 'always' || !write.field.createable || !write.field.updateable) existence = true;
  }
  for (const field of lifecycleReads(input)) fields.add(field);
  existence ||= fields.size > 0 || created().faults.some(({ code }) => code === 'required_missing');
  return { existence, fields: [...fields] };
}

function plans(input: Omit<RenderInput, 'record'>): readonly Plan[] {
  const planInput: PlanInput = {
    object: input.object,
    crmName: input.crmName,
    fieldWord: input.fieldWord,
    mapping: input.mapping,
    fields: fieldsByName(input.fields),
    material: {
      values: input.values,
      sources: sourcesByKey(input.sources),
      timeZone: input.timeZone,
    },
    reached: input.reached,
  };
  return input.mapping.rows
    .filter(({ target }) => target !== input.object.who?.target)
    .map((row) => planInZone(row, planInput));
}

/** Why a rule keeps a planned value from being written; null when it is written. */
function whyKept({ rule, field }: PlannedWrite, record: RecordState, codec: Codec): string | null {
  if (record.kind === 'create') {
    return field.createable ? null : 'It can only be set once the record exists.';
  }
  if (!field.updateable) return 'It can only be set when the record is created.';
  if (rule === 'always') return record.kind === 'unknown' && !field.createable ? notKnown : null;
  if (record.kind === 'unknown') return notKnown;
  if (rule === 'on_create') return 'It is written only when the record is created.';
  if (!record.current || !Object.hasOwn(record.current, field.name)) return notKnown;
  return codec.isBlank(record.current[field.name]) ? null : 'The record has a value already.';
}

const notKnown = 'It is not known what the record holds.';

function encode(value: SourceValue, field: CrmField, codec: Codec): JsonValue {
  try {
    const wire = codec.encode(value, field);
    return codec.isBlank(wire) ? null : wire;
  } catch {
    // A codec may meet what nobody thought of; one field must not stop the booking without a word.
    return null;
  }
}

function unwritable({ value, field }: PlannedWrite, names: Names): Obstacle {
  return refusedValue({ ok: false, code: 'not_mappable', value: String(value) }, field, names);
}

function writtenField(plan: Plan, { origin, note }: PlannedWrite, value: JsonValue): RenderedField {
  return rowField(plan, value, origin, note, true);
}

function keptAsIs(plan: Plan, why: string, record: RecordState): RenderedField {
  const current = record.kind === 'update' ? record.current?.[plan.row.target] : null;
  return rowField(plan, current ?? null, 'kept', why, false);
}

function leftOut(plan: Plan, why: string | null): RenderedField {
  return rowField(plan, null, 'left-out', why, false);
}

function rowField(
  { row, label, write }: Plan,
  value: JsonValue,
  origin: RenderedField['origin'],
  why: string | null,
  written: boolean,
): RenderedField {
  return {
    name: row.target,
    label,
    row: row.id,
    value,
    origin,
    from: write?.from ?? null,
    why,
    written,
    optional: row.onInvalid === 'leave_out',
  };
}

/** A row that fills the owner field wins. */
function addOwner(rendered: Map<string, RenderedField>, { owner, record, fields }: RenderInput): void {
  if (!owner || rendered.get(owner.field)?.written) return;
  if (owner.write === 'on_create' && record.kind !== 'create') return;
  const label = fieldsByName(fields).get(owner.field)?.label ?? 'Owner';
  rendered.set(owner.field, {
    name: owner.field,
    label,
    row: null,
    value: owner.id,
    origin: 'mapped',
    from: 'Host email',
    why: null,
    written: true,
    optional: true,
  });
}

function missing(
  rendered: ReadonlyMap<string, RenderedField>,
  input: RenderInput,
  faults: readonly Fault[],
): readonly Fault[] {
  if (input.record.kind === 'update') return [];
  const fields = fieldsByName(input.fields);
  const told = new Set(faults.map(({ field }) => field));
  return requirements(input.mapping, input.object, input.fields)
    .filter(({ fields: names }) => names.some((name) => fields.get(name)?.createable))
    .filter(({ fields: names }) => !names.some((name) => rendered.get(name)?.written || told.has(name)))
    .map(({ fields: names, requirement }) => {
      const labels = names.map((name) => fields.get(name)?.label ?? name);
      const obstacle = missingValue(labels, requirement === 'learned', input);
      return asFault(obstacle, input.object.name, names[0] ?? null);
    });
}
