import type {
  CrmField,
  CrmObject,
  Mapping,
  MappedFields,
  ObjectMapping,
  ObjectReadiness,
  Readiness,
  RowProblem,
  SourceField,
} from '../model/index.js';
import type { DriftContext } from './drift-context.js';
import { driftOf } from './drift.js';
import { createsRecords, requirements } from './requirements.js';
import { rowProblems, type RowContext } from './row-problems.js';

export { createsRecords, requirements, type Required } from './requirements.js';

/** What an object's readiness depends on beside its rows. */
export interface ReadinessContext extends RowContext, Pick<DriftContext, 'noted' | 'missing'> {
  readonly object: Pick<CrmObject, 'name' | 'label' | 'who' | 'singular' | 'requiredGroups'>;
  /** False for an object that is only updated, such as contacts while new people become leads. */
  readonly creates: boolean;
}

/** How far the required fields of one object are covered, and everything wrong with its rows. */
export function objectReadiness(mapping: ObjectMapping, context: ReadinessContext): ObjectReadiness {
  const { object, fields, creates, crm } = context;
  const required = requirements(mapping, object, fields);
  const labels = new Map(fields.map(({ name, label }) => [name, label]));
  const gaps = required
    .filter(({ covered }) => !covered)
    .map(({ fields: names }): RowProblem => {
      const label = names.map((name) => labels.get(name) ?? name).join(' or ');
      return {
        code: 'required_without_value',
        params: { field: label, object: object.label, crm },
        sentence: `${label} is required and has no value.`,
        object: object.name,
        field: names[0] ?? null,
        row: mapping.rows.find(({ target }) => names.includes(target))?.id ?? null,
        severity: creates ? 'gap' : 'notice',
      };
    });
  return {
    object: object.name,
    enabled: mapping.enabled,
    required,
    covered: required.length - gaps.length,
    total: required.length,
    problems: [...gaps, ...rowProblems(mapping.rows, context)],
    drifts: driftOf(mapping, { ...context, saved: context.saved }),
  };
}

/** What the readiness of a whole mapping depends on. */
export interface MappingContext {
  readonly objects: readonly CrmObject[];
  readonly fields: Readonly<Record<string, readonly CrmField[]>>;
  readonly sources: readonly SourceField[];
  readonly crm: string;
  readonly saved?: Mapping | null;
  /** What mapped fields were; without it only what is gone counts as changed. */
  readonly mapped?: Pick<MappedFields, 'noted' | 'missing'>;
}

/** Readiness of every object, in the order of the tabs. Objects that are off or only updated stop nothing. */
export function readiness(mapping: Mapping, context: MappingContext): Readiness {
  const objects = context.objects.flatMap((object) => {
    const rows = mapping.objects[object.name];
    if (!rows) return [];
    return objectReadiness(rows, {
      object,
      fields: context.fields[object.name] ?? [],
      sources: context.sources,
      crm: context.crm,
      saved: context.saved?.objects[object.name],
      noted: context.mapped?.noted[object.name],
      missing: context.mapped?.missing[object.name],
      creates: createsRecords(object, mapping),
    });
  });
  const stops = (object: ObjectReadiness) =>
    object.enabled && object.problems.some(({ severity }) => severity !== 'notice');
  return { ready: !objects.some(stops), objects };
}
