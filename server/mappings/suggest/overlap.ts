import { isApart } from './apart.js';
import { isKnown, type Meaning } from './meaning.js';

/** What a name speaks of, without what says next to nothing: “Preferred pharmacy” and “Pharmacy name” are one. */
export function telling(meaning: Meaning): readonly string[] {
  const parts = meaning === '' ? [] : meaning.split(' + ');
  const kept = parts.filter((part) => !weightless.has(part));
  return [...new Set(kept)];
}

/**
 * True for two names that the trade doesn't know and that speak of the same: all of it, or, in a whole question, all that
 * the field is called (“What is the serial number of your device?” for “Serial number”).
 */
export function speaksOf(asked: Meaning, called: Meaning, isSentence: boolean): boolean {
  if (isKnown(asked) || isKnown(called)) return false;
  const [source, target] = [telling(asked), telling(called)];
  // A lone word of the trade is somebody's e-mail, phone or name.
  if (target.every((part) => part.startsWith('@'))) return false;
  if (!target.every((part) => source.includes(part))) return false;
  const rest = source.filter((part) => !target.includes(part));
  if (rest.length === 0) return true;
  return isSentence && target.length > 1 && !rest.some((part) => part.split(' ').some(isApart));
}

const weightless = new Set('name detail info information preference preferred current'.split(' '));
