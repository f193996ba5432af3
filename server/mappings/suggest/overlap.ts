import { isApart } from './apart.js';
import { isKnown, type Meaning } from './meaning.js';

/** What a name speaks of, without what says next to nothing: “Preferred pharmacy” and “Pharmacy name” are one. */
export function telling(meaning: Meaning): readonly string[] {
  const parts = meaning === '' ? [] : meaning.split(' + ');
  const kept = parts.filter((part) => !weightless.has(part));
  return [...new Set(kept)];
}

/**
 * How much two names that stand for nothing in everybody's life speak of the same: all, if they do but for weightless
 * words; part, if a whole question names the field (“What is the serial number of your device?”, “Serial number”).
 */
export function shared(asked: Meaning, called: Meaning, isSentence: boolean): 'all' | 'part' | 'nothing' {
  if (isKnown(asked) || isKnown(called)) return 'nothing';
  const [source, target] = [telling(asked), telling(called)];
  // A lone word of the trade is somebody's e-mail, phone or name.
  if (target.every((part) => part.startsWith('@'))) return 'nothing';
  if (!target.every((part) => source.includes(part))) return 'nothing';
  const rest = source.filter((part) => !target.includes(part));
  if (rest.length === 0) return 'all';
  const isOfOthers = rest.some((part) => part.split(' ').some(isApart));
  return isSentence && target.length > 1 && !isOfOthers ? 'part' : 'nothing';
}

/** A bare name reads as the person's, on meetings as the subject. */
const weightless = new Set(
  '@fullName @subject name detail info information preference preferred current currently needed required ok'.split(
    ' ',
  ),
);
