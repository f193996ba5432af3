import type { Row, Source, SourceField, SourceValue, SourceValues } from '../../contract/model/index.js';
import { isBlank } from '../../contract/rules/blank.js';
import { asText } from '../../contract/rules/field-value.js';
import { normalised, optionLabel } from '../../contract/rules/options.js';
import { fillTemplate } from '../../contract/rules/template.js';
import { readable, type SourceKind } from './convert.js';

/** What a row is filled from. */
export interface Material {
  readonly values: SourceValues;
  readonly sources: ReadonlyMap<string, SourceField>;
  readonly timeZone: string | null;
}

/** What the sources of a row come to, before the CRM field has a say. */
export type RowValue =
  | {
      readonly state: 'given';
      readonly origin: 'mapped' | 'value-mapped' | 'constant';
      readonly value: SourceValue;
      readonly kind: SourceKind;
      /** Label of the source field. */
      readonly from: string | null;
      /** Choices that have no counterpart, beside others that have. */
      readonly lost: readonly string[];
    }
  /** Nothing; `unmapped` holds the choices that have no counterpart in the row's table of values. */
  | { readonly state: 'blank'; readonly from: string | null; readonly unmapped: readonly string[] }
  /** The row's table has no counterpart, and says to leave the field out or to hold the booking. */
  | {
      readonly state: 'skip' | 'fail';
      readonly from: string | null;
      readonly unmapped: readonly string[];
    };

/** The first source of a row that is not blank, taken through the row's table of values. */
export function rowValue(row: Row, material: Material): RowValue {
  for (const source of row.sources) {
    const given = sourceValue(source, material);
    if (isBlank(given.value)) continue;
    return given.origin === 'constant' ? { state: 'given', ...given, lost: [] } : translated(row, given);
  }
  return { state: 'blank', from: null, unmapped: [] };
}

interface Given {
  readonly origin: 'mapped' | 'constant';
  readonly value: SourceValue;
  readonly kind: SourceKind;
  readonly from: string | null;
}

const text: SourceKind = { type: 'text' };

function sourceValue(source: Source, { values, sources, timeZone }: Material): Given {
  const valueOf = (key: string): SourceValue => (Object.hasOwn(values, key) ? (values[key] ?? '') : '');
  if ('constant' in source) return { origin: 'constant', value: source.constant, kind: text, from: null };
  if ('field' in source) {
    const known = sources.get(source.field);
    return {
      origin: 'mapped',
      value: valueOf(source.field),
      kind: known ?? text,
      from: known?.label ?? source.field,
    };
  }
  const filled = fillTemplate(source.template, (key) =>
    readable(valueOf(key), sources.get(key) ?? text, timeZone),
  );
  return { origin: 'mapped', value: filled, kind: text, from: null };
}

function translated(row: Row, given: Given): RowValue {
  const table = row.values ?? {};
  if (Object.keys(table).length === 0) return { state: 'given', ...given, lost: [] };

  const items = typeof given.value === 'object' ? given.value : [asText(given.value)];
  const mapped: string[] = [];
  const unmapped: string[] = [];
  for (const item of items.filter((each) => !isBlank(each))) {
    const counterpart = lookUp(table, item, given.kind);
    if (counterpart !== null) mapped.push(counterpart);
    else if (row.unmapped === 'as_is') mapped.push(item);
    else unmapped.push(item);
  }
  const said = { from: given.from, unmapped: unmapped.map((item) => optionLabel(given.kind.options, item)) };
  if (unmapped.length > 0 && (row.unmapped === 'fail' || row.unmapped === 'skip')) {
    return { state: row.unmapped, ...said };
  }
  if (mapped.length === 0) return { state: 'blank', ...said };
  return {
    state: 'given',
    origin: 'value-mapped',
    value: typeof given.value === 'object' ? mapped : (mapped[0] ?? ''),
    // What the table gives is the CRM's own; as_is keeps its kind, so that a label still counts.
    kind: row.unmapped === 'as_is' ? given.kind : text,
    from: given.from,
    lost: said.unmapped,
  };
}

/** By the source value, else by its label, else by either but for case and punctuation. An empty entry is none. */
function lookUp(table: Readonly<Record<string, string>>, item: string, kind: SourceKind): string | null {
  const names = [item, optionLabel(kind.options, item)];
  const exact = names.find((name) => Object.hasOwn(table, name));
  const wanted = new Set(names.map(normalised).filter(Boolean));
  const key = exact ?? Object.keys(table).find((name) => wanted.has(normalised(name)));
  const value = key === undefined ? undefined : table[key];
  return value === undefined || isBlank(value) ? null : value;
}
