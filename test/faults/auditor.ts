/** Checks the promise of sync from the outside: what was acknowledged, what the CRM holds, what the server says. */
import {
  bookingNamedIn,
  cases,
  emailOf,
  guestsOf,
  holds,
  latestOf,
  shapes,
  wantedMeeting,
  wantedPeople,
  type BookingEvent,
  type Wanted,
} from './story.js';
import type { Provider } from './world.js';

type CrmRecord = Readonly<Record<string, unknown>>;

/** What `GET /v1/bookings/{id}` says of one CRM. */
export interface SyncTold {
  readonly provider: string;
  readonly version: number;
  readonly state: string;
  readonly records: readonly { readonly object: string; readonly id: string }[];
  readonly fault: {
    readonly code: string;
    readonly class: string;
    readonly sentence: string;
    readonly since: string;
  } | null;
  readonly nextAttemptAt: string | null;
  readonly omitted: readonly { readonly object: string; readonly field: string; readonly why: string }[];
}

export interface BookingTold {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly syncs: readonly SyncTold[];
}

/** All that an audit looks at, for one connection. */
export interface Evidence {
  readonly provider: Provider;
  /** Events that were answered 202, in that order. */
  readonly acknowledged: readonly BookingEvent[];
  /** Live records of the CRM by object, those of the seeded org left out. */
  readonly records: Readonly<Record<string, readonly CrmRecord[]>>;
  readonly told: ReadonlyMap<string, BookingTold>;
  readonly calls: { readonly total: number; readonly refused: number };
  /** Most calls that this much work may take; not checked without one. */
  readonly budget?: number;
  /** True when each booking becomes a case as well. */
  readonly hasCases?: boolean;
  /** False while work may still wait; then only waiting without a reason is wrong. */
  readonly isOver?: boolean;
  /** Faults that are right to hold a booking for a person to look at. */
  readonly mayHold?: (fault: { readonly code: string; readonly class: string }) => boolean;
}

/** One broken promise. */
export interface Finding {
  readonly promise:
    | 'one_meeting'
    | 'latest_state'
    | 'one_person'
    | 'nothing_lost'
    | 'nothing_stuck'
    | 'nothing_unsaid'
    | 'call_budget'
    | 'error_share';
  readonly sentence: string;
}

/** Everything that is not as promised; empty when all is well. */
export function audit(evidence: Evidence): readonly Finding[] {
  const bookings = byBooking(evidence.acknowledged);
  return [
    ...[...bookings].flatMap(([id, events]) => auditBooking(evidence, id, events)),
    ...strangers(evidence, bookings),
    ...auditPeople(evidence, bookings),
    ...auditCalls(evidence),
  ];
}

function byBooking(events: readonly BookingEvent[]): ReadonlyMap<string, readonly BookingEvent[]> {
  const bookings = new Map<string, BookingEvent[]>();
  for (const event of events) bookings.set(event.id, [...(bookings.get(event.id) ?? []), event]);
  return bookings;
}

