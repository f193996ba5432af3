import type { GuestsOutcome, LinkedWrite } from '../../adapter.js';
import type { Line } from './batch.js';
import { sendLinks } from './move.js';

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
    const present = new Set([...guests.values(), contactOf(write.person)]);
    const before = new Set((write.guestsBefore ?? []).filter((id) => id !== ''));
    const came = [...guests].filter(([, id]) => !before.has(id));
    const left = [...before].filter((id) => !present.has(id));
    return [{ id: write.id, write, guests, came, left }];
  });
  const links = changes.flatMap(({ id, came }) => came.map(([, to]) => ({ from: { id }, to: { id: to } })));
  const ends = changes.flatMap(({ id, left }) => left.map((to) => ({ from: { id }, to: [{ id: to }] })));
  const missing = await sendLinks(line, 'associate/default', links);
  // Who left is unlinked even where somebody who came can't be linked.
  const fault = (await sendLinks(line, 'archive', ends)) ?? missing;
  if (fault) {
    for (const { write, guests, came } of changes) {
      const missed = new Set(came.map(([key]) => key));
      const kept = [...guests.keys()].filter((key) => !missed.has(key));
      outcomes.set(write.key, { linked: kept, named: [], why: fault.sentence });
    }
  }
  return outcomes;
}

/** Why a guest whose contact is gone is not linked. */
export const guestGone = 'Their contact is no longer in HubSpot.';
