import type { LinkedWrite, LostCreate, RecordKey } from '../crm/adapter.js';
import type { Store } from '../store/store.js';
import type { ItemResult, Worklist } from '../worklist/worklist.js';
import { guestEmails, maybeLinked, withGuests, type KnownGuests } from './guests.js';
import type { Lease } from './lease.js';
import { emailIn } from './people.js';
import { settlingMs } from './retry.js';
import { personObjects, recordIn, type Scene } from './scene.js';
import { endOperations, type OpenOperation } from './operation-store.js';
import { putPersonLinks, type PersonLink } from './store.js';
import { recordsTaken } from './taken-store.js';
import { resultOf, withRecord, type Task } from './task.js';

/** Bookings that have to wait until a create that may be under way can't happen any more, and until when. */
export type StillOpen = ReadonlyMap<Task, string>;

/**
 * Finds out what became of creates whose reply was lost, before anything is created again: a record that did come
 * into being is adopted. A person is found by e-mail in the ordinary way; only the time has to pass.
 */
export async function reconcile(
  scene: Scene,
  tasks: readonly Task[],
  operations: readonly OpenOperation[],
  links: ReadonlyMap<string, PersonLink>,
  effects: {
    readonly store: Store;
    readonly worklist: Worklist;
    readonly lease: Lease;
    readonly now: Date;
    readonly deadlineMs: number;
  },
  signal: AbortSignal,
): Promise<StillOpen> {
  const waiting = new Map<Task, string>();
  const ready: { task: Task; operation: OpenOperation }[] = [];
  for (const task of tasks) {
    for (const operation of operations.filter((one) => concerns(scene, one, task))) {
      const due = new Date(Date.parse(operation.startedAt) + effects.deadlineMs + settlingMs).toISOString();
      if (due > effects.now.toISOString()) waiting.set(task, later(waiting.get(task), due));
      else ready.push({ task, operation });
    }
  }
  const settled = ready.filter(({ task }) => !waiting.has(task));
  if (settled.length === 0) return waiting;

  const lost = await lostCreates(scene, settled, links, signal);
  const finds =
    lost.length === 0
      ? []
      : await scene.adapter.writer.reconcile(
          scene.client,
          lost.map(({ create }) => create),
          {
            signal,
            labels: scene.labels,
            taken: (records) => recordsTaken(effects.store.db, scene.connection, records, sinceOf(lost)),
          },
        );
  const adopters = new Set<Task>();
  const renamed = new Map<string, PersonLink>();
  const personNames = personObjects(scene).map(({ name }) => name);
  lost.forEach(({ task, create: { write, person } }, at) => {
    const found = finds[at];
    if (!found) return;
    const record = recordIn(scene, write.object, found.id, 'created');
    // With whom it was linked to: should the booking be with somebody else by now, it moves from there.
    const theirs = person ?? found.person;
    if (theirs) {
      const linked = recordIn(scene, theirs.object, theirs.id, 'unchanged');
      task.records = withRecord(task.records, linked, personNames);
      // Known by another e-mail in the CRM since; by ours nobody would be found, and somebody made a second time.
      const email = emailIn(write.person);
      if (!person) renamed.set(email, { email, ...theirs, sent: {}, saidAt: '' });
    }
    task.records = withRecord(task.records, record, [write.object]);
    task.sent = withGuests(task.sent, record.object, guestsWritten(write, links));
    // What is there is kept up to date, even by a status that would not have created it.
    if (!task.links.includes(record.object)) task.links = [...task.links, record.object];
    adopters.add(task);
  });
  await effects.store.transaction(async (tx) => {
    await effects.lease.renew(tx);
    await putPersonLinks(tx, scene.connection.id, [...renamed.values()], effects.now.toISOString());
    // With what was found, or a crash right after it would forget the record and have it created again.
    await effects.worklist.finish(
      tx,
      effects.lease.number,
      [...adopters].map((task) => underWay(scene, task)),
    );
    await endOperations(
      tx,
      scene.connection.id,
      settled.map(({ operation }) => operation),
    );
  });
  return waiting;
}