function auditBooking(evidence: Evidence, id: string, events: readonly BookingEvent[]): Finding[] {
  const told = evidence.told.get(id);
  const sync = told?.syncs.find(({ provider }) => provider === evidence.provider);
  const meetings = meetingsOf(evidence, id);
  const ids = meetings.map(idOf).join(', ');
  const findings: Finding[] = [];
  if (meetings.length > 1)
    findings.push(finding('one_meeting', `${id} has ${meetings.length} meetings: ${ids}.`));
  const ofCase = casesOf(evidence, id).map(idOf);
  if (ofCase.length > 1)
    findings.push(finding('one_meeting', `${id} has ${ofCase.length} cases: ${ofCase}.`));
  if (evidence.hasCases && cases[evidence.provider] && sync?.state === 'synced' && ofCase.length === 0)
    findings.push(finding('nothing_lost', `${id} reads synced and has no case.`));
  if (!told || !sync)
    return [...findings, finding('nothing_lost', `${id} was acknowledged and is not known.`)];

  const latest = latestOf(events);
  if (latest && told.status !== latest.status)
    findings.push(finding('latest_state', `${id} is told as ${told.status}, it is ${latest.status}.`));
  switch (sync.state) {
    case 'synced':
      return [...findings, ...auditSynced(evidence, id, events, told, sync, meetings)];
    case 'skipped':
      if (latest?.status !== 'cancelled')
        findings.push(finding('nothing_lost', `${id} was skipped (${sync.fault?.code}) and is not over.`));
      if (meetings.length > 0 && latest?.status === 'cancelled')
        findings.push(
          finding('latest_state', `${id} was skipped (${sync.fault?.code}) though the CRM holds ${ids}.`),
        );
      return findings;
    default:
      return [...findings, ...auditWaiting(evidence, id, sync)];
  }
}

function auditSynced(
  evidence: Evidence,
  id: string,
  events: readonly BookingEvent[],
  told: BookingTold,
  sync: SyncTold,
  meetings: readonly CrmRecord[],
): Finding[] {
  const { provider } = evidence;
  const { meeting: object, linkedTo } = shapes[provider];
  const findings: Finding[] = [];
  if (sync.version !== told.version)
    findings.push(
      finding('latest_state', `${id} reads synced at version ${sync.version} of ${told.version}.`),
    );
  const [meeting] = meetings;
  const link = sync.records.find((record) => record.object === object);
  if (!meeting || !meetings.some((one) => idOf(one) === link?.id)) {
    const held = meetings.map(idOf).join(', ') || 'none';
    return [
      ...findings,
      finding('nothing_lost', `${id} reads synced as ${object} ${link?.id}; the CRM holds ${held}.`),
    ];
  }
  findings.push(
    ...differences(evidence, sync, object, meeting, wantedMeeting(provider, events)).map((text) =>
      finding('latest_state', `${id}: ${text}`),
    ),
  );
  const latest = latestOf(events);
  const people = latest ? peopleOf(evidence, emailOf(latest)).map(idOf) : [];
  const linked = linkedTo(meeting);
  const guests = latest ? guestsOf(latest).flatMap((email) => peopleOf(evidence, email).map(idOf)) : [];
  const isLinked = linked.some((one) => people.includes(one));
  if (people.length > 0 && !(isLinked && linked.every((one) => people.includes(one) || guests.includes(one))))
    findings.push(
      finding('latest_state', `${id} is linked to ${linked.join(', ') || 'nobody'}, not to ${people[0]}.`),
    );
  return findings;
}

/** A field that is not as it should be, unless the server says so. */
function differences(
  { provider }: Evidence,
  sync: SyncTold | null,
  object: string,
  record: CrmRecord,
  wanted: Wanted,
): string[] {
  return Object.entries(wanted).flatMap(([name, values]) => {
    const isSaid = sync?.omitted.some((one) => one.object === object && one.field === name) ?? false;
    if (isSaid || holds(provider, name, record[name], values)) return [];
    return [`${object}.${name} is “${String(record[name])}”, not “${values.map(String).join('” or “')}”.`];
  });
}

function auditWaiting(evidence: Evidence, id: string, sync: SyncTold): Finding[] {
  const { fault, state, nextAttemptAt } = sync;
  const reason = fault ? `${fault.code}: ${fault.sentence}` : 'no reason';
  if (state === 'attention') {
    if (!fault) return [finding('nothing_stuck', `${id} needs attention without a reason.`)];
    const isRight = evidence.mayHold?.(fault) ?? false;
    return isRight ? [] : [finding('nothing_stuck', `${id} needs attention: ${reason}`)];
  }
  if (evidence.isOver !== false)
    return [finding('nothing_stuck', `${id} is still ${state} (${reason}), next at ${nextAttemptAt}.`)];
  return fault || nextAttemptAt
    ? []
    : [finding('nothing_stuck', `${id} is ${state} without a reason or a time.`)];
}

