import type { Fault, JsonValue, Omission } from '../contract/model/index.js';
import type { KnownRecord, ObjectDeclaration, PersonKey, PersonMatch, PersonWrite } from '../crm/adapter.js';
import type { RecordState } from '../mappings/engine.js';
import { desiredOf, draftOf, isFault, needsOf, subjectOf, type Draft, type Subject } from './draft.js';
import { groupByEmail, saidAt, type Group } from './groups.js';
import { hashesOf, isSent } from './hashes.js';
import { foldByPhone } from './same-phone.js';
import { newPersonObject, personObjects, type Scene } from './scene.js';
import type { PersonLink } from './store.js';
import { mayCreatePerson, type Task } from './task.js';
import { inTurns } from './turns.js';

/** What happens with one person of a batch. */
export interface PersonPlan {
  readonly email: string;
  /** Other addresses of bookings that are about the same person. */
  readonly also: readonly string[];
  /** Bookings of the person that can go on. */
  readonly tasks: readonly Task[];
  readonly write: PersonWrite;
  /** Hashes of all that the bookings say about the person, to remember once it went through. */
  readonly hashes: Readonly<Record<string, string>>;
  /** When the newest booking that has said something about the person happened; empty for none. */
  readonly saidAt: string;
}

/** All people of a batch: those to write, and bookings that stop here. */
export interface PeoplePlan {
  readonly people: readonly PersonPlan[];
  readonly refused: ReadonlyMap<Task, readonly Fault[]>;
  /** Bookings of people that are not in the CRM and may not be created. */
  readonly nobody: readonly Task[];
  /** E-mails whose known record is gone. */
  readonly gone: readonly string[];
}

/** Name of a person's write within a batch. */
export function personWriteKey(email: string): string {
  return `person:${email}`;
}

/** The e-mail in such a name. */
export function emailIn(writeKey: string): string {
  return writeKey.slice(personWriteKey('').length);
}

interface Known {
  readonly object: string;
  readonly id: string;
  readonly current: Readonly<Record<string, JsonValue>> | null;
  readonly sent: Readonly<Record<string, string>>;
  readonly saidAt: string;
  readonly candidates: number;
}

/**
 * Finds out who the people of a batch are and what is written to them: known ones by their record id, others by
 * e-mail in as few reads as the CRM allows, and none at all where a create or upsert tells by itself.
 */
export async function planPeople(
  scene: Scene,
  tasks: readonly Task[],
  links: ReadonlyMap<string, PersonLink>,
  signal: AbortSignal,
): Promise<PeoplePlan> {
  const apart = groupByEmail(tasks, links);
  const gone: string[] = [];
  const known = await readKnown(scene, apart, links, gone, signal);
  const strangers = apart.filter(({ email }) => !known.has(email));
  const sought = strangers.filter((group) => mustLookUp(scene, group));
  for (const [email, record] of await find(scene, sought, signal)) known.set(email, record);
  const { groups, theirs } = foldByPhone(scene, apart, known);
  const lent = new Map([...theirs].map(([email, record]) => [email, { email, ...record, ...unsaid }]));
  for (const [email, record] of await readKnown(scene, groups, lent, gone, signal)) known.set(email, record);

  const plan = {
    people: [] as PersonPlan[],
    refused: new Map<Task, readonly Fault[]>(),
    nobody: [] as Task[],
    gone,
  };
  await inTurns(groups, (group) => {
    const record = known.get(group.email);
    const isWanted = record || group.tasks.some((task) => mayCreatePerson(scene, task));
    if (!isWanted) plan.nobody.push(...group.tasks);
    else planPerson(scene, group, record ?? null, plan);
  });
  return plan;
}

