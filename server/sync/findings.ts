import type { Fault, SyncRecord } from '../contract/model/index.js';
import type { WriteBatch, WriteOutcome } from '../crm/adapter.js';
import { faultOf } from '../contract/rules/fault-of.js';
import { existsStill, omissionOf, outcomeUnknown } from './faults.js';
import { guestRefused, settleGuests, withComing, withGuests } from './guests.js';
import type { LinkPlan } from './links.js';
import type { PersonPlan } from './people.js';
import { personObjects, recordIn, type Scene } from './scene.js';
import type { PersonLink } from './store.js';
import { withRecord, type Task } from './task.js';

/** Faults that another look at who the record is can resolve in the same pass. */
const resolvable: ReadonlySet<Fault['code']> = new Set(['record_gone', 'lead_converted']);

/** What the outcomes of one batch mean for its bookings and people, before any of it is stored. */
export class Findings {
  /** Bookings to be taken up once more in this pass, because their record turned out to be another. */
  readonly again = new Set<Task>();
  /** People whose record is known, to be stored with the next result. */
  readonly links = new Map<string, PersonLink>();
  /** Why bookings can't go on. */
  readonly faults = new Map<Task, Fault>();
  /** What is written to people, and to what is linked to them, by the key of the write. */
  readonly people = new Map<string, PersonPlan>();
  readonly linked = new Map<string, LinkPlan>();
  private readonly linkedOf = new Map<Task, readonly LinkPlan[]>();
  private readonly personNames: readonly string[];
  /** Record ids of the people who are there, by the key of their write. */
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly scene: Scene,
    private readonly onFault: (fault: Fault) => void,
    /** False in the last hop, when conflicts are held instead of tried again. */
    private readonly mayTryAgain: boolean,
    people: readonly PersonPlan[],
    linked: readonly LinkPlan[],
  ) {
    this.personNames = personObjects(scene).map(({ name }) => name);
    const needed = new Set(linked.flatMap(({ write }) => [write.person, ...(write.guests ?? [])]));
    for (const plan of people) {
      if (plan.write.mode === 'keep' && plan.write.id !== null && !needed.has(plan.write.key)) {
        this.remember(plan, plan.write.object, plan.write.id, 'unchanged');
        continue;
      }
      this.people.set(plan.write.key, plan);
      for (const task of plan.tasks) task.open.add(plan.write.key);
    }
    for (const plan of linked) {
      this.linked.set(plan.write.key, plan);
      this.linkedOf.set(plan.task, [...(this.linkedOf.get(plan.task) ?? []), plan]);
      plan.task.open.add(plan.write.key);
    }
  }

  /** What is to be written; null when nothing is. */
  get batch(): WriteBatch | null {
    const people = [...this.people.values()].map(({ write }) => write);
    const of = (role: LinkPlan['role']) => [...this.linked.values()].filter((plan) => plan.role === role);
    if (people.length === 0) return null;
    return {
      people,
      meetings: of('meeting').map(({ write }) => write),
      cases: of('case').map(({ write }) => write),
    };
  }

  /** Notes with bookings whose meeting is there who may be linked to it from here on; gives those bookings. */
  noteComing(): readonly Task[] {
    return [...this.linked.values()].flatMap(({ task, write, guests }) => {
      const present = guests.map(({ email }) => email);
      const sent = write.id === null ? null : withComing(task, write.object, present);
      if (sent === null || write.guests === undefined) return [];
      task.sent = sent;
      return [task];
    });
  }

  /** Takes one outcome in, and gives the bookings that it is about; whose record is gone is added to `gone`. */
  take(outcome: WriteOutcome, gone: string[]): readonly Task[] {
    const person = this.people.get(outcome.key);
    const link = this.linked.get(outcome.key);
    if (person) this.settlePerson(person, outcome, gone);
    if (link) this.settleLink(link, outcome);
    return person ? person.tasks : link ? [link.task] : [];
  }

  /** Forgets a booking's record that is gone. */
  lose(task: Task, object: string): void {
    task.records = task.records.filter((record) => record.object !== object);
    task.sent = withGuests({ ...task.sent, [object]: {} }, object, {});
    if (this.mayTryAgain) this.again.add(task);
    else
      this.refuse(
        task,
        faultOf('record_gone', 'The record was deleted in the CRM again and again.', { object }),
      );
  }

  /** Notes that a booking can't go on, for whatever else of it is written to be stored first. */
  refuse(task: Task, fault: Fault): void {
    if (!this.faults.has(task)) this.faults.set(task, fault);
    this.onFault(fault);
  }

  /** Notes it of what the fault was told of already. */
  refuseQuietly(task: Task, fault: Fault): void {
    const before = this.faults.get(task);
    // What is not known outweighs what is: it must be found out before anything is written again.
    if (!before || fault.class === 'unknown') this.faults.set(task, fault);
  }

  private settlePerson(plan: PersonPlan, outcome: WriteOutcome, gone: string[]): void {
    if (outcome.result === 'failed') {
      if (this.mayTryAgain && resolvable.has(outcome.fault.code)) {
        gone.push(plan.email);
        for (const task of plan.tasks) this.again.add(task);
      } else {
        this.onFault(outcome.fault);
        for (const task of plan.tasks) this.refuseQuietly(task, outcome.fault);
      }
      for (const task of plan.tasks) guestRefused(task, outcome.fault, plan.write.object);
      for (const task of plan.tasks) task.open.delete(plan.write.key);
      return;
    }
    const { object, id, result } = outcome;
    const isNews = result === 'exists';
    const action = result === 'created' ? 'created' : plan.write.mode === 'keep' ? 'unchanged' : 'updated';
    this.ids.set(plan.write.key, id);
    this.remember(plan, object, id, action, isNews ? { sent: {}, saidAt: '' } : undefined);
    for (const task of plan.tasks) {
      this.leaveOut(task, outcome, object);
      task.open.delete(plan.write.key);
      if (isNews && this.mayTryAgain) this.again.add(task);
      else if (isNews) this.refuseQuietly(task, existsStill(this.scene.adapter.about.name, object));
    }
  }

  private remember(
    plan: PersonPlan,
    object: string,
    id: string,
    action: SyncRecord['action'],
    said: Pick<PersonLink, 'sent' | 'saidAt'> = { sent: plan.hashes, saidAt: plan.saidAt },
  ): void {
    for (const email of [plan.email, ...plan.also]) this.links.set(email, { email, object, id, ...said });
    const record = recordIn(this.scene, object, id, action);
    for (const task of plan.tasks) {
      const moves = this.linkedOf.get(task)?.some(({ write }) => write.movedFrom !== null);
      if (moves) {
        task.nextPerson = record;
        this.takeNextPerson(task);
      } else task.records = withRecord(task.records, record, this.personNames);
    }
  }

  private settleLink(plan: LinkPlan, outcome: WriteOutcome): void {
    const { task, write, hashes } = plan;
    task.open.delete(write.key);
    if (outcome.result === 'failed') {
      const { code, object, field } = outcome.fault;
      // Whom it was to be linked to may be gone instead; then it is there, and moves to whoever is found.
      const isItself = (object === null || object === write.object) && field === null;
      const isGone = write.id !== null && code === 'record_gone' && isItself;
      if (this.again.has(task)) return;
      if (this.mayTryAgain && isGone) {
        return this.lose(task, write.object);
      }
      this.onFault(outcome.fault);
      this.refuseQuietly(task, outcome.fault);
      return;
    }
    const action = outcome.result === 'updated' ? 'updated' : 'created';
    task.records = withRecord(task.records, recordIn(this.scene, outcome.object, outcome.id, action), [
      write.object,
    ]);
    // Made by an earlier try of ours, which may have said something older.
    if (outcome.result === 'exists') {
      task.sent = { ...task.sent, [write.object]: {} };
      if (this.mayTryAgain) this.again.add(task);
      else this.refuseQuietly(task, outcomeUnknown);
      return;
    }
    task.sent = { ...task.sent, [write.object]: hashes };
    this.settleGuests(plan, outcome);
    this.leaveOut(task, outcome, write.object);
    this.takeNextPerson(task);
  }

  /** Once all has moved to the person; who needed no write may be told after what is linked to them. */
  private takeNextPerson(task: Task): void {
    const isMoving = this.linkedOf.get(task)?.some(({ write }) => task.open.has(write.key));
    if (!task.nextPerson || isMoving || this.faults.has(task) || this.again.has(task)) return;
    task.records = withRecord(task.records, task.nextPerson, this.personNames);
    task.nextPerson = null;
  }

  private settleGuests({ task, write, guests }: LinkPlan, { guests: outcome }: WriteOutcome): void {
    if (write.guests === undefined) return;
    const there = guests.flatMap(({ email, write: { key, id } }) => {
      const record = this.ids.get(key) ?? id;
      return record === null ? [] : [{ key, email, record }];
    });
    const planned = guests.map(({ email }) => email);
    settleGuests(this.scene, task, write.object, { planned, there }, outcome);
  }

  private leaveOut(task: Task, outcome: WriteOutcome, object: string): void {
    if (outcome.omitted.length === 0) return;
    task.omitted = [...task.omitted, ...outcome.omitted.map((fault) => omissionOf(fault, object))];
  }
}
