import type {
  BookingEvent,
  BookingKind,
  BookingState,
  Clock,
  IntakeReceipt,
  IntakeWarning,
  Question,
  Snapshot,
  SourceField,
  SubmissionEvent,
} from '../contract/model/index.js';
import { builtInFields } from '../contract/rules/built-in-fields.js';
import { maxEvents, type Sent } from '../contract/routes/bookings.js';
import { problem } from '../http/problems.js';
import type { Db, Store } from '../store/store.js';
import { bookingSync } from '../worklist/view.js';
import type { Worklist } from '../worklist/worklist.js';
import { fingerprint } from './canonical.js';
import type { StoredBooking } from './fold.js';
import { type Arrival, createIntake } from './intake.js';
import { bookingSnapshot, submissionSnapshot } from './snapshot.js';
import { checkFields, checkQuestions } from './source.js';
import {
  bookingsFrom,
  type StartingBooking,
  connectionStates,
  hostFields,
  hostQuestions,
  putBookings,
  readBookings,
  recentBookings,
  replaceFields,
  replaceQuestions,
} from './store.js';
import { warningsOf } from './warnings.js';

export type { StartingBooking } from './store.js';

/** How far a sender's clock may be ahead of ours. */
const maxAheadMs = 15 * 60_000;

/** Bookings and submissions as the host tells them, and the host's own fields and questions. */
export interface Bookings {
  /** Takes events, all or none. Resolves once they survive a crash; throws a problem. */
  accept(tenant: string, sent: Sent<BookingEvent>): Promise<IntakeReceipt>;
  acceptSubmissions(tenant: string, sent: Sent<SubmissionEvent>): Promise<IntakeReceipt>;
  /** Keeps an admin's own test booking and marks it for one connection. */
  acceptTest(tenant: string, connection: string, snapshot: Snapshot): Promise<void>;
  /** The latest state of a booking, else of a submission. */
  find(tenant: string, id: string): Promise<Snapshot | null>;
  /** The same with where it stands in each CRM. */
  state(tenant: string, id: string): Promise<BookingState | null>;
  /** Latest states with their versions, by `kind/id`. */
  load(
    db: Db,
    tenant: string,
    kind: BookingKind,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, StoredBooking>>;
  /** The bookings that changed last, newest first. */
  recent(tenant: string, limit: number): Promise<readonly Snapshot[]>;
  /** Bookings that start at or after an instant, the next first, page by page: there may be more than fit in memory. */
  upcoming(tenant: string, from: string, after?: StartingBooking): Promise<readonly StartingBooking[]>;
  /** Built-in fields, then the host's own. */
  sourceFields(tenant: string): Promise<readonly SourceField[]>;
  putSourceFields(tenant: string, fields: readonly SourceField[]): Promise<readonly SourceField[]>;
  questions(tenant: string): Promise<readonly Question[]>;
  putQuestions(tenant: string, questions: readonly Question[]): Promise<readonly Question[]>;
}

export function createBookings(effects: {
  store: Store;
  worklist: Worklist;
  now: Clock;
  /** Told how many events of a request were new and how many repeats, for metrics. */
  onReceived?: (accepted: number, duplicates: number) => void;
}): Bookings {
  const { store, worklist, now } = effects;
  const intake = createIntake(effects);
  const declarations = new Map<string, Declared>();

  async function receive<E extends BookingEvent | SubmissionEvent>(
    tenant: string,
    { events, strays, bare }: Sent<E>,
    toSnapshot: (event: E) => Snapshot,
  ): Promise<IntakeReceipt> {
    refuseBad(events, now(), bare);
    const arrivals = events.map((event) => arrival(event, toSnapshot(event)));
    const received = await intake(tenant, arrivals);
    effects.onReceived?.(received.accepted, received.duplicates);
    const { questions, fields } = await declared(tenant);
    const warnings: IntakeWarning[] = arrivals.flatMap((one, at) =>
      warningsOf({ ...one, strays: strays[at] ?? [] }, questions, fields, bare ? '' : `/${at}`),
    );
    return { ...received, warnings };
  }

  /** Questions and fields for warnings, read once in a while: they cost more than the event itself. */
  async function declared(tenant: string): Promise<Declared> {
    const known = declarations.get(tenant);
    if (known && now().getTime() - known.readAt < declaredForMs) return known;
    const readAt = now().getTime();
    const [questions, fields] = await Promise.all([hostQuestions(store.db, tenant), allFields(tenant)]);
    const read = { questions, fields, readAt };
    if (declarations.size > 1000) declarations.clear();
    declarations.set(tenant, read);
    return read;
  }

  async function allFields(tenant: string): Promise<readonly SourceField[]> {
    return [...builtInFields, ...(await hostFields(store.db, tenant))];
  }

  async function latest(tenant: string, id: string): Promise<StoredBooking | null> {
    for (const kind of ['booking', 'submission'] as const) {
      const found = (await readBookings(store.db, tenant, kind, [id])).get(`${kind}/${id}`);
      if (found) return found;
    }
    return null;
  }

  return {
    accept: (tenant, sent) => receive(tenant, sent, bookingSnapshot),
    acceptSubmissions: (tenant, sent) => receive(tenant, sent, submissionSnapshot),

    async acceptTest(tenant, connection, snapshot) {
      const stored = { version: 1, snapshot };
      await store.transaction(async (tx) => {
        await putBookings(tx, tenant, [{ stored, isNew: true }], now().toISOString());
        const reached = { [snapshot.status]: 1 };
        const mark = { tenant, kind: snapshot.kind, booking: snapshot.id, version: 1, reached };
        await worklist.markConnection(tx, connection, [mark], true);
      });
      worklist.wake([connection]);
    },

    find: async (tenant, id) => (await latest(tenant, id))?.snapshot ?? null,

    async state(tenant, id) {
      const found = await latest(tenant, id);
      if (!found) return null;
      const { snapshot, version } = found;
      const connections = await connectionStates(store.db, tenant);
      const items = await worklist.find(store.db, tenant, { kind: snapshot.kind, booking: id });
      const syncs = items.flatMap((item) => {
        const connection = connections.get(item.connection);
        return connection ? [bookingSync(item, connection)] : [];
      });
      return { id, status: snapshot.status, version, syncs };
    },

    load: readBookings,
    recent: async (tenant, limit) =>
      (await recentBookings(store.db, tenant, limit)).map(({ snapshot }) => snapshot),
    upcoming: (tenant, from, after) => bookingsFrom(store.db, tenant, from, after),

    sourceFields: allFields,
    async putSourceFields(tenant, fields) {
      const own = checkFields(fields);
      await store.transaction((tx) => replaceFields(tx, tenant, own));
      declarations.delete(tenant);
      return allFields(tenant);
    },
    questions: (tenant) => hostQuestions(store.db, tenant),
    async putQuestions(tenant, questions) {
      checkQuestions(questions, await allFields(tenant));
      await store.transaction((tx) => replaceQuestions(tx, tenant, questions));
      declarations.delete(tenant);
      return questions;
    },
  };
}

interface Declared {
  readonly questions: readonly Question[];
  readonly fields: readonly SourceField[];
  readonly readAt: number;
}

/** Another server's change is seen this much later, in warnings only. */
const declaredForMs = 5000;

function arrival(event: BookingEvent | SubmissionEvent, snapshot: Snapshot): Arrival {
  return { eventId: event.eventId, hash: fingerprint({ kind: snapshot.kind, ...event }), snapshot };
}

function refuseBad(events: readonly { occurredAt: string }[], now: Date, bare: boolean): void {
  if (events.length > maxEvents) throw problem('too_many_items', { max: maxEvents, count: events.length });
  const latest = now.getTime() + maxAheadMs;
  const errors = events.flatMap(({ occurredAt }, at) =>
    Date.parse(occurredAt) <= latest
      ? []
      : [
          {
            pointer: bare ? '/occurredAt' : `/${at}/occurredAt`,
            code: 'in_the_future',
            sentence: 'This is more than 15 minutes ahead of our clock; send the time at which it happened.',
          },
        ],
  );
  if (errors.length > 0) throw problem('invalid_input', {}, { errors });
}
