import type { LinkedWrite, WriteOutcome, Writer } from '../adapter.js';
import { faultOf } from '../http.js';
import type { Fault } from '../../contract/model/index.js';
import type { Paths } from './paths.js';
import { rowsPerCall, type Line } from './writing/batch.js';
import { unchangedContacts, writeContacts } from './writing/contacts.js';
import { guestGone } from './writing/guests.js';
import { writeMeetings } from './writing/meetings.js';
import { findLostMeetings } from './writing/reconcile.js';

/** Writes contacts, then their meetings, each in one call per hundred. */
export function createWriter(paths: Paths): Writer {
  return {
    batchSize: rowsPerCall,
    liveFill: rowsPerCall,

    async write(client, { people, meetings, cases }, journal, context) {
      const line: Line = { client, paths, journal, context };
      const unchanged = unchangedContacts(people);
      const outcomes = [...unchanged, ...(await writeContacts(line, people))];
      const written = new Map(outcomes.map((outcome) => [outcome.key, outcome]));

      const blocked: WriteOutcome[] = [];
      const ready: LinkedWrite[] = [];
      for (const write of [...meetings, ...cases]) {
        const fault =
          write.object === 'meetings' ? personFault(written.get(write.person)) : noSuchObject(write.object);
        if (fault === null) ready.push(write);
        else blocked.push({ key: write.key, omitted: [], result: 'failed', fault });
      }
      if (blocked.length > 0) await journal.settle(blocked);
      const linked = await writeMeetings(line, ready, (key) => contactId(written.get(key)));

      const lost = lostContacts(ready, linked);
      const referred = unchanged.map((outcome) => lost.get(outcome.key) ?? outcome);
      if (referred.length > 0) await journal.settle(referred);
    },

    reconcile: (client, lost, context) => findLostMeetings(client, paths, lost, context),
  };
}

function personFault(outcome: WriteOutcome | undefined): Fault | null {
  if (outcome === undefined) return faultOf('no_person', 'The booking has no person to link the meeting to.');
  return outcome.result === 'failed' ? outcome.fault : null;
}

/** Contacts that turned out to be gone when a meeting was linked to them, by person. */
function lostContacts(
  writes: readonly LinkedWrite[],
  outcomes: readonly WriteOutcome[],
): ReadonlyMap<string, WriteOutcome> {
  const byKey = new Map(writes.map((write) => [write.key, write]));
  const lost = new Map<string, WriteOutcome>();
  for (const outcome of outcomes) {
    const write = byKey.get(outcome.key);
    if (write === undefined) continue;
    if (outcome.result !== 'failed') {
      for (const key of goneGuests(write, outcome)) lost.set(key, guestLost(key));
      continue;
    }
    const { fault } = outcome;
    const isLost = fault.code === 'record_gone' && fault.object === 'contacts';
    if (isLost) lost.set(write.person, { key: write.person, omitted: [], result: 'failed', fault });
  }
  return lost;
}

/** Guests who were to be linked to a meeting and turned out to be gone. */
function goneGuests({ guests = [] }: LinkedWrite, { guests: told }: WriteOutcome): readonly string[] {
  return told?.why === guestGone ? guests.filter((key) => !told.linked.includes(key)) : [];
}

function guestLost(key: string): WriteOutcome {
  const fault = faultOf('record_gone', guestGone, { object: 'contacts' });
  return { key, omitted: [], result: 'failed', fault };
}

function contactId(outcome: WriteOutcome | undefined): string | null {
  return outcome === undefined || outcome.result === 'failed' ? null : outcome.id;
}

function noSuchObject(object: string): Fault {
  return faultOf('object_not_writable', `HubSpot has no ${object} that bookings are written to.`, { object });
}
