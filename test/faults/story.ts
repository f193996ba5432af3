/** Bookings as a host tells them, and what a CRM should hold in the end: worked out anew, without the server's code. */
import type { Provider } from './world.js';

export type Status = 'booked' | 'rescheduled' | 'cancelled' | 'no_show' | 'completed';

/** One event of `POST /v1/bookings`. */
export interface BookingEvent {
  readonly eventId: string;
  readonly id: string;
  readonly occurredAt: string;
  readonly status: Status;
  readonly contact: {
    readonly email: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly company?: string;
    readonly phone?: string;
  };
  readonly booking: {
    readonly subject: string;
    readonly start: string;
    readonly end: string;
    readonly location?: string;
    readonly timeZone?: string;
    readonly hostEmail?: string;
  };
  readonly guests?: readonly { readonly email: string }[];
}

/** A value that a field must have, or one of several where history decides. */
export type Wanted = Readonly<Record<string, readonly (string | null)[]>>;

/** Every subject names its booking, so that the auditor can tell whose meeting it sees. */
export function subjectFor(id: string, words = 'Intro call'): string {
  return `${words} [${id}]`;
}

export function bookingNamedIn(subject: unknown): string | null {
  return typeof subject === 'string' ? (/\[([^\]]+)\]/.exec(subject)?.[1] ?? null) : null;
}

export function emailOf(event: BookingEvent): string {
  return event.contact.email.trim().toLowerCase();
}

export function guestsOf(event: BookingEvent): readonly string[] {
  return (event.guests ?? []).map(({ email }) => email.trim().toLowerCase());
}

const rank: readonly Status[] = ['booked', 'rescheduled', 'completed', 'no_show', 'cancelled'];

/**
 * The state that counts: what happened last; of two at the same time the more final one, then what came last. Sent again,
 * an event counts where it came first.
 */
export function latestOf(events: readonly BookingEvent[]): BookingEvent | undefined {
  let latest: BookingEvent | undefined;
  const heard = new Set<string>();
  for (const event of events) {
    if (heard.has(event.eventId)) continue;
    heard.add(event.eventId);
    const later = latest ? Date.parse(event.occurredAt) - Date.parse(latest.occurredAt) : 1;
    const heavier = latest ? rank.indexOf(event.status) - rank.indexOf(latest.status) : 1;
    if (later > 0 || (later === 0 && heavier >= 0)) latest = event;
  }
  return latest;
}

interface Shape {
  readonly meeting: string;
  readonly people: readonly string[];
  readonly title: string;
  readonly email: string;
  /** Fields that hold instants, in whatever notation. */
  readonly instants: readonly string[];
  linkedTo(record: Readonly<Record<string, unknown>>): readonly string[];
  /** What the mapping of {@link tests} writes to a meeting. */
  meetingFields(event: BookingEvent): Readonly<Record<string, string | null>>;
  personFields(event: BookingEvent): Readonly<Record<string, string | null>>;
}

const outcomes: Readonly<Record<Status, string>> = {
  booked: 'SCHEDULED',
  rescheduled: 'RESCHEDULED',
  completed: 'COMPLETED',
  no_show: 'NO_SHOW',
  cancelled: 'CANCELED',
};

/** Salesforce events have no outcome, so the title says it. */
const prefixes: Readonly<Partial<Record<Status, string>>> = { cancelled: 'Canceled: ' };

/** Where a CRM keeps cases, where it has them. */
export const cases: Readonly<Partial<Record<Provider, { object: string; title: string }>>> = {
  salesforce: { object: 'Case', title: 'Subject' },
};

