import {
  bookingStatuses,
  type CrmField,
  type Mapping,
  type ObjectMapping,
  type Row,
  type Source,
  type SourceValue,
  type UnmappedPolicy,
  type WriteRule,
} from '../../server/contract/model/index.js';
import { fills, row as rowOf } from '../../server/contract/rules/core-row.js';
import { rowProblems } from '../../server/contract/rules/row-problems.js';
import type { Editor } from './editor.js';

/** Newest kind of file that is understood. */
export const fileFormat = 1;

/** No mapping is larger, in bytes. */
export const largestFile = 2_000_000;

/** What became of a file: the draft that it makes and what had to stay out, or why there is nothing to take. */
export type Imported =
  | {
      readonly mapping: Mapping;
      /** How many rows were taken. */
      readonly taken: number;
      readonly left: readonly Left[];
      readonly isNewer: boolean;
      /** CRM that the file was made for, when it is another one. */
      readonly other: string | null;
    }
  | { readonly mapping: null };

/** A row and why it, or a part of it, was left out; or an object that the CRM doesn't have, with its number of rows. */
export type Left =
  { readonly what: string; readonly why: string } | { readonly what: string; readonly rows: number };

/** Takes from a file what fits the CRM at hand; objects and rows that it doesn't say stay as they are. */
export function importMapping(text: string, editor: Editor): Imported {
  const file = parsed(text);
  const theirs = part(part(file)['mapping'] ?? file);
  const objects = part(theirs['objects']);
  if (Object.keys(objects).length === 0) return { mapping: null };
  const left: Left[] = [];
  const { mapping: own, provider } = editor;
  const madeFor = part(file)['provider'];
  let taken = 0;

  const merged = Object.entries(own.objects).map(([name, mine]): [string, ObjectMapping] => {
    if (!Object.hasOwn(objects, name)) return [name, mine];
    const given = part(objects[name]);
    const locked = mine.rows.filter(({ locked: isLocked }) => isLocked);
    const targets = new Set(locked.map(({ target }) => target));
    const rows = list(given['rows']).flatMap((each): Row[] => {
      const target = part(each)['target'];
      // What fills the same field is the same row, so that only what differs counts as a change.
      const same = mine.rows.find((row) => row.target === target);
      const read = readRow(part(each), same?.id ?? `row-${crypto.randomUUID()}`);
      if (!read || targets.has(read.target)) return [];
      targets.add(read.target);
      const fitting = fit(editor, name, read, (why) => left.push({ what: labelOf(editor, name, read), why }));
      taken += fitting ? 1 : 0;
      return fitting ? [fitting] : [];
    });
    const { enabled } = given;
    const required = list(given['required']).filter(
      (field): field is string => typeof field === 'string' && known(editor, name).has(field),
    );
    const createOn = bookingStatuses.filter((status) => list(given['createOn']).includes(status));
    return [
      name,
      {
        ...mine,
        ...(typeof enabled === 'boolean' && { enabled }),
        ...(createOn.length > 0 && { createOn }),
        ...(Array.isArray(given['required']) && { required }),
        rows: [...locked, ...rows],
      },
    ];
  });
  for (const [name, given] of Object.entries(objects)) {
    if (Object.hasOwn(own.objects, name)) continue;
    left.push({ what: name, rows: list(part(given)['rows']).length });
  }
  return {
    mapping: { ...own, ...settings(theirs, editor), objects: Object.fromEntries(merged) },
    taken,
    left,
    isNewer: Number(part(file)['format'] ?? 1) > fileFormat,
    other: typeof madeFor === 'string' && madeFor !== provider.id ? madeFor : null,
  };
}

