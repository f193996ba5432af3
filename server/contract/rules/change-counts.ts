import type { MappingChange } from '../model/index.js';

/** How many rows were added, removed and changed. */
export function countChanges(
  changes: readonly MappingChange[],
): Readonly<Record<MappingChange['kind'], number>> {
  const counts = { added: 0, removed: 0, changed: 0 };
  for (const { kind } of changes) counts[kind]++;
  return counts;
}
