import type { Drift, Repair, Row, SourceValue } from '../model/index.js';

/** The row as a repair leaves it; null for one that takes a person, or leaves the row as it is. */
export function repairedRow(row: Row, repair: Repair): Row | null {
  switch (repair.kind) {
    case 'use_field':
      return { ...row, target: repair.field };
    case 'match_values':
      return { ...row, values: repair.values };
    case 'use_value':
      return withValue(row, repair.gone, repair.value);
    case 'keep':
    case 'choose_value':
    case 'choose_source':
    case 'add_fallback':
    case 'explain':
    case 'remove':
      return null;
  }
}

/** The repair that may be made without looking; undefined when a person has to choose. */
export function sureRepair({
  repairs: [first],
  severity,
}: Pick<Drift, 'repairs' | 'severity'>): Repair | undefined {
  // To keep what is broken mends nothing.
  return first?.sure && (first.kind !== 'keep' || severity !== 'broken') ? first : undefined;
}

function withValue(row: Row, gone: string, value: string): Row {
  const swapped = (old: SourceValue): SourceValue =>
    typeof old === 'object' ? old.map((each) => (each === gone ? value : each)) : old === gone ? value : old;
  const { fallback, values } = row;
  return {
    ...row,
    sources: row.sources.map((source) =>
      'constant' in source ? { constant: swapped(source.constant) } : source,
    ),
    fallback: fallback && { ...fallback, value: swapped(fallback.value) },
    ...(values && {
      values: Object.fromEntries(
        Object.entries(values).map(([from, to]) => [from, to === gone ? value : to]),
      ),
    }),
  };
}
