import type { Fault, SyncRecord } from '../contract/model/index.js';
import type { Journal, WriteBatch, WriteOutcome } from '../crm/adapter.js';
import type { Store } from '../store/store.js';
import type { ItemResult, Worklist } from '../worklist/worklist.js';
import { faultOf } from '../contract/rules/fault-of.js';
import { existsStill, omissionOf, outcomeUnknown } from './faults.js';
import { guestRefused, settleGuests, withGuests } from './guests.js';
import { type Intent, Intents, lateChange, linkIntent, personIntent } from './intents.js';
import type { Lease } from './lease.js';
import type { LinkPlan } from './links.js';
import { held, synced, type Waiting } from './outcome.js';
import type { PersonPlan } from './people.js';
import { personObjects, recordIn, type Scene } from './scene.js';
import {
  endOperations,
  forgetPeople,
  intendOperations,
  putPersonLinks,
  type OpenOperation,
  type PersonLink,
} from './store.js';
import { resultOf, withRecord, type Task } from './task.js';

/** Faults that another look at who the record is can resolve in the same pass. */
const resolvable: ReadonlySet<Fault['code']> = new Set(['record_gone', 'lead_converted']);

export interface PassEffects {
  readonly store: Store;
  readonly worklist: Worklist;
  readonly lease: Lease;
  readonly scene: Scene;
  readonly waiting: Waiting;
  /** Told of every fault, for learned rules, limits and metrics. */
  readonly onFault: (fault: Fault) => void;
  readonly onDone: (result: ItemResult) => void;
}

/**
 * Stores what becomes of one batch, reply by reply: record ids, versions and hashes in one transaction that also
 * checks the lease. What is stored is true even if nothing after it happens.
 */
