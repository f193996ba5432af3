import type { Fault, Omission } from '../contract/model/index.js';
import { sourceValues } from '../contract/rules/source-values.js';
import type { GuestsOutcome } from '../crm/adapter.js';
import type { Sent } from '../worklist/item.js';
import type { Scene } from './scene.js';
import type { Task } from './task.js';

/**
 * What is remembered of the guests of a meeting: their record ids by e-mail, empty for somebody whom the CRM lacks, and
 * {@link maybeLinked} for somebody of whom no reply says whether they are linked.
 */
export type KnownGuests = Readonly<Record<string, string>>;

export const maybeLinked = '?';

/**
 * Guests as people of their own, where the mapping wants them in the CRM. They are nobody's item: what becomes of them
 * holds no booking. Under `match`, somebody whom the CRM was found to lack is not looked for with every change.
 */
export function guestsOf(scene: Scene, task: Task): Task[] {
  const { snapshot } = task;
  const meeting = task.links.find((object) => isMeeting(scene, object));
  if (scene.mapping.guests === 'ignore' || meeting === undefined) return [];
  const known = guestsIn(task.sent, meeting);
  const seen = new Set([task.email]);
  return snapshot.guests.flatMap(({ email: given, firstName, lastName }): Task[] => {
    const email = given.trim().toLowerCase();
    if (seen.has(email) || (scene.mapping.guests === 'match' && known[email] === '')) return [];
    seen.add(email);
    const contact = { email: given, ...(firstName && { firstName }), ...(lastName && { lastName }) };
    const guest = { ...snapshot, contact, answers: [], guests: [] };
    return [
      {
        ...task,
        key: `${task.key}/guest/${email}`,
        guestOf: task,
        snapshot: guest,
        values: sourceValues(guest, scene.questions, scene.sources),
        email,
        links: [],
        omitted: [],
        subjects: new Map(),
        open: new Set<string>(),
        settled: true,
      },
    ];
  });
}

/** E-mails of the guests whom a pass may create. */
export function guestEmails(scene: Scene, { snapshot }: Task): readonly string[] {
  if (scene.mapping.guests !== 'create') return [];
  return snapshot.guests.map(({ email }) => email.trim().toLowerCase());
}

/** The guests of a meeting as they were last written. */
export function guestsIn(sent: Sent, object: string): KnownGuests {
  return sent[guestsKey(object)] ?? {};
}

/** What was sent, with the guests of a meeting as they are now. */
export function withGuests(sent: Sent, object: string, guests: KnownGuests): Sent {
  return { ...sent, [guestsKey(object)]: guests };
}

/** True when somebody came or left since the guests of a meeting were last written. */
export function haveGuestsChanged(task: Task, object: string, present: readonly string[]): boolean {
  const known = guestsIn(task.sent, object);
  const left = Object.keys(known).filter((email) => known[email] !== '' && !present.includes(email));
  return left.length > 0 || present.some((email) => !known[email] || known[email] === maybeLinked);
}

/** The guests of a meeting with those who may be linked to it from here on, as they are to be; null when nobody comes. */
export function withComing(task: Task, object: string, present: readonly string[]): Sent | null {
  const known = guestsIn(task.sent, object);
  const coming = present.filter((email) => !known[email]);
  const maybe = Object.fromEntries(coming.map((email) => [email, maybeLinked]));
  return coming.length === 0 ? null : withGuests(task.sent, object, { ...known, ...maybe });
}

/** Everybody who may be linked to a meeting of this booking, of whom the record has to be known should they leave. */
export function maybeGuests({ sent }: Pick<Task, 'sent'>): readonly string[] {
  return Object.entries(sent)
    .filter(([key]) => key.endsWith(guestsSuffix))
    .flatMap(([, known]) => Object.keys(known).filter((email) => known[email] === maybeLinked));
}

/**
 * Record ids of those to whom a meeting is, or may be, linked so far; of who may be linked and still takes part nothing,
 * so that they are linked anew.
 */
export function guestsBefore(
  task: Task,
  object: string,
  present: readonly string[],
  idOf: (email: string) => string | undefined,
): readonly string[] {
  return Object.entries(guestsIn(task.sent, object)).flatMap(([email, id]) => {
    if (id !== maybeLinked) return id === '' ? [] : [id];
    return present.includes(email) ? [] : [idOf(email) ?? ''];
  });
}

/** Says on the booking that a guest could not be written. */
export function guestRefused({ guestOf, email }: Task, fault: Fault, object: string): void {
  if (guestOf) tell(guestOf, object, `The guest ${email} was left out. ${fault.sentence}`);
}

/** The guests of one meeting as far as they could be planned, and those of them who are in the CRM. */
export interface GuestsThere {
  readonly planned: readonly string[];
  readonly there: readonly { readonly key: string; readonly email: string; readonly record: string }[];
}

/** Remembers whom a meeting was written with, and says on the booking who is not linked to it. */
export function settleGuests(
  scene: Scene,
  task: Task,
  object: string,
  { planned, there }: GuestsThere,
  { linked, named, why, stillLinked }: GuestsOutcome = nobody,
): void {
  const isStill = ([email, id]: readonly [string, string]) =>
    stillLinked !== undefined &&
    (stillLinked.ids.includes(id) || (id === maybeLinked && !planned.includes(email)));
  const stayed = Object.entries(guestsIn(task.sent, object)).filter(isStill);
  const known: Record<string, string> = Object.fromEntries(stayed);
  for (const { key, email, record } of there) {
    known[email] = linked.includes(key) || named.includes(key) ? record : maybeLinked;
  }
  if (scene.mapping.guests === 'match') {
    // Who was looked for and is not in the CRM is not looked for with every change.
    const missing = task.snapshot.guests.map(({ email }) => email.trim().toLowerCase());
    for (const email of missing) if (!planned.includes(email) && email !== task.email) known[email] = '';
  }
  task.sent = withGuests(task.sent, object, known);
  const unlinked = there.filter(({ key }) => !linked.includes(key)).map(({ email }) => email);
  const reason = why ?? 'The meeting could not be linked to them.';
  if (unlinked.length > 0) tell(task, object, `Not linked to the meeting: ${unlinked.join(', ')}. ${reason}`);
  const left = stayed.map(([email]) => email);
  if (stillLinked && left.length > 0)
    tell(task, object, `Still linked to the meeting: ${left.join(', ')}. ${stillLinked.why}`);
}

const nobody: GuestsOutcome = { linked: [], named: [], why: null };

function tell(task: Task, object: string, why: string): void {
  const omission: Omission = { object, field: 'guests', code: 'guests_not_linked', why };
  if (!task.omitted.some((one) => one.why === why)) task.omitted = [...task.omitted, omission];
}

/** True for an object whose records can have guests. */
export function isMeeting({ adapter }: Scene, object: string): boolean {
  return adapter.about.objects.some(({ name, role }) => name === object && role === 'meeting');
}

/** Beside the hashes of the meeting's own fields. */
function guestsKey(object: string): string {
  return `${object}${guestsSuffix}`;
}

const guestsSuffix = '/guests';
