import type { StoredBooking } from '../bookings/fold.js';
import { keyOf, type SyncItem } from '../worklist/item.js';

/** Most batches of one connection that are in flight at a time. */
export const mostLanes = 3;

/** Latest states by `kind/id`. */
export type StoredBookings = ReadonlyMap<string, StoredBooking>;

/**
 * The batches of one connection that are in flight. A lane that is through makes room for the next one, whatever the
 * others do; nobody is in two lanes, so that nobody is created twice.
 */
export interface Lanes {
  readonly count: number;
  /** True while something that somebody waits for is in flight: what comes meanwhile is collected. */
  readonly haveLive: boolean;
  /** Addresses of the people of what is in flight. */
  readonly people: readonly string[];
  /** Of these items those that are about nobody who is in a lane. */
  apart(items: readonly SyncItem[], bookings: StoredBookings): readonly SyncItem[];
  /** Opens a lane for the time that `work` takes. */
  open(items: readonly SyncItem[], bookings: StoredBookings, work: () => Promise<void>): void;
  /** Resolves when the next lane is through, with false when there is none; rejects with what the work of one did. */
  next(): Promise<boolean>;
  /** Resolves when all are through, however they end. */
  through(): Promise<void>;
}

interface Running {
  readonly names: readonly string[];
  readonly people: readonly string[];
  readonly isLive: boolean;
}

/** No lanes yet. */
export function createLanes(): Lanes {
  const running = new Map<Promise<void>, Running>();
  const failures: unknown[] = [];
  return {
    get count() {
      return running.size;
    },
    get haveLive() {
      return [...running.values()].some(({ isLive }) => isLive);
    },
    get people() {
      return [...running.values()].flatMap(({ people }) => people);
    },
    apart(items, bookings) {
      const taken = new Set([...running.values()].flatMap(({ names }) => names));
      return items.filter((item) => !namesIn(bookings.get(keyOf(item))).some((name) => taken.has(name)));
    },
    open(items, bookings, work) {
      const theirs = items.flatMap((item) => bookings.get(keyOf(item)) ?? []);
      const lane: Promise<void> = work()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(lane));
      running.set(lane, {
        names: theirs.flatMap(namesIn),
        people: emailsOf(theirs),
        isLive: items.some(({ live }) => live),
      });
    },
    async next() {
      const isAny = running.size > 0;
      if (isAny) await Promise.race(running.keys());
      if (failures.length > 0) throw failures[0];
      return isAny;
    },
    async through() {
      await Promise.all(running.keys());
    },
  };
}

/** Addresses of the people of bookings, guests among them, each once. */
export function emailsOf(bookings: readonly StoredBooking[]): readonly string[] {
  const all = bookings.flatMap(({ snapshot: { contact, guests } }) =>
    [contact.email, ...guests.map(({ email }) => email)].flatMap((email) =>
      typeof email === 'string' ? email.trim().toLowerCase() : [],
    ),
  );
  return [...new Set(all)];
}

/** Everything by which the people of a booking may be found in a CRM. */
function namesIn(booking: StoredBooking | undefined): readonly string[] {
  if (!booking) return [];
  const emails = emailsOf([booking]);
  const { contact } = booking.snapshot;
  const digits = typeof contact.phone === 'string' ? contact.phone.replace(/\D/g, '') : '';
  // Some CRMs take an American number for the same with its country code and without.
  const phone = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  return [...emails, ...(phone === '' ? [] : [phone])];
}
