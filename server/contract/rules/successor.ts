import type { CrmField, CrmValueType } from '../model/index.js';
import { normalised } from './options.js';

/** The field that most likely took the place of one that is gone. */
export interface Successor {
  readonly field: CrmField;
  /** True when nothing else looks like it, by name and by type. */
  readonly sure: boolean;
}

/** What is known of a field that is gone; the label and the type only when they were noted. */
export interface GoneField {
  readonly name: string;
  readonly label?: string | undefined;
  readonly type?: CrmValueType | undefined;
}

/** Finds it by label, API name and type among the fields that no row fills yet; null when none is like it. */
export function successorOf(
  gone: GoneField,
  fields: readonly CrmField[],
  taken: ReadonlySet<string>,
): Successor | null {
  const ranked = fields
    .filter(({ name, type }) => name !== gone.name && !taken.has(name) && type !== 'unsupported')
    .map((field) => ({ field, likeness: likeness(gone, field) }))
    .filter(({ likeness: found }) => found >= likely)
    .sort((one, other) => other.likeness - one.likeness);
  const [best, second] = ranked;
  if (!best || best.likeness === second?.likeness) return null;
  const isOnly = second === undefined || second.likeness < certain;
  return { field: best.field, sure: best.likeness >= certain && isOnly };
}

const likely = 0.5;
const certain = 0.9;

function likeness(gone: GoneField, field: CrmField): number {
  const label = gone.label ?? plainName(gone.name);
  const name = plainName(gone.name);
  const alike = Math.max(
    normalised(field.label) === normalised(label) ? 1 : 0,
    normalised(plainName(field.name)) === normalised(name) ? 0.95 : 0,
    0.8 * shared(words(field.label), words(label)),
    0.8 * shared(words(plainName(field.name)), words(name)),
  );
  if (alike === 0) return 0;
  if (gone.type === undefined || gone.type === field.type) return alike;
  return kindOf(gone.type) === kindOf(field.type) ? alike - 0.05 : alike - 0.3;
}

/** How many words two names share, of all that they have; one that only says more than the other is rather alike. */
function shared(one: readonly string[], other: readonly string[]): number {
  const common = one.filter((word) => other.includes(word)).length;
  const all = new Set([...one, ...other]).size;
  if (common === 0) return 0;
  const saysMore = common === Math.min(one.length, other.length);
  return Math.max(common / all, saysMore ? 0.65 + common / all / 10 : 0);
}

function words(text: string): readonly string[] {
  return [...new Set(normalised(text).split(' ').filter(Boolean))];
}

/** An API name as words: `Sales_Region__c`, `salesRegion` and `sales_region` are the same. */
function plainName(name: string): string {
  return name
    .replace(/__c$/i, '')
    .replace(/^\w+?__(?=\w)/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ');
}

function kindOf(type: CrmValueType): string {
  if (['text', 'multiline', 'email', 'phone', 'url'].includes(type)) return 'text';
  if (['enum', 'multi_enum'].includes(type)) return 'choice';
  return type === 'datetime' ? 'date' : type;
}
