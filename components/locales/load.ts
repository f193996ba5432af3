import type { LocaleStrings } from './words.js';

/** Languages that come as files of their own, loaded when first needed. */
const loaders: Readonly<Record<string, () => Promise<{ strings: LocaleStrings }>>> = {};

/** True when a language is there to be loaded and is not English. */
export function needsLoading(locale: string): boolean {
  return base(locale) in loaders;
}

/** The texts of a language; undefined, so English, for one that we don't have. */
export async function loadStrings(locale: string): Promise<LocaleStrings | undefined> {
  return (await loaders[base(locale)]?.())?.strings;
}

function base(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? 'en';
}
