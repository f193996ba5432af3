import type { IconName } from './icons.js';

/** One thing to choose in a combobox. Plain data, so that one array can serve any number of comboboxes. */
export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** A technical name; searched, and shown where labels collide, where it was what matched, or with `showHint`. */
  readonly hint?: string | undefined;
  /** Shows the hint beside the label always, also in the closed field. */
  readonly showHint?: boolean | undefined;
  /** The icon before the label. */
  readonly kind?: IconName | undefined;
  /** The type in words, at the end of the line. */
  readonly typeLabel?: string | undefined;
  /** The heading under which it stands. */
  readonly group?: string | undefined;
  /** More words to find it by, never shown. */
  readonly keywords?: string | undefined;
  /** Shown last, not choosable; `reason` says why. */
  readonly disabled?: boolean | undefined;
  readonly reason?: string | undefined;
  /** Reads as a choice of nothing, such as "No field". */
  readonly muted?: boolean | undefined;
}

/** What a search needs to know about an array of options, computed once per array and shared. */
export interface OptionIndex {
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly option: ComboboxOption;
  readonly label: string;
  readonly text: string;
  readonly collides: boolean;
}

/** An option that matches, and whether its hint is worth showing. */
export interface Match {
  readonly option: ComboboxOption;
  readonly hintShown: boolean;
}

const indexes = new WeakMap<readonly ComboboxOption[], OptionIndex>();

/** Returns the index of an options array; the same array, never mutated, is indexed once. */
export function indexOf(options: readonly ComboboxOption[]): OptionIndex {
  const known = indexes.get(options);
  if (known) return known;
  const seen = new Map<string, number>();
  const labels = options.map((option) => fold(option.label));
  for (const label of labels) seen.set(label, (seen.get(label) ?? 0) + 1);
  const entries = options.map((option, i) => {
    const label = labels[i] ?? '';
    const text = `${label}\n${fold(option.hint ?? '')}\n${fold(option.keywords ?? '')}`;
    return { option, label, text, collides: (seen.get(label) ?? 0) > 1 };
  });
  const index = { entries };
  indexes.set(options, index);
  return index;
}

/**
 * Finds the options that contain all words of the query, in any order, in label, hint or keywords; case and accents
 * don't count. Labels that start with the query come first, then those where each word starts a word.
 */
export function search(index: OptionIndex, query: string): Match[] {
  const words = wordsOf(query);
  if (words.length === 0) {
    return index.entries.map(({ option, collides }) => ({
      option,
      hintShown: collides || !!option.showHint,
    }));
  }
  const phrase = words.join(' ');
  const ranked: Match[][] = [[], [], []];
  for (const { option, label, text, collides } of index.entries) {
    if (!words.every((word) => text.includes(word))) continue;
    const rank = label.startsWith(phrase) ? 0 : words.every((word) => startsWord(label, word)) ? 1 : 2;
    const byHint = words.some((word) => !label.includes(word));
    ranked[rank]?.push({ option, hintShown: collides || !!option.showHint || byHint });
  }
  return ranked.flat();
}

/** Splits a label into parts, every second of which matched a word of the query: `['', 'Reg', 'ion']`. */
export function highlight(label: string, query: string): string[] {
  const words = wordsOf(query);
  const characters = [...label];
  const folded = characters.map(fold);
  const text = folded.join('');
  const hit = new Set<number>();
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      for (let i = at; i < at + word.length; i++) hit.add(i);
    }
  }
  const parts = [''];
  let position = 0;
  characters.forEach((character, i) => {
    const length = folded[i]?.length ?? 0;
    // A combining mark folds to nothing; it stays with the letter before it.
    const matched = length > 0 ? hit.has(position) : parts.length % 2 === 0;
    if (matched !== (parts.length % 2 === 0)) parts.push('');
    parts[parts.length - 1] += character;
    position += length;
  });
  return parts;
}

/** Takes case and accents off, so that "Größe" is found by "grosse" and "GRÖSSE" alike. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
}

function wordsOf(query: string): string[] {
  return fold(query).split(/\s+/).filter(Boolean);
}

function startsWord(label: string, word: string): boolean {
  return label.startsWith(word) || label.includes(` ${word}`);
}
