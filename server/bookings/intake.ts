import type { BookingKind, Clock, Snapshot } from '../contract/model/index.js';
import { problem, ProblemError, storeUnavailable } from '../http/problems.js';
import { isRace, isUnavailable } from '../store/errors.js';
import type { Db, Store } from '../store/store.js';
import type { Reached } from '../worklist/item.js';
import type { Mark, Worklist } from '../worklist/worklist.js';
import { fold, type StoredBooking } from './fold.js';
import { insertEvents, knownEvents, lockBookings, putBookings } from './store.js';

/** An event that has been checked and hashed. */
export interface Arrival {
  readonly eventId: string;
  readonly hash: string;
  readonly snapshot: Snapshot;
}

/** How many events of a request were new, and how many had come before. */
export interface Received {
  readonly accepted: number;
  readonly duplicates: number;
}

/** Takes one request's events, all or none; resolves once they are on the disk. */
export type Intake = (tenant: string, arrivals: readonly Arrival[]) => Promise<Received>;

interface Waiting {
  readonly tenant: string;
  readonly arrivals: readonly Arrival[];
  resolve(received: Received): void;
  reject(error: unknown): void;
}

/** Enough for throughput, little enough that nobody waits long behind others. */
const groupSize = 1000;
const attempts = 5;

/**
 * Commits in groups: requests that arrive while a commit is under way share the next one. What becomes of each
 * request is decided in memory before anything is written, so that a refused one leaves no trace in its group.
 */
export function createIntake({
  store,
  worklist,
  now,
}: {
  store: Store;
  worklist: Worklist;
  now: Clock;
}): Intake {
  const queue: Waiting[] = [];
  let running = false;

  async function pump(): Promise<void> {
    if (running) return;
    running = true;
    do {
      // A turn of the event loop: SQLite commits without one, and whoever came meanwhile must get a seat.
      await new Promise((resolve) => setImmediate(resolve));
      await commit(take(queue));
    } while (queue.length > 0);
    running = false;
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      const { outcomes, connections } = await decideAndWrite(group);
      group.forEach((request, at) => {
        const outcome = outcomes[at];
        if (outcome instanceof ProblemError || !outcome) request.reject(outcome);
        else request.resolve(outcome);
      });
      worklist.wake(connections);
    } catch (error) {
      // Servers that write the same rows again and again are as good as none; the sender comes back.
      const isDown = isUnavailable(error) || isRace(error);
      const failure = isDown ? storeUnavailable() : error;
      if (group.length === 1 || isDown) group.forEach((request) => request.reject(failure));
      // One request that the database can't take must not fail the others.
      else for (const request of group) await commit([request]);
    }
  }

  async function decideAndWrite(group: readonly Waiting[]): Promise<Decision> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await store.transaction((tx) => decide(tx, worklist, group, now().toISOString()));
      } catch (error) {
        if (!isRace(error) || attempt === attempts) throw error;
      }
    }
  }

  return (tenant, arrivals) =>
    new Promise((resolve, reject) => {
      queue.push({ tenant, arrivals, resolve, reject });
      void pump();
    });
}

interface Decision {
  readonly outcomes: readonly (Received | ProblemError)[];
  readonly connections: readonly string[];
}

interface Changed {
  readonly isNew: boolean;
  readonly stored: StoredBooking;
  readonly reached: Reached;
}

async function decide(tx: Db, worklist: Worklist, group: readonly Waiting[], at: string): Promise<Decision> {
  const outcomes = new Map<Waiting, Received | ProblemError>();
  const marks: Mark[] = [];
  // One order for all servers, so that none waits for another that waits for it.
  for (const tenant of [...new Set(group.map((request) => request.tenant))].sort()) {
    const requests = group.filter((request) => request.tenant === tenant);
    const arrivals = requests.flatMap((request) => request.arrivals);
    const events = await knownEvents(
      tx,
      tenant,
      arrivals.map(({ eventId }) => eventId),
    );
    const bookings = await lockBookings(
      tx,
      tenant,
      arrivals.map(({ snapshot }) => snapshot.id),
    );
    const fresh = new Map<string, string>();
    const changed = new Map<string, Changed>();
    for (const request of requests) {
      const outcome = receive(request, events, fresh);
      outcomes.set(request, outcome.result);
      for (const { snapshot } of outcome.accepted) {
        apply(changed, bookings, snapshot);
      }
    }
    await insertEvents(tx, tenant, fresh, at);
    await putBookings(tx, tenant, [...changed.values()].sort(byId), at);
    for (const { stored, reached } of changed.values()) {
      if (Object.keys(reached).length === 0) continue;
      const { kind, id } = stored.snapshot;
      marks.push({ tenant, kind, booking: id, version: stored.version, reached });
    }
  }
  const connections = await worklist.markDirty(tx, marks);
  return {
    outcomes: group.map((request) => outcomes.get(request) ?? { accepted: 0, duplicates: 0 }),
    connections,
  };
}

function receive(
  request: Waiting,
  events: ReadonlyMap<string, string>,
  fresh: Map<string, string>,
): { result: Received | ProblemError; accepted: readonly Arrival[] } {
  const own = new Map<string, string>();
  const accepted: Arrival[] = [];
  for (const arrival of request.arrivals) {
    const { eventId, hash } = arrival;
    const before = events.get(eventId) ?? fresh.get(eventId) ?? own.get(eventId);
    if (before !== undefined && before !== hash) {
      const detail = `The event “${eventId}” stands in this request twice with different contents. Give each event its own id; nothing was stored.`;
      return {
        result: problem('event_conflict', { eventId }, own.has(eventId) ? { detail } : {}),
        accepted: [],
      };
    }
    if (before !== undefined) continue;
    own.set(eventId, hash);
    accepted.push(arrival);
  }
  for (const [eventId, hash] of own) fresh.set(eventId, hash);
  const result = { accepted: accepted.length, duplicates: request.arrivals.length - accepted.length };
  return { result, accepted };
}

function apply(
  changed: Map<string, Changed>,
  held: ReadonlyMap<string, StoredBooking>,
  event: Snapshot,
): void {
  const key = bookingKey(event);
  const before = changed.get(key);
  const current = before?.stored ?? held.get(key) ?? null;
  const stored = fold(current, event);
  if (stored === current) return;
  const reached = stored.version === current?.version ? {} : { [event.status]: stored.version };
  changed.set(key, { isNew: !held.has(key), stored, reached: { ...before?.reached, ...reached } });
}

function byId(one: Changed, other: Changed): number {
  return one.stored.snapshot.id < other.stored.snapshot.id ? -1 : 1;
}

function bookingKey({ kind, id }: { kind: BookingKind; id: string }): string {
  return `${kind}/${id}`;
}

function take(queue: Waiting[]): Waiting[] {
  let events = 0;
  let count = 0;
  while (count < queue.length && (count === 0 || events < groupSize))
    events += queue[count++]?.arrivals.length ?? 0;
  return queue.splice(0, count);
}
