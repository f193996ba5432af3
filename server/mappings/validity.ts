import type {
  CrmField,
  CrmObject,
  CrmUser,
  Mapping,
  ObjectMapping,
  ProblemDetail,
  SourceField,
} from '../contract/model/index.js';
import { same } from '../contract/rules/mapping-changes.js';
import { rowProblems } from '../contract/rules/row-problems.js';
import type { MappingDraft } from './document.js';

/** The live catalog that a mapping must work with. */
export interface Surroundings {
  readonly objects: readonly CrmObject[];
  readonly fields: Readonly<Record<string, readonly CrmField[]>>;
  readonly sources: readonly SourceField[];
  /** Null when nobody asked for them because no fallback owner is new. */
  readonly users: readonly CrmUser[] | null;
  readonly createAs: readonly string[];
  readonly crm: string;
}

/**
 * Everything in a mapping that can't work, each with a pointer into the draft that was sent. Gaps in coverage are
 * allowed.
 */
export function invalidParts(
  mapping: Mapping,
  draft: MappingDraft,
  saved: Mapping,
  around: Surroundings,
): readonly ProblemDetail[] {
  return [
    ...createAsProblems(mapping, around),
    ...ownerProblems(mapping, saved, around),
    ...Object.entries(mapping.objects).flatMap(([name, rows]) => {
      const object = around.objects.find((each) => each.name === name);
      const pointer = `/objects/${escaped(name)}`;
      const before = Object.hasOwn(saved.objects, name) ? saved.objects[name] : undefined;
      const at = places(pointer, draft.objects?.[name]?.rows ?? rows.rows);
      if (object) return objectProblems(rows, object, { pointer, at }, before, around);
      // What was saved once and has gone from the CRM since waits for its return.
      if (before) return [];
      const sentence = `${around.crm} has no object called “${name}” here.`;
      return [{ pointer, code: 'unknown_object', params: { object: name, crm: around.crm }, sentence }];
    }),
  ];
}

function createAsProblems({ createAs }: Mapping, { createAs: choices, crm }: Surroundings): ProblemDetail[] {
  if (createAs === undefined || choices.includes(createAs)) return [];
  const sentence =
    choices.length > 0
      ? `New people can’t become “${createAs}”. Choose ${choices.join(' or ')}.`
      : `${crm} has no choice of what new people become; leave createAs out.`;
  return [
    { pointer: '/createAs', code: 'unknown_create_as', params: { value: createAs, choices, crm }, sentence },
  ];
}

function ownerProblems({ owner }: Mapping, saved: Mapping, { users, crm }: Surroundings): ProblemDetail[] {
  const { fallback } = owner;
  if (fallback === null || fallback === saved.owner.fallback || !users) return [];
  if (users.some(({ id, active }) => id === fallback && active)) return [];
  const sentence = `${crm} has no active user with the id “${fallback}”. Choose another one.`;
  return [{ pointer: '/owner/fallback', code: 'unknown_owner', params: { value: fallback, crm }, sentence }];
}

interface Places {
  readonly pointer: string;
  /** Of rows as they were sent, by id: one that was left out and came back has none. */
  readonly at: ReadonlyMap<string, string>;
}

function places(pointer: string, rows: readonly { readonly id: string }[]): Places['at'] {
  return new Map(rows.map(({ id }, i) => [id, `${pointer}/rows/${i}`]));
}

function objectProblems(
  mapping: ObjectMapping,
  object: CrmObject,
  { pointer, at }: Places,
  saved: ObjectMapping | undefined,
  { fields, sources, crm }: Surroundings,
): ProblemDetail[] {
  const known = fields[object.name] ?? [];
  const rows = rowProblems(mapping.rows, { object, fields: known, sources, crm, saved })
    .filter(({ severity }) => severity === 'error')
    .map((found) => ({
      pointer: placeOf(found),
      code: found.code,
      params: found.params,
      sentence: found.sentence,
    }));
  const required = mapping.required.flatMap((name, i) => {
    if (known.some((field) => field.name === name) || saved?.required.includes(name)) return [];
    const sentence = `${object.label} in ${crm} have no field “${name}” that can be marked as required.`;
    const params = { field: name, object: object.label, crm };
    return [{ pointer: `${pointer}/required/${i}`, code: 'unknown_target', params, sentence }];
  });
  const locked = (saved?.rows ?? [])
    .filter((row) => row.locked)
    .flatMap((row) => {
      const draft =
        mapping.rows.find(({ id }) => id === row.id) ??
        mapping.rows.find(({ target }) => target === row.target);
      if (draft && draft.target === row.target && same(draft.sources, row.sources)) return [];
      const label = known.find(({ name }) => name === row.target)?.label ?? row.target;
      const sentence = `${label} is filled by the app itself: its row keeps its field and where its value comes from.`;
      const place = (draft && at.get(draft.id)) ?? `${pointer}/rows`;
      return [{ pointer: place, code: 'locked_row', params: { field: label }, sentence }];
    });
  return [...rows, ...required, ...locked];

  function placeOf({ row, at: part }: { readonly row: string | null; readonly at: string }): string {
    const place = at.get(row ?? '');
    return place === undefined ? `${pointer}/rows` : place + part;
  }
}

/** RFC 6901. */
function escaped(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}