export class PassJournal implements Journal {
  /** Bookings to be taken up once more in this pass, because their record turned out to be another. */
  readonly again = new Set<Task>();
  /** People whose record is known, to be stored with the next result. */
  private readonly links = new Map<string, PersonLink>();
  private readonly people = new Map<string, PersonPlan>();
  private readonly linked = new Map<string, LinkPlan>();
  private readonly linkedOf = new Map<Task, readonly LinkPlan[]>();
  private readonly intents = new Intents();
  private readonly personNames: readonly string[];
  private readonly faults = new Map<Task, Fault>();
  /** Record ids of the people who are there, by the key of their write. */
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly effects: PassEffects,
    /** False in the last hop, when conflicts are held instead of tried again. */
    private readonly mayTryAgain: boolean,
    people: readonly PersonPlan[],
    linked: readonly LinkPlan[],
  ) {
    this.personNames = personObjects(effects.scene).map(({ name }) => name);
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

  async intend(keys: readonly string[]): Promise<void> {
    const { store, lease, scene, waiting } = this.effects;
    const startedAt = waiting.now().toISOString();
    const operations = keys.flatMap((key) => {
      const intent = this.intentOf(key);
      if (intent) this.intents.begin(key, intent, startedAt);
      return intent ? [intent] : [];
    });
    await store.transaction(async (tx) => {
      await lease.renew(tx);
      await intendOperations(tx, scene.connection.id, operations, startedAt);
    });
  }

  async settle(outcomes: readonly WriteOutcome[]): Promise<void> {
    const touched = new Set<Task>();
    const gone: string[] = [];
    for (const outcome of outcomes) {
      const person = this.people.get(outcome.key);
      const link = this.linked.get(outcome.key);
      if (person) this.settlePerson(person, outcome, gone);
      if (link) this.settleLink(link, outcome);
      for (const task of person ? person.tasks : link ? [link.task] : []) touched.add(task);
    }
    const ended = this.intents.end(outcomes);
    await this.keep([...touched], gone, ended);
  }

  /** Stores the rest: what needed no call, and what the writer never came to because of a fault. */
  async close(tasks: readonly Task[], fault: Fault | null): Promise<void> {
    // A refusal says that nothing was made; a lost reply leaves it open.
    const isRefused = fault !== null && fault.class !== 'unknown';
    const ended = isRefused ? this.intents.endAll() : [];
    const late = fault?.class === 'unknown' ? this.lateChanges() : [];
    for (const task of tasks) {
      if (task.settled) continue;
      if (fault !== null) this.again.delete(task);
      const isStopped = task.open.size > 0 || (fault !== null && !this.faults.has(task));
      if (isStopped && !this.again.has(task)) this.refuseQuietly(task, this.faultFor(task, fault));
      task.open.clear();
    }
    const open = tasks.filter((task) => !task.settled && !this.again.has(task));
    await this.keep(open, [], ended, late);
  }

  /** Changes of people that may still come through: until then no other booking of theirs is written. */
  private lateChanges(): readonly Intent[] {
    return [...this.people.values()]
      .filter(({ write, tasks }) => write.mode !== 'keep' && tasks.some(({ open }) => open.has(write.key)))
      .filter(({ write }) => !this.intents.has(write.key))
      .flatMap(lateChange);
  }

  /** Forgets people whose record is gone, before somebody else is found or made for them. */
  async forget(emails: readonly string[]): Promise<void> {
    const { store, lease, scene } = this.effects;
    if (emails.length === 0) return;
    await store.transaction(async (tx) => {
      await lease.renew(tx);
      await forgetPeople(tx, scene.connection.id, emails);
    });
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
    this.effects.onFault(fault);
  }

  private faultFor(task: Task, fault: Fault | null): Fault {
    const isIntended = [...task.open].some((key) => this.intents.has(key));
    if (isIntended && fault?.class !== 'unknown') return outcomeUnknown;
    // An update that comes through late must not undo what is written next; only a create's reply is of no use here.
    if (fault?.code === 'outcome_unknown' && !isIntended)
      return { ...fault, class: 'transient', code: 'network' };
    return fault ?? outcomeUnknown;
  }

  private settlePerson(plan: PersonPlan, outcome: WriteOutcome, gone: string[]): void {
    if (outcome.result === 'failed') {
      if (this.mayTryAgain && resolvable.has(outcome.fault.code)) {
        gone.push(plan.email);
        for (const task of plan.tasks) this.again.add(task);
      } else {
        this.effects.onFault(outcome.fault);
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
      else if (isNews) this.refuseQuietly(task, existsStill(this.effects.scene.adapter.about.name, object));
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
    const record = recordIn(this.effects.scene, object, id, action);
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
      this.effects.onFault(outcome.fault);
      this.refuseQuietly(task, outcome.fault);
      return;
    }
    const action = outcome.result === 'updated' ? 'updated' : 'created';
    task.records = withRecord(
      task.records,
      recordIn(this.effects.scene, outcome.object, outcome.id, action),
      [write.object],
    );
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
    settleGuests(this.effects.scene, task, write.object, { planned, there }, outcome);
  }

  private refuseQuietly(task: Task, fault: Fault): void {
    const before = this.faults.get(task);
    // What is not known outweighs what is: it must be found out before anything is written again.
    if (!before || fault.class === 'unknown') this.faults.set(task, fault);
  }

  private async keep(
    tasks: readonly Task[],
    gone: readonly string[],
    ended: readonly OpenOperation[],
    late: readonly Intent[] = [],
  ): Promise<void> {
    const { store, worklist, lease, scene, waiting } = this.effects;
    const results = tasks.filter((task) => !task.settled).map((task) => this.progress(task));
    const links = [...this.links.values()];
    if (results.length + links.length + gone.length + ended.length + late.length === 0) return;
    const at = waiting.now().toISOString();
    await store.transaction(async (tx) => {
      await lease.renew(tx);
      await forgetPeople(tx, scene.connection.id, gone);
      await putPersonLinks(tx, scene.connection.id, links, at);
      await endOperations(tx, scene.connection.id, ended);
      await intendOperations(tx, scene.connection.id, late, at);
      await worklist.finish(tx, lease.number, results);
    });
    this.links.clear();
    for (const result of results) if (result.state !== 'busy') this.effects.onDone(result);
    tasks.forEach((task) => {
      if (task.open.size === 0 && !this.again.has(task)) task.settled = true;
    });
  }

  private progress(task: Task): ItemResult {
    const { scene, waiting } = this.effects;
    if (task.open.size > 0 || this.again.has(task)) {
      const { nextAt, attempts, fault, cause } = task.item;
      return resultOf(scene, task, { state: 'busy', nextAt, attempts, fault, cause });
    }
    const fault = this.faults.get(task);
    return fault ? held(scene, task, fault, waiting) : synced(scene, task);
  }

  private intentOf(key: string): Intent | null {
    const link = this.linked.get(key);
    if (link) return linkIntent(link, this.people.get(link.write.person)?.write);
    const person = this.people.get(key);
    return person ? personIntent(person) : null;
  }

  private leaveOut(task: Task, outcome: WriteOutcome, object: string): void {
    if (outcome.omitted.length === 0) return;
    task.omitted = [...task.omitted, ...outcome.omitted.map((fault) => omissionOf(fault, object))];
  }
}
