import type { ObjectRole } from '../../contract/model/index.js';
import { everywhere, ofMeetings, ofPeople } from './vocabulary.js';
import { wordsOfLabel } from './words.js';

/** What a name stands for: `@phone`, or `@phone + assistant`, with what the trade has no word for as it is. */
export type Meaning = string;

/** The meaning of cleaned words on an object of some role; empty for no words. */
export function meaningOf(words: readonly string[], role: ObjectRole): Meaning {
  const known = names(role);
  const whole = known.get(words.join(' '));
  if (whole !== undefined) return whole;
  const [first = '', ...rest] = words;
  const owner = role === 'person' ? people : meetings;
  if (rest.length > 0 && owner.has(first)) return meaningOf(rest, role);
  return parts(words, known).sort().join(' + ');
}

/** True for a name that the trade knows. */
export function isKnown(meaning: Meaning): boolean {
  return meaning.startsWith('@') && !meaning.includes(' + ');
}

/** Words for whose data it is, which say nothing more on their own object. */
const people = new Set(
  'contact lead person customer client prospect kontakt kunde kunden interessent attendee invitee visitor candidato contacto contato cliente personal user'.split(
    ' ',
  ),
);
const meetings = new Set(
  'meeting event appointment booking termin besprechung reunion reuniao rdv cita evento session case web ticket caso fall'.split(
    ' ',
  ),
);

function parts(words: readonly string[], known: ReadonlyMap<string, Meaning>): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length;) {
    let length = Math.min(4, words.length - at);
    while (length > 1 && !known.has(words.slice(at, at + length).join(' '))) length--;
    const piece = words.slice(at, at + length).join(' ');
    found.push(known.get(piece) ?? piece);
    at += length;
  }
  return found;
}

const made = new Map<ObjectRole, ReadonlyMap<string, Meaning>>();

/** Meanings by name, made once for people and once for meetings and cases. */
function names(role: ObjectRole): ReadonlyMap<string, Meaning> {
  const known = made.get(role);
  if (known) return known;
  const entries = [everywhere, role === 'person' ? ofPeople : ofMeetings].flatMap((vocabulary) =>
    Object.entries(vocabulary).flatMap(([meaning, list]) =>
      list.split('|').map((name) => [wordsOfLabel(name.trim()).join(' '), `@${meaning}`] as const),
    ),
  );
  const map = new Map(entries);
  made.set(role, map);
  return map;
}
