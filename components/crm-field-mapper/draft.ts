import type { Drift, Mapping, Row } from '../../server/contract/model/index.js';

/** A row that was taken away and can come back: where it stood, and what it was. */
export interface Removed {
  readonly object: string;
  readonly row: Row;
  readonly at: number;
}

/** A mapping as the page has it, with what was removed since the last save. */
export interface Draft {
  readonly mapping: Mapping;
  readonly removed: readonly Removed[];
  /** Fields that the CRM changed and that are right as they are now. */
  readonly kept?: readonly Pick<Drift, 'object' | 'field'>[];
}

/** A draft that is as it was saved. */
export function startDraft(mapping: Mapping): Draft {
  return { mapping, removed: [] };
}

/** Rows of an object; none for one that the mapping does not have. */
export function rowsOf(mapping: Mapping, object: string): readonly Row[] {
  return mapping.objects[object]?.rows ?? [];
}
