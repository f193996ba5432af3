import type { FieldOption, SourceOption } from '../model/index.js';
import { findOption, normalised } from './options.js';

/**
 * Pairs the choices of a source field with those of a CRM field: source value → CRM value. By value, by label, else
 * by the numbers in them (“11 to 50” is “11-50 employees”), and only where that is the one candidate. Several
 * choices may share one value; what matches nothing is absent.
 */
export function matchValues(
  source: readonly SourceOption[],
  target: readonly FieldOption[],
): Readonly<Record<string, string>> {
  const active = target.filter((option) => option.active);
  const pairs = source.flatMap(({ value, label }) => {
    const match = findOption(active, value) ?? findOption(active, label) ?? sameNumbers(active, label);
    return match ? [[value, match.value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function sameNumbers(options: readonly FieldOption[], label: string): FieldOption | null {
  const wanted = numbersIn(label);
  const alike = wanted ? options.filter((option) => numbersIn(option.label) === wanted) : [];
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** “1,001 to 5,000 people” → “1001 5000”; an open end keeps its sign: “500+” → “500+”. */
function numbersIn(label: string): string {
  const plain = label.replace(/(\d)[,.' ](?=\d{3}\b)/g, '$1');
  const open = /\b(more|over|above|plus)\b/.test(normalised(plain)) ? '+' : '';
  const numbers = plain.match(/\d+\+?/g) ?? [];
  return numbers.length > 0 ? `${numbers.join(' ')}${open}`.replace('++', '+') : '';
}