/** A row without what the CRM or the app doesn't have; undefined when nothing is left of it. */
function fit(editor: Editor, name: string, row: Row, tell: (why: string) => void): Row | undefined {
  const object = editor.crmObject(name);
  if (!object) return undefined;
  const context = {
    object,
    fields: [...known(editor, name).values()],
    sources: editor.ready?.sources ?? [],
    crm: editor.provider.name,
  };
  let fitting = row;
  for (const { at, sentence, severity } of rowProblems([row], context)) {
    if (severity !== 'error') continue;
    tell(sentence);
    const [, where, key = ''] = at.split('/');
    if (where === 'sources') {
      const bad = row.sources[Number(key)];
      fitting = { ...fitting, sources: fitting.sources.filter((source) => source !== bad) };
    } else if (where === 'values') {
      const from = key.replaceAll('~1', '/').replaceAll('~0', '~');
      const values = Object.entries(fitting.values ?? {}).filter(([value]) => value !== from);
      fitting = { ...fitting, values: Object.fromEntries(values) };
    } else if (where === 'fallback') fitting = { ...fitting, fallback: null };
    else return undefined;
  }
  return fitting !== row && !fills(fitting) ? undefined : fitting;
}

function known(editor: Editor, object: string): ReadonlyMap<string, CrmField> {
  return new Map(editor.knownFields(object).map((field) => [field.name, field]));
}

function labelOf(editor: Editor, object: string, { target }: Row): string {
  const label = known(editor, object).get(target)?.label ?? target;
  return `${label} (${editor.crmObject(object)?.label ?? object})`;
}

function settings(theirs: Readonly<Record<string, unknown>>, editor: Editor): Partial<Mapping> {
  const { mapping: own, provider, users } = editor;
  const owner = part(theirs['owner']);
  const match = part(theirs['match']);
  const people = users.status === 'ready' ? users.value : [];
  const createAs = provider.createAs.find((object) => object === theirs['createAs']);
  const from = (['host_email', 'none'] as const).find((each) => each === owner['from']);
  const fallback = people.find(({ id, active }) => active && id === owner['fallback'])?.id;
  const guests = (['ignore', 'match', 'create'] as const).find((each) => each === theirs['guests']);
  const duplicates = (['use_match', 'save_anyway', 'hold'] as const).find(
    (each) => each === match['duplicates'],
  );
  return {
    ...(createAs && { createAs }),
    ...(guests && { guests }),
    owner: { from: from ?? own.owner.from, fallback: fallback ?? own.owner.fallback },
    match: {
      phone: typeof match['phone'] === 'boolean' ? match['phone'] : own.match.phone,
      duplicates: duplicates ?? own.match.duplicates,
    },
  };
}

function readRow(given: Readonly<Record<string, unknown>>, id: string): Row | undefined {
  const { target, values, unmapped, on } = given;
  if (typeof target !== 'string' || target === '') return undefined;
  const fallback = part(given['fallback']);
  const value = sourceValue(fallback['value']);
  const table = Object.entries(part(values)).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  const policy = (['fallback', 'skip', 'as_is', 'fail'] as const satisfies readonly UnmappedPolicy[]).find(
    (each) => each === unmapped,
  );
  const statuses = Array.isArray(on) ? bookingStatuses.filter((status) => on.includes(status)) : [];
  return rowOf({
    id,
    target,
    sources: list(given['sources']).flatMap(readSource),
    fallback: value === undefined ? null : { value, write: rule(fallback['write']) ?? 'if_empty' },
    write: rule(given['write']) ?? 'always',
    ...(values !== undefined && { values: Object.fromEntries(table) }),
    ...(policy && { unmapped: policy }),
    ...(statuses.length > 0 && { on: statuses }),
    truncate: given['truncate'] === true,
    onInvalid: given['onInvalid'] === 'leave_out' ? 'leave_out' : 'hold',
  });
}

function readSource(given: unknown): readonly Source[] {
  const { field, template, constant } = part(given);
  if (typeof field === 'string' && field !== '') return [{ field }];
  if (typeof template === 'string') return [{ template }];
  const value = sourceValue(constant);
  return value === undefined ? [] : [{ constant: value }];
}

function sourceValue(given: unknown): SourceValue | undefined {
  if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') return given;
  const items = list(given).filter((item) => typeof item === 'string');
  return items.length > 0 ? items : undefined;
}

function rule(given: unknown): WriteRule | undefined {
  return (['always', 'if_empty', 'on_create'] as const).find((each) => each === given);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: said to the person by the caller.
    return undefined;
  }
}

function part(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given } : {};
}

function list(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : [];
}
