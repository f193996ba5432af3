import type { Fault } from '../contract/model/index.js';
import { CrmError, type WriteContext } from '../crm/adapter.js';
import { keyOf, type SyncItem } from '../worklist/item.js';
import type { ItemResult } from '../worklist/worklist.js';
import { Findings } from './findings.js';
import { PassJournal, type PassEffects } from './journal.js';
import type { StoredBookings } from './lanes.js';
import { planLinks } from './links.js';
import { held, nothingToWrite } from './outcome.js';
import { emailIn, planPeople } from './people.js';
import { reconcile } from './reconcile.js';
import { withinReserve } from './reserve.js';
import { openOperations } from './operation-store.js';
import { personLinks } from './store.js';
import { outcomeUnknown } from './faults.js';
import { guestEmails, guestRefused, guestsOf, maybeGuests } from './guests.js';
import { isPointless, taskOf, type Task } from './task.js';

/** A conflict is resolved by looking again, twice at most. */
const hops = 2;

/**
 * Makes the CRM equal to a batch of bookings. Every item's result is stored when this resolves; a fault that is the
 * connection's own is given back.
 */
export async function runPass(
  effects: PassEffects,
  items: readonly SyncItem[],
  bookings: StoredBookings,
  signal: AbortSignal,
): Promise<Fault | null> {
  const { store, scene, waiting } = effects;
  let open = (await withinReserve(effects, items)).flatMap((item) => {
    const booking = bookings.get(keyOf(item));
    return booking ? [taskOf(scene, item, booking)] : [];
  });
  let fault: Fault | null = null;
  let journal: PassJournal | null = null;
  try {
    open = await settleLost(effects, open, signal);
    // Only now is it certain that the CRM holds nothing of a booking that is over.
    await finish(
      effects,
      open
        .filter((task) => isPointless(scene, task))
        .map((task) => [task, nothingToWrite(scene, task, waiting)]),
    );
    open = open.filter((task) => !task.settled);
    for (let hop = 0; open.length > 0 && hop <= hops; hop++) {
      for (const task of open) task.omitted = [];
      const all = [...open.flatMap((task) => guestsOf(scene, task)), ...open];
      const emails = new Set([...emailsOf(all), ...open.flatMap(maybeGuests)]);
      const links = await personLinks(store.db, scene.connection.id, [...emails]);
      const plan = await planPeople(scene, all, links, signal);
      const linked = await planLinks(scene, plan.people, links, signal);
      const { onFault } = effects;
      const findings = new Findings(scene, onFault, hop < hops, plan.people, linked.links);
      journal = new PassJournal(effects, findings);
      await journal.forget(plan.gone);
      for (const { task, object } of linked.gone) findings.lose(task, object);
      for (const [task, faults] of [...plan.refused, ...linked.refused]) {
        for (const one of faults) {
          if (task.guestOf === null) findings.refuse(task, one);
          else guestRefused(task, one, one.object ?? '');
        }
      }
      await journal.expectGuests();
      const { batch } = findings;
      if (batch) await scene.adapter.writer.write(scene.client, batch, journal, context(effects, signal));
      await finish(
        effects,
        plan.nobody
          .filter((task) => !task.settled)
          .map((task) => [task, nothingToWrite(scene, task, waiting)]),
      );
      await journal.close(open, null);
      open = open.filter((task) => findings.again.has(task));
    }
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    fault = error.fault;
    effects.onFault(fault);
    const unsettled = open.filter((task) => !task.settled);
    journal ??= new PassJournal(effects, new Findings(scene, effects.onFault, false, [], []));
    await journal.close(unsettled, fault);
  }
  return fault;
}

function context({ scene, waiting }: PassEffects, signal: AbortSignal): WriteContext {
  return { signal, now: waiting.now, labels: scene.labels };
}

function emailsOf(tasks: readonly Task[]): string[] {
  return [...new Set(tasks.map(({ email }) => email))];
}

async function settleLost(
  effects: PassEffects,
  tasks: readonly Task[],
  signal: AbortSignal,
): Promise<Task[]> {
  const { scene, store, worklist, lease, waiting } = effects;
  const guests = tasks.flatMap((task) => guestEmails(scene, task));
  const names = [...tasks.map(({ item }) => item.booking), ...emailsOf(tasks), ...guests];
  const operations = await openOperations(store.db, scene.connection.id, names);
  if (operations.length === 0) return [...tasks];
  const lost = operations.flatMap(({ write }) => (write ? [write.person, ...(write.guests ?? [])] : []));
  const links = await personLinks(store.db, scene.connection.id, [...new Set(lost.map(emailIn))]);
  const now = waiting.now();
  const stillOpen = await reconcile(
    scene,
    tasks,
    operations,
    links,
    { store, worklist, lease, now, deadlineMs: waiting.deadlineMs },
    signal,
  );
  await finish(
    effects,
    [...stillOpen].map(([task, nextAt]) => [
      task,
      { ...held(scene, task, outcomeUnknown, waiting), nextAt, attempts: task.item.attempts },
    ]),
  );
  return tasks.filter((task) => !task.settled);
}

/** Stores results outside a journal. */
async function finish(
  effects: PassEffects,
  results: readonly (readonly [Task, ItemResult])[],
): Promise<void> {
  if (results.length === 0) return;
  const { store, worklist, lease } = effects;
  await store.transaction(async (tx) => {
    await lease.renew(tx);
    await worklist.finish(
      tx,
      lease.number,
      results.map(([, result]) => result),
    );
  });
  for (const [task, result] of results) {
    task.settled = true;
    effects.onDone(result);
  }
}
