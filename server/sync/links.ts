import type { Fault, JsonValue, Omission } from '../contract/model/index.js';
import type { LinkedWrite } from '../crm/adapter.js';
import type { RecordState } from '../mappings/engine.js';
import { desiredOf, draftOf, isFault, needsOf, subjectOf, type Subject } from './draft.js';
import { hashesOf, isSent } from './hashes.js';
import { guestsBefore, haveGuestsChanged, isMeeting } from './guests.js';
import { personWriteKey, type PersonPlan } from './people.js';
import { personObjects, type Scene } from './scene.js';
import type { PersonLink } from './store.js';
import { markerOf } from '../worklist/marker.js';
import { mayCreate, recordOf, type Task } from './task.js';
import { inTurns } from './turns.js';

/** A meeting or case to write. */
export interface LinkPlan {
  readonly task: Task;
  readonly write: LinkedWrite;
  readonly role: 'meeting' | 'case';
  readonly hashes: Readonly<Record<string, string>>;
  /** Everybody else who takes part and can be written. */
  readonly guests: readonly PersonPlan[];
}

/** All meetings and cases of a batch, and bookings that stop here. */
export interface LinksPlan {
  readonly links: readonly LinkPlan[];
  readonly refused: ReadonlyMap<Task, readonly Fault[]>;
  /** Bookings whose record, of this object, is gone. */
  readonly gone: readonly { readonly task: Task; readonly object: string }[];
}

interface Candidate {
  readonly task: Task;
  readonly person: PersonPlan;
  readonly subject: Subject;
  /** Record to update; null to create. */
  readonly id: string | null;
  readonly hashes: Readonly<Record<string, string>>;
  readonly guests: readonly PersonPlan[];
  readonly omitted: readonly Omission[];
  readonly movedFrom: LinkedWrite['movedFrom'];
  /** Fields whose present value decides. */
  readonly needs: readonly string[];
}

/** Plans what is written to the meetings and cases of people who can be written. */
export async function planLinks(
  scene: Scene,
  people: readonly PersonPlan[],
  known: ReadonlyMap<string, PersonLink>,
  signal: AbortSignal,
): Promise<LinksPlan> {
  const refused = new Map<Task, readonly Fault[]>();
  const guestsBy = guestPlans(people);
  const candidates: Candidate[] = [];
  await inTurns(people, (person) => {
    for (const task of person.tasks) {
      for (const object of task.links) {
        const guests = isMeeting(scene, object) ? (guestsBy.get(task) ?? []) : [];
        const candidate = candidateOf(scene, person, task, object, guests);
        if (!isCandidate(candidate)) refused.set(task, [...(refused.get(task) ?? []), candidate]);
        else if (isDue(scene, candidate)) candidates.push(candidate);
        else task.omitted = [...task.omitted, ...candidate.omitted];
      }
    }
  });
  const current = await readCurrent(scene, candidates, signal);
  const gone: { task: Task; object: string }[] = [];
  const links: LinkPlan[] = [];
  await inTurns(candidates, (candidate) => {
    const { task, subject, id, hashes, movedFrom, person, guests } = candidate;
    const object = subject.object.name;
    const values = current.get(candidate);
    if (values === 'gone') {
      gone.push({ task, object });
      return;
    }
    const state: RecordState = id === null ? { kind: 'create' } : { kind: 'update', current: values ?? null };
    const draft = draftOf(subject, state);
    task.omitted = [...task.omitted, ...draft.omitted];
    if (draft.faults.length > 0) {
      refused.set(task, [...(refused.get(task) ?? []), ...draft.faults]);
      return;
    }
    const hasNews = Object.keys(draft.fields).length > 0 || movedFrom || isGuestsDue(scene, candidate);
    if (id !== null && !hasNews) return;
    const write: LinkedWrite = {
      key: linkWriteKey(task, object),
      object,
      id,
      person: personWriteKey(person.email),
      fields: draft.fields,
      optional: draft.optional,
      setsOwner: draft.setsOwner,
      marker: markerOf(task.item, object),
      movedFrom,
      ...guestsFor(scene, candidate, known),
    };
    const role = subject.object.role === 'case' ? 'case' : 'meeting';
    links.push({ task, write, role, hashes, guests });
  });
  return { links: links.filter(({ task }) => !refused.has(task)), refused, gone };
}

