import type {
  CrmField,
  Mapping,
  NotedField,
  NotedFields,
  NotedObject,
  Row,
} from '../contract/model/index.js';
import { same } from '../contract/rules/mapping-changes.js';

/** Fields of every object, by its name. */
type Fields = Readonly<Record<string, readonly CrmField[]>>;

/**
 * What is noted of the mapped fields after a save. A row that was edited takes its field as it is now; one that was
 * left alone keeps what was noted, so that a change in the CRM is told until somebody sees to it.
 */
export function notedAfter(
  noted: NotedFields | null,
  before: Mapping | null,
  after: Mapping,
  fields: Fields,
  at: string,
): NotedFields {
  return Object.fromEntries(
    Object.entries(after.objects).map(([name, { rows }]) => {
      const old = own(noted, name);
      const was = new Map((before?.objects[name]?.rows ?? []).map((row) => [row.id, row]));
      const isUntouched = (row: Row) => same(row, was.get(row.id));
      return [name, notedObject(rows, fields[name] ?? [], old, isUntouched, at)];
    }),
  );
}

function notedObject(
  rows: readonly Row[],
  fields: readonly CrmField[],
  old: NotedObject | undefined,
  isUntouched: (row: Row) => boolean,
  at: string,
): NotedObject {
  const known = new Map(fields.map((field) => [field.name, field]));
  const noted = rows.flatMap((row): [string, NotedField][] => {
    const field = known.get(row.target);
    const kept = own(old?.fields ?? null, row.target);
    if (kept && (!field || isUntouched(row) || isAsNoted(kept, field))) return [[row.target, kept]];
    return field ? [[row.target, { label: field.label, type: field.type, at }]] : [];
  });
  const edited = new Set(rows.filter((row) => !isUntouched(row)).map(({ target }) => target));
  const required = fields
    .filter((field) => field.required === 'always')
    .map(({ name }) => name)
    .filter((name) => !old || old.required.includes(name) || edited.has(name));
  return { fields: Object.fromEntries(noted), required };
}

/** Mapped fields, and fields that became required, taken as they are now. */
export function accepted(
  noted: NotedFields,
  mapping: Mapping,
  fields: Fields,
  taken: readonly { readonly object: string; readonly field: string }[],
  at: string,
): NotedFields {
  return taken.reduce((all, { object, field: name }) => {
    const field = own(fields, object)?.find((each) => each.name === name);
    const known = own(all, object) ?? { fields: {}, required: [] };
    if (!field || !own(mapping.objects, object)) return all;
    const isMapped = mapping.objects[object]?.rows.some(({ target }) => target === name) === true;
    const entry = { label: field.label, type: field.type, at };
    const required =
      field.required === 'always' && !known.required.includes(name)
        ? [...known.required, name]
        : known.required;
    return {
      ...all,
      [object]: { fields: isMapped ? { ...known.fields, [name]: entry } : known.fields, required },
    };
  }, noted);
}

function isAsNoted(noted: NotedField, { label, type }: CrmField): boolean {
  return noted.label === label && noted.type === type;
}

/** Names come from outside, where “constructor” is one like any other. */
function own<T>(entries: Readonly<Record<string, T>> | null, name: string): T | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}
