import { common } from './en/common.js';
import type { activity } from './en/activity.js';
import type { connect } from './en/connect.js';
import type { contactField } from './en/contact-field.js';
import type { mapper } from './en/mapper.js';
import type { mapperMore } from './en/mapper-more.js';
import type { session } from './en/session.js';

type English = typeof common &
  typeof connect &
  typeof mapper &
  typeof mapperMore &
  typeof activity &
  typeof contactField &
  typeof session;

/** Keys and texts of a language; English is what all others are measured against. */
export type Strings = { readonly [Key in keyof English]: string };

/** The English texts that are loaded so far: those of a part come with the part. */
export const english: Record<string, string> = { ...common };

/** Adds the texts of a part that was loaded later. */
export function speakEnglish(texts: Readonly<Record<string, string>>): void {
  Object.assign(english, texts);
}