function planPerson(
  scene: Scene,
  { email: first, also, tasks, speaking }: Group,
  known: Known | null,
  plan: { people: PersonPlan[]; refused: Map<Task, readonly Fault[]> },
): void {
  const object = known?.object ?? newPersonObject(scene)?.name ?? '';
  // Whom we know already is only linked as a guest: the booking says more about its own person.
  const voices = known && speaking.every(({ guestOf }) => guestOf !== null) ? [] : speaking;
  const silent = tasks.filter((task) => !voices.includes(task));
  const drafted = voices.flatMap((task) => {
    const subject = subjectOf(scene, task, object);
    if (isFault(subject)) {
      plan.refused.set(task, [subject]);
      return [];
    }
    return [{ task, subject }];
  });
  const mode = known
    ? 'update'
    : newPersonMode(
        scene,
        drafted.map(({ subject }) => subject),
      );
  const state = stateFor(mode, known);
  const going = drafted.flatMap(({ task, subject }) => {
    const draft = draftOf(subject, state);
    if (draft.faults.length > 0) plan.refused.set(task, draft.faults);
    return draft.faults.length > 0 ? [] : [{ task, subject, draft }];
  });
  if (going.length === 0 && (!known || silent.length === 0)) {
    const faults = voices.flatMap((task) => plan.refused.get(task) ?? []);
    for (const task of silent) plan.refused.set(task, faults);
    return;
  }

  const email = going.some(({ task }) => task.email === first) ? first : (going[0]?.task.email ?? first);
  const declared = scene.adapter.about.objects.find(({ name }) => name === object);
  const keepsEmail =
    !known || scene.adapter.values.isBlank(known.current?.[declared?.emailField ?? ''] ?? 'set');
  const fields = merge(going.map(({ draft }) => draft.fields));
  if (declared?.emailField) {
    const own = going.findLast(({ task }) => task.email === email)?.draft.fields[declared.emailField];
    if (!keepsEmail || own === undefined) delete fields[declared.emailField];
    else fields[declared.emailField] = own;
  }
  const hashes =
    known && going.length === 0
      ? known.sent
      : desired(
          going.map(({ subject }) => subject),
          known !== null,
        );
  const unchanged = known !== null && (isSent(hashes, known.sent) || Object.keys(fields).length === 0);
  for (const { task, draft } of going) task.omitted = [...task.omitted, ...draft.omitted];
  const written = [...silent, ...going.map(({ task }) => task)];
  if (known && known.candidates > 1) {
    for (const task of written) task.omitted = [...task.omitted, severalMatches(scene, known, declared)];
  }
  plan.people.push({
    email,
    also: [first, ...also].filter((other) => other !== email),
    tasks: written,
    hashes,
    saidAt: newest([known?.saidAt ?? '', ...going.map(({ task }) => saidAt(task))]),
    write: {
      key: personWriteKey(email),
      object,
      id: known?.id ?? null,
      mode: unchanged || scene.mapping.objects[object]?.enabled === false ? 'keep' : mode,
      email,
      fields: unchanged ? {} : fields,
      optional: [...new Set(going.flatMap(({ draft }) => draft.optional))],
      setsOwner: going.some(({ draft }) => draft.setsOwner),
      duplicates: scene.mapping.match.duplicates,
    },
  });
}

/** A plain upsert says everything when nothing depends on what the record holds. */
function newPersonMode(scene: Scene, subjects: readonly Subject[]): 'create' | 'upsert' {
  if (scene.adapter.people.strategy === 'look_up') return 'create';
  return subjects.some((subject) => needsOf(subject).existence || needsOf(subject).fields.length > 0)
    ? 'create'
    : 'upsert';
}

function stateFor(mode: 'create' | 'upsert' | 'update', known: Known | null): RecordState {
  if (known) return { kind: 'update', current: known.current };
  return mode === 'upsert' ? { kind: 'unknown' } : { kind: 'create' };
}