/** Where each CRM keeps what the tests map. */
export const shapes: Readonly<Record<Provider, Shape>> = {
  hubspot: {
    meeting: 'meetings',
    people: ['contacts'],
    title: 'hs_meeting_title',
    email: 'email',
    instants: ['hs_meeting_start_time', 'hs_meeting_end_time', 'hs_timestamp'],
    linkedTo: ({ associations }) => {
      const all: unknown = associations;
      const contacts = isObject(all) ? all['contacts'] : undefined;
      return Array.isArray(contacts) ? contacts.map(String) : [];
    },
    meetingFields: ({ status, booking }) => ({
      hs_meeting_title: booking.subject,
      hs_meeting_start_time: booking.start,
      hs_meeting_end_time: booking.end,
      hs_timestamp: booking.start,
      hs_meeting_location: booking.location ?? null,
      hs_meeting_outcome: outcomes[status],
    }),
    personFields: ({ contact }) => ({
      firstname: contact.firstName ?? null,
      lastname: contact.lastName ?? null,
      company: contact.company ?? null,
    }),
  },
  salesforce: {
    meeting: 'Event',
    people: ['Lead', 'Contact'],
    title: 'Subject',
    email: 'Email',
    instants: ['StartDateTime', 'EndDateTime'],
    linkedTo: ({ WhoId }) => (typeof WhoId === 'string' ? [WhoId] : []),
    meetingFields: ({ id, status, booking }) => ({
      Subject: `${prefixes[status] ?? ''}${booking.subject}`,
      StartDateTime: booking.start,
      EndDateTime: booking.end,
      Location: booking.location ?? null,
      Description: `Booking ${id} is ${status}`,
    }),
    personFields: ({ contact }) => ({
      FirstName: contact.firstName ?? null,
      LastName: contact.lastName ?? null,
      Company: contact.company ?? null,
    }),
  },
};

/** Rows that the tests add to the first mapping, so that every status shows. */
export const addedRows: Readonly<Record<Provider, Readonly<Record<string, readonly object[]>>>> = {
  hubspot: {
    contacts: [{ id: 'company', target: 'company', sources: [{ field: 'company' }] }],
    meetings: [
      { id: 'outcome', target: 'hs_meeting_outcome', sources: [{ field: 'status' }], values: outcomes },
    ],
  },
  salesforce: {
    Event: [
      {
        id: 'core-Description',
        target: 'Description',
        sources: [{ template: 'Booking {{bookingId}} is {{status}}' }],
      },
    ],
  },
};

/**
 * What a meeting should say. A blank is never written, so a field that the latest event leaves out may hold what an
 * earlier one said.
 */
export function wantedMeeting(provider: Provider, events: readonly BookingEvent[]): Wanted {
  const { meetingFields } = shapes[provider];
  const latest = latestOf(events);
  return latest ? withHistory(meetingFields(latest), events.map(meetingFields)) : {};
}

/**
 * What a person may say: whatever the booking that happened last says of them, or a newer event that was true when it
 * was synced and named the person then.
 */
export function wantedPeople(
  provider: Provider,
  email: string,
  bookings: ReadonlyMap<string, readonly BookingEvent[]>,
  speaks: (booking: string) => boolean,
): readonly Wanted[] {
  const { personFields } = shapes[provider];
  const all = [...bookings.values()].flat().filter((event) => emailOf(event) === email);
  const current = [...bookings].flatMap(([id, events]) => {
    const latest = latestOf(events);
    return latest && emailOf(latest) === email && speaks(id) ? [latest] : [];
  });
  const newest = Math.max(0, ...current.map(({ occurredAt }) => Date.parse(occurredAt)));
  const candidates = all.filter(({ occurredAt }) => Date.parse(occurredAt) >= newest);
  return candidates.map((event) => withHistory(personFields(event), all.map(personFields)));
}

function withHistory(
  latest: Readonly<Record<string, string | null>>,
  all: readonly Readonly<Record<string, string | null>>[],
): Wanted {
  return Object.fromEntries(
    Object.entries(latest).map(([name, value]) => [
      name,
      value !== null ? [value] : [null, ...new Set(all.map((fields) => fields[name] ?? null))],
    ]),
  );
}

/** True when a record holds one of the values that are wanted, whatever the CRM's notation. */
export function holds(
  provider: Provider,
  name: string,
  held: unknown,
  wanted: readonly (string | null)[],
): boolean {
  const text = held === null || held === undefined || held === '' ? null : String(held);
  return wanted.some((one) => {
    if (one === null || text === null) return one === text;
    if (shapes[provider].instants.includes(name)) return instantOf(text) === Date.parse(one);
    // Our own marker may follow.
    if (name === 'Description') return text === one || text.startsWith(`${one}\n`);
    return text === one;
  });
}

function instantOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
