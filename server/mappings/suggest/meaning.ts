import type { ObjectRole } from '../../contract/model/index.js';
import { everywhere, ofMeetings, ofPeople } from './vocabulary.js';
import * as further from './vocabulary-further.js';
import { ofTrades, ofVisits } from './vocabulary-trades.js';
import { wordsOfLabel } from './words.js';

/**
 * What a name stands for: `@phone`, or `@phone + assistant`, with what the trade has no word for as it is. `~insurer` is a
 * topic: known by several names, but nothing that everybody has one of.
 */
export type Meaning = string;

/** The meaning of cleaned words on an object of some role; empty for no words. */
export function meaningOf(words: readonly string[], role: ObjectRole, type = ''): Meaning {
  const known = names(role);
  const whole = known.get(words.join(' '));
  if (whole !== undefined) return whole;
  const telling = withoutDate(words, type);
  if (telling !== words) return meaningOf(telling, role);
  const [first = '', ...rest] = words;
  const owner = role === 'person' ? people : meetings;
  if (rest.length > 0 && owner.has(first)) return meaningOf(rest, role, type);
  // “Status of the appointment” is the appointment's status.
  const last = words.at(-1) ?? '';
  if (role !== 'person' && words.length > 1 && meetings.has(last) && !meetings.has(first)) {
    const turned = meaningOf([last, ...words.slice(0, -1)], role, type);
    if (isKnown(turned)) return turned;
  }
  return parts(words, known).sort().join(' + ');
}

/** A day is one without saying so: “Expected go-live date” is “Expected go-live”, where that says enough. */
function withoutDate(words: readonly string[], type: string): readonly string[] {
  if (type !== 'date' && type !== 'datetime') return words;
  const rest = words.filter((word) => !dates.has(word));
  return rest.length > 1 ? rest : words;
}

const dates = new Set('date datum fecha data'.split(' '));

/** True for a name that the trade knows. */
export function isKnown(meaning: Meaning): boolean {
  return meaning.startsWith('@') && !meaning.includes(' + ');
}

/** Words for whose data it is, which say nothing more on their own object. */
const people = new Set(
  'contact lead person customer client prospect kontakt kunde kunden interessent attendee invitee visitor candidato contacto contato cliente klant contactpersoon referente'.split(
    ' ',
  ),
);
const meetings = new Set(
  'meeting event appointment booking consultation consult visit demo call interview termin besprechung reunion reuniao rdv cita evento session case web ticket caso fall afspraak appuntamento riunione'.split(
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
  const isPerson = role === 'person';
  const topics = [ofTrades, isPerson ? {} : ofVisits];
  const entries = [
    ...topics,
    further.everywhere,
    isPerson ? further.ofPeople : further.ofMeetings,
    everywhere,
    isPerson ? ofPeople : ofMeetings,
  ].flatMap((vocabulary) =>
    Object.entries(vocabulary).flatMap(([meaning, list]) => {
      const sigil = topics.includes(vocabulary) ? '~' : '@';
      return list
        .split('|')
        .map((name) => [wordsOfLabel(name.trim()).join(' '), `${sigil}${meaning}`] as const);
    }),
  );
  const map = new Map(entries);
  made.set(role, map);
  return map;
}
