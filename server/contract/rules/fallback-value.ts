import type { CrmField, Message, SourceValue } from '../model/index.js';
import { isBlank } from './blank.js';
import { readValue } from './field-value.js';
import { valueProblem } from './value-sentences.js';

/** What a person typed or chose as a fallback or a constant, read for its field. */
export interface TypedFallback {
  /** The value to keep in the mapping; null for an empty input, and when there is a problem. */
  readonly value: SourceValue | null;
  readonly problem: Message | null;
}

/** Reads a fallback as it is typed, so that what the editor accepts is what the server accepts. */
export function typedFallback(input: SourceValue, field: CrmField, crm?: string): TypedFallback {
  if (isBlank(input)) return { value: null, problem: null };
  const reading = readValue(input, field);
  if (!reading.ok) return { value: null, problem: valueProblem(reading, field, crm) };
  return { value: reading.value, problem: null };
}

/** How a fallback reads to people: the label of a choice, text as it is; yes and no are the page's to say. */
export function fallbackText(value: SourceValue, field: Pick<CrmField, 'options'>): string {
  const items = typeof value === 'object' ? value : [String(value)];
  return items.map((item) => field.options.find((option) => option.value === item)?.label ?? item).join(', ');
}
