import type { GuestsOutcome, LinkedWrite } from '../../adapter.js';
import type { Line } from './batch.js';
import { present, sendLinks } from './move.js';

/** Contacts who take part in a meeting beside its person: record ids by the key of their write. */
export type Guests = ReadonlyMap<string, string>;

/** The guests of a meeting who are there to be linked. */
export function guestsOf(write: LinkedWrite, contactOf: (key: string) => string | null): Guests {
  return new Map(
    (write.guests ?? []).flatMap((key) => {
      const id = contactOf(key);
      return id === null ? [] : [[key, id] as const];
    }),
  );
}

/** What became of guests who were all linked. */
export function linked(guests: Guests): GuestsOutcome {
  return { linked: [...guests.keys()], named: [], why: null };
}

/**
 * Links who came to meetings that are there and ends the links of who left, in one call each. Gives what became of
 * the guests of each meeting, by key; a fault is told there and holds no meeting.
 */
export async function linkGuests(
  line: Line,
  meetings: readonly LinkedWrite[],
  contactOf: (key: string) => string | null,
): Promise<ReadonlyMap<string, GuestsOutcome>> {
  const outcomes = new Map<string, GuestsOutcome>();
  const changes = meetings.flatMap((write) => {
    if (write.id === null || write.guests === undefined) return [];
    const guests = guestsOf(write, contactOf);
    outcomes.set(write.key, linked(guests));
    const taking = new Set([...guests.values(), contactOf(write.person)]);
    const before = new Set((write.guestsBefore ?? []).filter((id) => id !== ''));
    const came = [...guests].filter(([, id]) => !before.has(id));
    const left = [...before].filter((id) => !taking.has(id));
    return [{ id: write.id, write, came, left }];
  });
  const missed = await linkComing(line, changes);
  for (const [write, { keys, why }] of missed) {
    const kept = [...guestsOf(write, contactOf).keys()].filter((key) => !keys.has(key));
    outcomes.set(write.key, { linked: kept, named: [], why });
  }
  // Who left is unlinked even where somebody who came can't be linked.
  const ends = changes.flatMap(({ id, left }) => left.map((to) => ({ from: { id }, to: [{ id: to }] })));
  const fault = await sendLinks(line, 'archive', ends);
  if (fault) {
    for (const { write, left: ids } of changes) {
      const outcome = outcomes.get(write.key);
      const stillLinked = { ids, why: fault.sentence };
      if (outcome && ids.length > 0) outcomes.set(write.key, { ...outcome, stillLinked });
    }
  }
  return outcomes;
}

/** Guests who came to a meeting that is there, as key and record id. */
interface Change {
  readonly id: string;
  readonly write: LinkedWrite;
  readonly came: readonly (readonly [string, string])[];
}

/** Who of a meeting was not linked, and why. */
interface Missed {
  readonly keys: ReadonlySet<string>;
  readonly why: string;
}

/** Links who came. Contacts that are gone are left out, so that they stop nobody else. */
async function linkComing(line: Line, changes: readonly Change[]): Promise<ReadonlyMap<LinkedWrite, Missed>> {
  const linksOf = (some: readonly Change[]) =>
    some.flatMap(({ id, came }) => came.map(([, to]) => ({ from: { id }, to: { id: to } })));
  const missed = new Map<LinkedWrite, Missed>();
  const fault = await sendLinks(line, 'associate/default', linksOf(changes));
  if (!fault) return missed;
  const all = changes.flatMap(({ came }) => came.map(([, id]) => id));
  const there = await present(line, 'contacts', all);
  const rest = changes.map((change) => ({ ...change, came: change.came.filter(([, id]) => there.has(id)) }));
  const isAnyGone = all.some((id) => !there.has(id));
  const still = isAnyGone ? await sendLinks(line, 'associate/default', linksOf(rest)) : fault;
  for (const { write, came } of changes) {
    const keys = came.filter(([, id]) => still !== null || !there.has(id)).map(([key]) => key);
    // Who is told to be gone is forgotten and made anew: only where nobody else was refused beside them.
    const why = still === null ? guestGone : still.sentence;
    if (keys.length > 0) missed.set(write, { keys: new Set(keys), why });
  }
  return missed;
}

/** Why a guest whose contact is gone is not linked. */
export const guestGone = 'Their contact is no longer in HubSpot.';