/** Reads what conditional rows need of people whose record we know. */
async function readKnown(
  scene: Scene,
  groups: readonly Group[],
  links: ReadonlyMap<string, PersonLink>,
  gone: string[],
  signal: AbortSignal,
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  const toRead = new Map<string, { email: string; link: PersonLink; fields: readonly string[] }[]>();
  await inTurns(groups, (group) => {
    const link = links.get(group.email);
    if (!link) return;
    const subjects = subjectsOf(scene, group, link.object);
    const fields = isSent(desired(subjects, true), link.sent)
      ? []
      : [...new Set(subjects.flatMap((one) => needsOf(one).fields))];
    if (fields.length === 0) known.set(group.email, { ...link, current: null, candidates: 1 });
    else toRead.set(link.object, [...(toRead.get(link.object) ?? []), { email: group.email, link, fields }]);
  });
  for (const [object, wanted] of toRead) {
    const fields = [...new Set(wanted.flatMap((one) => one.fields))];
    const ids = wanted.map(({ link }) => link.id);
    const records = await scene.adapter.records.read(scene.client, object, ids, fields, signal);
    wanted.forEach(({ email, link }, at) => {
      const record = records[at];
      if (record)
        known.set(email, {
          ...found(record),
          ...(record.id === link.id ? { sent: link.sent, saidAt: link.saidAt } : unsaid),
          candidates: 1,
        });
      else gone.push(email);
    });
  }
  return known;
}

/** True when a person whom we never met has to be looked for before anything is written. */
function mustLookUp(scene: Scene, { tasks, speaking }: Group): boolean {
  if (scene.adapter.people.strategy === 'look_up') return true;
  if (scene.mapping.match.phone && speaking.some(({ values }) => typeof values.phone === 'string'))
    return true;
  return !tasks.some((task) => mayCreatePerson(scene, task));
}

async function find(
  scene: Scene,
  groups: readonly Group[],
  signal: AbortSignal,
): Promise<Map<string, Known>> {
  if (groups.length === 0) return new Map();
  const fields = Object.fromEntries(
    personObjects(scene).map(({ name, emailField }) => {
      const needed = groups.flatMap((group) =>
        subjectsOf(scene, group, name).flatMap((one) => needsOf(one).fields),
      );
      return [name, [...new Set([...(emailField ? [emailField] : []), ...needed])]];
    }),
  );
  const keys = groups.map((group): PersonKey => {
    const phone = group.speaking.at(-1)?.values.phone;
    const owner = subjectsOf(scene, group, newPersonObject(scene)?.name ?? '').at(-1)?.input.owner;
    return {
      email: group.email,
      phone: scene.mapping.match.phone && typeof phone === 'string' ? phone : null,
      ownerId: owner?.id ?? null,
    };
  });
  const matches: readonly PersonMatch[] = await scene.adapter.people.find(
    scene.client,
    keys,
    fields,
    scene.mapping.match,
    signal,
  );
  const known = new Map<string, Known>();
  groups.forEach(({ email }, at) => {
    const match = matches[at];
    if (match?.record) known.set(email, { ...found(match.record), ...unsaid, candidates: match.candidates });
  });
  return known;
}

function found({ object, id, values }: KnownRecord): Pick<Known, 'object' | 'id' | 'current'> {
  return { object, id, current: values };
}

/** Hashes of everything that the bookings say about their person. */
function desired(subjects: readonly Subject[], exists: boolean): Record<string, string> {
  return hashesOf(merge(subjects.map((subject) => desiredOf(subject, exists))));
}

function subjectsOf(scene: Scene, { speaking }: Group, object: string): Subject[] {
  return speaking.flatMap((task) => {
    const subject = subjectOf(scene, task, object);
    return isFault(subject) ? [] : [subject];
  });
}

function merge(all: readonly Draft['fields'][]): Record<string, JsonValue> {
  return Object.assign({}, ...all);
}

/** Nothing of ours was written to the record yet. */
const unsaid = { sent: {}, saidAt: '' } as const;

function newest(instants: readonly string[]): string {
  return instants.reduce((a, b) => (a > b ? a : b), '');
}

function severalMatches(scene: Scene, known: Known, declared: ObjectDeclaration | undefined): Omission {
  const { about } = scene.adapter;
  return {
    object: known.object,
    field: declared?.emailField ?? '',
    code: 'several_matches',
    why: `${known.candidates} records in ${about.name} fit this person. The one used is ${known.id}: the host’s own first, then the one changed last.`,
  };
}
