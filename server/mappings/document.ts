import type {
  Fallback,
  GuestPolicy,
  Mapping,
  MatchPolicy,
  ObjectMapping,
  OwnerPolicy,
  Row,
  Source,
} from '../contract/model/index.js';
import { isBlank } from '../contract/rules/blank.js';
import { row } from '../contract/rules/core-row.js';

/** A mapping as it is sent: what is absent has its default in a row, and stays as it is elsewhere. */
export interface MappingDraft {
  readonly createAs?: string;
  readonly match?: Partial<MatchPolicy>;
  readonly owner?: Partial<OwnerPolicy>;
  readonly guests?: GuestPolicy;
  readonly objects?: Readonly<Record<string, ObjectDraft>>;
}

/** One object of a draft. */
export interface ObjectDraft extends Partial<Omit<ObjectMapping, 'rows'>> {
  readonly rows?: readonly RowDraft[];
}

/** One row of a draft; only id and target are needed. */
export interface RowDraft
  extends Pick<Row, 'id' | 'target'>, Partial<Omit<Row, 'id' | 'target' | 'fallback'>> {
  readonly fallback?: (Pick<Fallback, 'value'> & Partial<Fallback>) | null;
}

/** Version 1, before anybody has touched it. */
export function firstMapping(objects: Mapping['objects'], createAs: readonly string[]): Mapping {
  const [first] = createAs;
  return {
    version: 1,
    ...(first !== undefined && { createAs: first }),
    match: { phone: false, duplicates: 'use_match' },
    owner: { from: 'host_email', fallback: null },
    guests: 'ignore',
    objects,
  };
}

/**
 * A draft made whole over the mapping that it changes. Locked rows are those of that mapping: they stay locked, keep
 * what the draft does not say about them, and come back when the draft lacks them.
 */
export function completed(draft: MappingDraft, current: Mapping): Mapping {
  const names = [...new Set([...Object.keys(current.objects), ...Object.keys(draft.objects ?? {})])];
  const createAs = draft.createAs ?? current.createAs;
  return {
    version: current.version,
    ...(createAs !== undefined && { createAs }),
    match: { ...current.match, ...draft.match },
    owner: { ...current.owner, ...draft.owner },
    guests: draft.guests ?? current.guests,
    objects: Object.fromEntries(
      names.map((name) => [
        name,
        completedObject(own(draft.objects, name) ?? {}, own(current.objects, name)),
      ]),
    ),
  };
}

/** Names come from outside, where “constructor” is one like any other. */
function own<T>(entries: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}

const emptyObject: ObjectMapping = { enabled: true, createOn: [], required: [], rows: [] };

function completedObject(draft: ObjectDraft, current: ObjectMapping = emptyObject): ObjectMapping {
  const { enabled, createOn, required } = { ...current, ...draft };
  if (!draft.rows) return { enabled, createOn, required, rows: current.rows };
  const drafts = draft.rows;
  const locked = current.rows.filter((each) => each.locked);
  const rows = drafts.map((each) => completedRow(each, lockedFor(each, locked, drafts)));
  const missing = locked.filter((each) => !drafts.some((one) => lockedFor(one, locked, drafts) === each));
  return {
    enabled,
    createOn: [...new Set(createOn)],
    required: [...new Set(required)],
    rows: [...missing, ...rows],
  };
}

/** The locked row that a drafted one stands for: by id, else by target, as in a mapping from another account. */
function lockedFor(draft: RowDraft, locked: readonly Row[], drafts: readonly RowDraft[]): Row | undefined {
  const byId = locked.find(({ id }) => id === draft.id);
  if (byId) return byId;
  const byTarget = locked.find(({ target }) => target === draft.target);
  return byTarget && !drafts.some(({ id }) => id === byTarget.id) ? byTarget : undefined;
}

function completedRow(draft: RowDraft, locked: Row | undefined): Row {
  const { fallback, sources, values, on, unmapped, ...rest } = draft;
  const whole = row({
    ...rest,
    id: draft.id,
    target: draft.target,
    locked: locked !== undefined,
    sources: (sources ?? locked?.sources ?? []).map(knownParts),
    fallback:
      fallback && !isBlank(fallback.value)
        ? { value: fallback.value, write: fallback.write ?? 'if_empty' }
        : null,
  });
  return {
    ...whole,
    ...(values && Object.keys(values).length > 0 && { values }),
    ...(unmapped && { unmapped }),
    ...(on && { on: [...new Set(on)] }),
  };
}

/** A source with nothing beside what it is. */
function knownParts(source: Source): Source {
  if ('field' in source) return { field: source.field };
  return 'template' in source ? { template: source.template } : { constant: source.constant };
}
