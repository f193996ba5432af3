import type { CrmField, CrmObject, Mapping, Row } from '../../server/contract/model/index.js';
import { row } from '../../server/contract/rules/core-row.js';
import { requirements, type Required } from '../../server/contract/rules/requirements.js';
import { rowsOf, type Draft, type Removed } from './draft.js';

/** One line of the mapper: a row, the field it fills, and why it must have a value if it must. */
export interface Slot {
  readonly row: Row;
  readonly field: CrmField | undefined;
  /** The CRM's label, the API name of a field that is gone, '' while none is chosen. */
  readonly label: string;
  readonly requirement: Required | undefined;
  /** The row links the record to its person. */
  readonly who: boolean;
}

/** What is shown for one object: what the CRM demands, then the admin's own rows with what was removed between. */
export interface Slots {
  readonly required: readonly Slot[];
  readonly own: readonly (Slot | Removed)[];
}

/** Sorts the rows of an object; a required field without a row gets an empty one that exists once it is edited. */
export function slotsOf(draft: Draft, object: CrmObject, fields: readonly CrmField[]): Slots {
  const mapping = draft.mapping.objects[object.name];
  if (!mapping) return { required: [], own: [] };
  const known = new Map(fields.map((field) => [field.name, field]));
  const slot = (each: Row, requirement?: Required): Slot => {
    const field = known.get(each.target);
    const who = object.who?.target === each.target;
    const label = field?.label ?? (who ? object.who?.label : undefined) ?? each.target;
    return { row: each, field, label, requirement, who };
  };
  const taken = new Set<Row>();
  const required = requirements(mapping, object, fields).flatMap((need) => {
    const rows = mapping.rows.filter((each) => need.fields.includes(each.target) && !taken.has(each));
    for (const each of rows) taken.add(each);
    if (rows.length > 0) return rows.map((each) => slot(each, need));
    const missing = need.covered ? undefined : need.fields.find((name) => known.has(name));
    return missing ? [slot(row({ id: `required-${missing}`, target: missing }), need)] : [];
  });
  const own: (Slot | Removed)[] = mapping.rows.filter((each) => !taken.has(each)).map((each) => slot(each));
  for (const line of draft.removed) {
    if (line.object === object.name) own.splice(placeOf(line, own, draft.mapping), 0, line);
  }
  return { required, own };
}

/** Where a removed row stood, counted among the rows that are left. */
function placeOf({ at, object }: Removed, own: readonly (Slot | Removed)[], mapping: Mapping): number {
  const rows = rowsOf(mapping, object);
  const after = own.findIndex((each) => 'field' in each && rows.indexOf(each.row) >= at);
  return after < 0 ? own.length : after;
}

/** True for the line that a removed row leaves. */
export function isRemoved(line: Slot | Removed): line is Removed {
  return 'at' in line;
}

/** How far an object's required fields are covered, counted as the server counts. */
export interface Coverage {
  readonly covered: number;
  readonly total: number;
  /** Labels of what has no value. */
  readonly gaps: readonly string[];
  /** Target of the first row that has none. */
  readonly first: string | undefined;
}

/** Counts what an object's required fields have. */
export function coverageOf(mapping: Mapping, object: CrmObject, fields: readonly CrmField[]): Coverage {
  const known = mapping.objects[object.name];
  const required = known ? requirements(known, object, fields) : [];
  const open = required.filter(({ covered }) => !covered);
  const label = (name: string) => fields.find((field) => field.name === name)?.label ?? name;
  return {
    covered: required.length - open.length,
    total: required.length,
    gaps: open.map(({ fields: names }) => names.map(label).join(' / ')),
    first: open[0]?.fields[0],
  };
}
