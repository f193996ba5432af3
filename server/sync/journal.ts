import type { Fault } from '../contract/model/index.js';
import type { Journal, WriteOutcome } from '../crm/adapter.js';
import type { Store } from '../store/store.js';
import type { ItemResult, Worklist } from '../worklist/worklist.js';
import { outcomeUnknown } from './faults.js';
import type { Findings } from './findings.js';
import { type Intent, Intents, lateChange, linkIntent, personIntent } from './intents.js';
import type { Lease } from './lease.js';
import { held, synced, type Waiting } from './outcome.js';
import type { Scene } from './scene.js';
import { endOperations, intendOperations, type OpenOperation } from './operation-store.js';
import { forgetPeople, putPersonLinks } from './store.js';
import { resultOf, type Task } from './task.js';

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
  private readonly intents = new Intents();

  constructor(
    private readonly effects: PassEffects,
    private readonly findings: Findings,
  ) {}

  /** Stores whom a meeting that is there may be linked to from here on: should no reply say so, who leaves is unlinked. */
  async expectGuests(): Promise<void> {
    const { store, worklist, lease } = this.effects;
    const tasks = this.findings.noteComing();
    if (tasks.length === 0) return;
    await store.transaction(async (tx) => {
      await lease.renew(tx);
      await worklist.finish(
        tx,
        lease.number,
        tasks.map((task) => this.progress(task)),
      );
    });
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
    for (const outcome of outcomes) for (const task of this.findings.take(outcome, gone)) touched.add(task);
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
      if (fault !== null) this.findings.again.delete(task);
      const isStopped = task.open.size > 0 || (fault !== null && !this.findings.faults.has(task));
      if (isStopped && !this.findings.again.has(task))
        this.findings.refuseQuietly(task, this.faultFor(task, fault));
      task.open.clear();
    }
    const open = tasks.filter((task) => !task.settled && !this.findings.again.has(task));
    await this.keep(open, [], ended, late);
  }

  /** Changes of people that may still come through: until then no other booking of theirs is written. */
  private lateChanges(): readonly Intent[] {
    return [...this.findings.people.values()]
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

  private faultFor(task: Task, fault: Fault | null): Fault {
    const isIntended = [...task.open].some((key) => this.intents.has(key));
    if (isIntended && fault?.class !== 'unknown') return outcomeUnknown;
    // An update that comes through late must not undo what is written next; only a create's reply is of no use here.
    if (fault?.code === 'outcome_unknown' && !isIntended)
      return { ...fault, class: 'transient', code: 'network' };
    return fault ?? outcomeUnknown;
  }

  private async keep(
    tasks: readonly Task[],
    gone: readonly string[],
    ended: readonly OpenOperation[],
    late: readonly Intent[] = [],
  ): Promise<void> {
    const { store, worklist, lease, scene, waiting } = this.effects;
    const results = tasks.filter((task) => !task.settled).map((task) => this.progress(task));
    const links = [...this.findings.links.values()];
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
    this.findings.links.clear();
    for (const result of results) if (result.state !== 'busy') this.effects.onDone(result);
    tasks.forEach((task) => {
      if (task.open.size === 0 && !this.findings.again.has(task)) task.settled = true;
    });
  }

  private progress(task: Task): ItemResult {
    const { scene, waiting } = this.effects;
    if (task.open.size > 0 || this.findings.again.has(task)) {
      const { nextAt, attempts, fault, cause } = task.item;
      return resultOf(scene, task, { state: 'busy', nextAt, attempts, fault, cause });
    }
    const fault = this.findings.faults.get(task);
    return fault ? held(scene, task, fault, waiting) : synced(scene, task);
  }

  private intentOf(key: string): Intent | null {
    const link = this.findings.linked.get(key);
    if (link) return linkIntent(link, this.findings.people.get(link.write.person)?.write);
    const person = this.findings.people.get(key);
    return person ? personIntent(person) : null;
  }
}