/** Lost creates with the person whom they were sent for, who need not be the one whom the booking is with by now. */
async function lostCreates(
  scene: Scene,
  settled: readonly { task: Task; operation: OpenOperation }[],
  links: ReadonlyMap<string, PersonLink>,
  signal: AbortSignal,
): Promise<{ task: Task; create: LostCreate }[]> {
  const linked = settled.flatMap(({ task, operation: { write, startedAt } }) =>
    write ? [{ task, write, startedAt, email: emailIn(write.person) }] : [],
  );
  const isKnown = ({ email, write }: (typeof linked)[number]) => links.has(email) || write.personThere;
  const strangers = [...new Set(linked.flatMap((one) => (isKnown(one) ? [] : one.email)))];
  const found = new Map<string, { object: string; id: string }>();
  if (strangers.length > 0) {
    const keys = strangers.map((email) => ({ email, phone: null, ownerId: null }));
    const fields = Object.fromEntries(personObjects(scene).map(({ name }) => [name, []]));
    const matches = await scene.adapter.people.find(scene.client, keys, fields, scene.mapping.match, signal);
    strangers.forEach((email, at) => {
      const match = matches[at]?.record;
      if (match) found.set(email, { object: match.object, id: match.id });
    });
  }
  const sentFor = linked.map(({ task, write, startedAt, email }) => {
    const known = links.get(email) ?? write.personThere ?? found.get(email);
    // Where nobody is found, nobody was made, or somebody whose e-mail was changed in the CRM since.
    const person = known ? { object: known.object, id: known.id } : null;
    return { task, create: { write, person, startedAt } };
  });
  return withPeopleNow(scene, sentFor, signal);
}

/** Whoever was merged or converted since has taken what was linked to them along. */
async function withPeopleNow(
  scene: Scene,
  lost: readonly { task: Task; create: LostCreate }[],
  signal: AbortSignal,
): Promise<{ task: Task; create: LostCreate }[]> {
  const now = new Map<string, RecordKey>();
  const people = lost.flatMap(({ create: { person } }) => person ?? []);
  for (const object of new Set(people.map((person) => person.object))) {
    const all = people.flatMap((person) => (person.object === object ? [person.id] : []));
    const ids = [...new Set(all)];
    const records = await scene.adapter.records.read(scene.client, object, ids, [], signal);
    ids.forEach((id, at) => {
      const record = records[at];
      if (record) now.set(`${object}/${id}`, { object: record.object, id: record.id });
    });
  }
  return lost.map(({ task, create }) => {
    const { person } = create;
    const key = `${person?.object}/${person?.id}`;
    return { task, create: { ...create, person: now.get(key) ?? person } };
  });
}

/** A record that could be mistaken for a lost one is hardly older; clocks differ. */
function sinceOf(lost: readonly { readonly create: LostCreate }[]): string {
  const begun = lost.map(({ create }) => Date.parse(create.startedAt));
  return new Date(Math.min(...begun) - clocksDifferMs).toISOString();
}

const clocksDifferMs = 60 * 60_000;

/** Whom a lost create linked beside its person, for them to be unlinked once they are guests no more. */
function guestsWritten({ guests = [] }: LinkedWrite, links: ReadonlyMap<string, PersonLink>): KnownGuests {
  return Object.fromEntries(guests.map(emailIn).map((email) => [email, links.get(email)?.id ?? maybeLinked]));
}

/** What was found out so far of a task that is not at its end. */
function underWay(scene: Scene, task: Task): ItemResult {
  const { nextAt, attempts, fault, cause } = task.item;
  return resultOf(scene, task, { state: 'busy', nextAt, attempts, fault, cause });
}

function concerns(scene: Scene, operation: OpenOperation, task: Task): boolean {
  return operation.kind === 'person'
    ? operation.booking === task.email || guestEmails(scene, task).includes(operation.booking)
    : operation.kind === task.item.kind && operation.booking === task.item.booking;
}

function later(a: string | undefined, b: string): string {
  return a !== undefined && a > b ? a : b;
}
