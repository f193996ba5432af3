import type { Journal, LinkedWrite, WriteOutcome } from '../../adapter.js';
import { writeRows, type BatchCall, type BatchRow, type Line } from './batch.js';
import { guestsOf, linkGuests, type Guests } from './guests.js';
import { linked } from '../linked-values.js';
import { keyField, markerField, markerOn } from './marker.js';
import { moveMeetings } from './move.js';

/** Writes meetings of people that are there: one call for new ones, one for known ones, two more for those that move. */
export async function writeMeetings(
  line: Line,
  meetings: readonly LinkedWrite[],
  contactOf: (personKey: string) => string | null,
): Promise<readonly WriteOutcome[]> {
  const labels = line.context.labels['meetings'];
  const created = meetings
    .filter(({ id }) => id === null)
    .map((write) => rowOf(write, labels, contactOf(write.person), guestsOf(write, contactOf)));
  const outcomes = created.length > 0 ? [...(await writeRows(line, create, created))] : [];

  const known = meetings.filter(({ id }) => id !== null);
  const stuck = await moveMeetings(line, known, contactOf);
  const guests = await linkGuests(
    line,
    known.filter(({ key }) => !stuck.has(key)),
    contactOf,
  );
  const withGuests = (outcome: WriteOutcome): WriteOutcome => {
    const told = guests.get(outcome.key);
    return told && outcome.result !== 'failed' ? { ...outcome, guests: told } : outcome;
  };
  const settled = known.flatMap(({ key, id, fields }): WriteOutcome[] => {
    const fault = stuck.get(key);
    if (fault) return [{ key, omitted: [], result: 'failed', fault }];
    const isUnchanged = Object.keys(fields).length === 0;
    return isUnchanged
      ? [withGuests({ key, omitted: [], result: 'updated', object: 'meetings', id: id ?? '' })]
      : [];
  });
  if (settled.length > 0) await line.journal.settle(settled);

  const done = new Set(settled.map(({ key }) => key));
  const rows = known.filter(({ key }) => !done.has(key)).map((write) => rowOf(write, labels, null));
  const told: Line = { ...line, journal: tellingGuests(line.journal, withGuests) };
  const updated = rows.length > 0 ? await writeRows(told, update, rows) : [];
  return [...outcomes, ...settled, ...updated.map(withGuests)];
}

// A meeting has no unique property of its own, so repeating a create could double it (HubSpot docs, meetings guide, Nov 2026).
const create: BatchCall = {
  object: 'meetings',
  action: 'create',
  effect: 'create',
  input: ({ linkedTo }, guests) => ({
    associations: [...new Set([linkedTo, ...guests.values()])].map((id) => ({
      to: { id },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: meetingToContact }],
    })),
  }),
};

const update: BatchCall = {
  object: 'meetings',
  action: 'update',
  effect: 'repeatable',
  input: ({ id }) => ({ id }),
};

const meetingToContact = 200;

/** Guests of meetings that are there were linked before their fields are written. */
function tellingGuests(journal: Journal, tell: (outcome: WriteOutcome) => WriteOutcome): Journal {
  return {
    intend: (keys) => journal.intend(keys),
    settle: (outcomes) => journal.settle(outcomes.map(tell)),
  };
}

function rowOf(
  write: LinkedWrite,
  labels: Readonly<Record<string, string>> | undefined,
  contact: string | null,
  guests?: Guests,
): BatchRow {
  const { key, id, object, marker, fields, optional } = write;
  const added = linked({ object, isNew: id === null, moves: false, fields, marker, person: nobody, labels });
  return {
    key,
    id,
    linkedTo: contact,
    ...(write.guests && guests && { guests }),
    fields: { ...fields, ...Object.fromEntries(added.map(({ field, value }) => [field, value])) },
    optional,
    isMine({ id: found, properties }) {
      if (id !== null) return found === id;
      return properties[keyField] === marker || markerOn(properties[markerField]) === marker;
    },
  };
}

/** A meeting's own properties say nothing of its person: associations do. */
const nobody = { object: 'contacts', email: '', fields: {} } as const;
