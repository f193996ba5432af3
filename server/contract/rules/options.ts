import type { FieldOption, SourceOption } from '../model/index.js';

/** Takes case, accents and punctuation off, so that “R & D” and “r and d” are one. */
export function normalised(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim();
}

/**
 * The choice that a text means: the exact value, else the same label or value but for case, accents and
 * punctuation. Active choices go before inactive ones.
 */
export function findOption(options: readonly FieldOption[], text: string): FieldOption | null {
  const exact = options.find((option) => option.value === text);
  if (exact?.active) return exact;
  const wanted = normalised(text);
  const alike = wanted === '' ? undefined : byName(options).get(wanted);
  return alike?.active ? alike : (exact ?? alike ?? null);
}

/** How a source choice reads to people; a value that is none of the choices reads as itself. */
export function optionLabel(options: readonly SourceOption[] | undefined, value: string): string {
  return options?.find((option) => option.value === value)?.label ?? value;
}

const names = new WeakMap<readonly FieldOption[], ReadonlyMap<string, FieldOption>>();

/** Choices by normalised label and value, made once per list. */
function byName(options: readonly FieldOption[]): ReadonlyMap<string, FieldOption> {
  const known = names.get(options);
  if (known) return known;
  const made = new Map<string, FieldOption>();
  for (const active of [true, false]) {
    for (const option of options.filter((one) => one.active === active)) {
      for (const name of [normalised(option.label), normalised(option.value)]) {
        if (!made.has(name)) made.set(name, option);
      }
    }
  }
  names.set(options, made);
  return made;
}
