import type { LinkedWrite, PersonWrite, WriteOutcome, Writer } from '../../adapter.js';
import { createBatchSize, type BatchSize } from './batch-size.js';
import { isUnchanged, linkedDraft, personDraft, type Draft } from './draft.js';
import type { Guest } from './guests.js';
import { keptPerson } from './kept-person.js';
import { reconcile } from './reconcile.js';
import { writeRows } from './rows.js';
import { createTask, written, type Task } from './task.js';
import { writeTogether } from './together.js';

/** Writes bookings in the fewest calls: one for a booking alone, one per 200 rows of a kind for many. */
export function createWriter(): Writer {
  const sizes = new Map<string, BatchSize>();
  return {
    batchSize: 200,
    liveFill: 0,
    async write(client, { people, meetings, cases }, journal, context) {
      const size = sizes.get(client.accountId) ?? createBatchSize();
      sizes.set(client.accountId, size);
      const task = createTask(client, journal, context, size);
      const linked = [...meetings, ...cases];
      const person = onlyPerson(people, linked);
      if (person !== null && linked.length <= mostTogether) {
        const guests = people.filter((other) => other !== person).map(keptGuest);
        await writeTogether(task, person, linked, guests);
        await task.settle(guests.map(({ write, link }) => written(personDraft(write), link.id)));
      } else {
        await writeApart(task, people, linked);
      }
    },
    reconcile,
  };
}

/** An event and a case; of more, one that fails would undo too many. */
const mostTogether = 2;

/** The only one of whom there is something to write, or to whom all of it belongs; null when there are several. */
function onlyPerson(people: readonly PersonWrite[], linked: readonly LinkedWrite[]): PersonWrite | null {
  const hosts = new Set(linked.map(({ person }) => person));
  const candidates = people.filter((person) => hosts.has(person.key) || !isUnchanged(personDraft(person)));
  return candidates.length === 1 ? (candidates[0] ?? null) : people.length === 1 ? (people[0] ?? null) : null;
}

function keptGuest(write: PersonWrite): Guest {
  return { write, link: { object: write.object, id: write.id ?? '' } };
}

/** People first, then what belongs to those who are there. */
async function writeApart(
  task: Task,
  people: readonly PersonWrite[],
  linked: readonly LinkedWrite[],
): Promise<void> {
  const persons = people.map(personDraft);
  const kept = persons.filter(isUnchanged);
  const outcomes = new Map(
    await writeRows(
      task,
      persons.filter((person) => !isUnchanged(person)),
    ),
  );
  for (const person of kept) outcomes.set(person.key, written(person, person.id ?? ''));

  const writes = new Map(people.map((person) => [person.key, person]));
  const drafts: Draft[] = [];
  const failed: WriteOutcome[] = [];
  for (const write of linked) {
    const person = writes.get(write.person);
    const outcome = outcomes.get(write.person);
    if (person === undefined || outcome === undefined) {
      throw new TypeError(`The batch has no person ${write.person} for ${write.key}.`);
    }
    if (outcome.result === 'failed') {
      failed.push({ key: write.key, omitted: [], result: 'failed', fault: outcome.fault });
    } else {
      const link = { object: outcome.object, id: outcome.id };
      const guests = (write.guests ?? []).flatMap((key): Guest[] => {
        const guest = writes.get(key);
        const known = outcomes.get(key);
        if (guest === undefined || known === undefined || known.result === 'failed') return [];
        return [{ write: guest, link: { object: known.object, id: known.id } }];
      });
      drafts.push(linkedDraft(write, link, person, task.context.labels[write.object], guests));
    }
  }
  await task.settle(failed);
  const linkedOutcomes = await writeRows(task, drafts);
  await task.settle(
    kept.map((person) =>
      keptPerson(
        person,
        linked.filter((write) => write.person === person.key),
        linkedOutcomes,
      ),
    ),
  );
}