function strangers(evidence: Evidence, bookings: ReadonlyMap<string, unknown>): Finding[] {
  const { meeting, title } = shapes[evidence.provider];
  return (evidence.records[meeting] ?? []).flatMap((record) => {
    const id = bookingNamedIn(record[title]);
    return id !== null && bookings.has(id)
      ? []
      : [finding('one_meeting', `${meeting} ${idOf(record)} (“${String(record[title])}”) is of no booking.`)];
  });
}

function auditPeople(evidence: Evidence, bookings: ReadonlyMap<string, readonly BookingEvent[]>): Finding[] {
  const { provider } = evidence;
  const stateOf = (id: string) =>
    evidence.told.get(id)?.syncs.find((sync) => sync.provider === provider) ?? null;
  const speaks = (id: string) => stateOf(id)?.state === 'synced';
  const all = [...bookings.values()].flat();
  const emails = new Set(all.flatMap((event) => [emailOf(event), ...guestsOf(event)]));
  return [...emails].flatMap((email) => {
    const people = peopleOf(evidence, email);
    if (people.length > 1)
      return [finding('one_person', `${email} is ${people.length} people: ${people.map(idOf).join(', ')}.`)];
    const speaking = [...bookings].filter(([id, events]) => {
      const latest = latestOf(events);
      return latest && emailOf(latest) === email && speaks(id);
    });
    const [person] = people;
    if (!person)
      return speaking.length === 0
        ? []
        : [finding('nothing_lost', `${email} has synced bookings and is nobody in the CRM.`)];
    // Whoever lost their last booking to another address keeps what was said of them then.
    if (speaking.length === 0) return [];
    const wanted = wantedPeople(provider, email, bookings, speaks);
    const object = shapes[provider].people.find((name) => evidence.records[name]?.includes(person)) ?? '';
    const told = speaking.map(([id]) => stateOf(id)).find((sync) => sync?.omitted.length) ?? null;
    const known = (one: Wanted) => Object.fromEntries(Object.entries(one).filter(([name]) => name in person));
    const compared = wanted.map((one) => differences(evidence, told, object, person, known(one)));
    if (compared.length === 0 || compared.some((texts) => texts.length === 0)) return [];
    return [finding('latest_state', `${email}: ${compared[0]?.join(' ')}`)];
  });
}

function auditCalls({ calls, budget }: Evidence): Finding[] {
  const findings: Finding[] = [];
  if (budget !== undefined && calls.total > budget)
    findings.push(finding('call_budget', `${calls.total} calls, where ${budget} should do.`));
  // A single refusal among a few calls says nothing about the share.
  if (calls.refused > Math.max(3, calls.total * 0.05))
    findings.push(finding('error_share', `The CRM refused ${calls.refused} of ${calls.total} calls.`));
  return findings;
}

function meetingsOf({ provider, records }: Evidence, id: string): readonly CrmRecord[] {
  const { meeting, title } = shapes[provider];
  return (records[meeting] ?? []).filter((record) => bookingNamedIn(record[title]) === id);
}

function casesOf({ provider, records }: Evidence, id: string): readonly CrmRecord[] {
  const known = cases[provider];
  return known ? (records[known.object] ?? []).filter((one) => bookingNamedIn(one[known.title]) === id) : [];
}

function peopleOf({ provider, records }: Evidence, email: string): readonly CrmRecord[] {
  const { people, email: field } = shapes[provider];
  return people
    .flatMap((object) => records[object] ?? [])
    .filter((record) => String(record[field] ?? '').toLowerCase() === email);
}

function idOf(record: CrmRecord): string {
  return String(record['id']);
}

function finding(promise: Finding['promise'], sentence: string): Finding {
  return { promise, sentence };
}