/** Name of a write within a batch. */
export function linkWriteKey(task: Task, object: string): string {
  return `${object}:${task.key}`;
}

function candidateOf(
  scene: Scene,
  person: PersonPlan,
  task: Task,
  object: string,
  guests: readonly PersonPlan[],
): Candidate | Fault {
  const subject = subjectOf(scene, task, object);
  if (isFault(subject)) return subject;
  const id = recordOf(task.records, object)?.id ?? null;
  const { omitted } = draftOf(subject, { kind: 'create' });
  const hashes = hashesOf(desiredOf(subject, id !== null));
  const movedFrom = id === null ? null : formerPerson(scene, person, task);
  const isUnchanged = id !== null && movedFrom === null && isSent(hashes, task.sent[object] ?? {});
  const needs = id === null || isUnchanged ? [] : needsOf(subject).fields;
  return { task, person, subject, id, hashes, guests, omitted, movedFrom, needs };
}

function isDue(scene: Scene, candidate: Candidate): boolean {
  const { task, subject, id, hashes, movedFrom } = candidate;
  const object = subject.object.name;
  if (id === null) return mayCreate(scene, object, task.snapshot);
  const isUnchanged = isSent(hashes, task.sent[object] ?? {});
  return movedFrom !== null || !isUnchanged || isGuestsDue(scene, candidate);
}

/** Guests of each booking, as far as they can be written. */
function guestPlans(people: readonly PersonPlan[]): ReadonlyMap<Task, readonly PersonPlan[]> {
  const plans = new Map<Task, readonly PersonPlan[]>();
  for (const plan of people) {
    for (const { guestOf } of plan.tasks) {
      if (guestOf) plans.set(guestOf, [...(plans.get(guestOf) ?? []), plan]);
    }
  }
  return plans;
}

function isGuestsDue(scene: Scene, { task, subject, guests }: Candidate): boolean {
  const { name } = subject.object;
  if (scene.mapping.guests === 'ignore' || !isMeeting(scene, name)) return false;
  return haveGuestsChanged(
    task,
    name,
    guests.map(({ email }) => email),
  );
}

function guestsFor(
  scene: Scene,
  { task, subject, guests }: Candidate,
  known: ReadonlyMap<string, PersonLink>,
): Pick<LinkedWrite, 'guests' | 'guestsBefore'> {
  const { name } = subject.object;
  if (scene.mapping.guests === 'ignore' || !isMeeting(scene, name)) return {};
  const present = guests.map(({ email }) => email);
  const before = guestsBefore(task, name, present, (email) => known.get(email)?.id);
  if (task.snapshot.guests.length + before.length === 0) return {};
  return { guests: guests.map(({ write }) => write.key), guestsBefore: before };
}

/** The record of the person whom the booking was with before, when that is somebody else. */
function formerPerson(scene: Scene, { write }: PersonPlan, task: Task): LinkedWrite['movedFrom'] {
  const objects = new Set(personObjects(scene).map(({ name }) => name));
  const former = task.records.find(({ object }) => objects.has(object));
  if (!former || (former.object === write.object && former.id === write.id)) return null;
  return { object: former.object, id: former.id };
}

async function readCurrent(
  scene: Scene,
  candidates: readonly Candidate[],
  signal: AbortSignal,
): Promise<Map<Candidate, Readonly<Record<string, JsonValue>> | 'gone'>> {
  const current = new Map<Candidate, Readonly<Record<string, JsonValue>> | 'gone'>();
  const wanted = candidates.filter(({ needs }) => needs.length > 0);
  for (const object of new Set(wanted.map(({ subject }) => subject.object.name))) {
    const some = wanted.filter(({ subject }) => subject.object.name === object);
    const fields = [...new Set(some.flatMap(({ needs }) => needs))];
    const ids = some.map(({ id }) => id ?? '');
    const records = await scene.adapter.records.read(scene.client, object, ids, fields, signal);
    some.forEach((candidate, at) => current.set(candidate, records[at]?.values ?? 'gone'));
  }
  return current;
}

function isCandidate(value: Candidate | Fault): value is Candidate {
  return 'subject' in value;
}
