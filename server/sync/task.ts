import {
  bookingStatuses,
  type BookingStatus,
  type Fault,
  type Omission,
  type Snapshot,
  type SourceValues,
  type SyncFault,
  type SyncRecord,
} from '../contract/model/index.js';
import { sourceValues } from '../contract/rules/source-values.js';
import type { StoredBooking } from '../bookings/fold.js';
import { keyOf, type Sent, type SyncItem } from '../worklist/item.js';
import type { ItemResult } from '../worklist/worklist.js';
import type { Subject } from './draft.js';
import { linkedObjects, newPersonObject, type Scene } from './scene.js';

/** One booking on its way through a pass, and what has become of it so far. */
export interface Task {
  readonly item: SyncItem;
  /** Names it within the pass. */
  readonly key: string;
  readonly snapshot: Snapshot;
  readonly version: number;
  readonly values: SourceValues;
  /** E-mail of its person, trimmed and lower case. */
  readonly email: string;
  readonly reached: readonly BookingStatus[];
  /** What it is rendered from, by object, once it has been asked for. */
  readonly subjects: Map<string, Subject | Fault>;
  /** Objects of the meeting and the case that are to be written. */
  links: readonly string[];
  records: readonly SyncRecord[];
  sent: Sent;
  omitted: readonly Omission[];
  /** The person's record, until what was linked to another person before has moved to it. */
  nextPerson: SyncRecord | null;
  /** Keys of writes that are under way. */
  readonly open: Set<string>;
  /** Set once its result is stored; nothing changes any more. */
  settled: boolean;
  /** The booking that somebody is a guest of; null for a booking itself. */
  readonly guestOf: Task | null;
}

/** What a booking is about, with nothing decided yet. */
export function taskOf(scene: Scene, item: SyncItem, { snapshot, version }: StoredBooking): Task {
  const email = String(snapshot.contact.email ?? '')
    .trim()
    .toLowerCase();
  return {
    item,
    key: keyOf(item),
    snapshot,
    version,
    values: sourceValues(snapshot, scene.questions, scene.sources),
    email,
    reached: bookingStatuses.filter((status) => (item.reached[status] ?? Infinity) <= version),
    subjects: new Map(),
    links: linkedObjects(scene)
      .filter(() => snapshot.kind === 'booking')
      .filter(({ name }) => recordOf(item.records, name) !== null || mayCreate(scene, name, snapshot))
      .map(({ name }) => name),
    records: item.records,
    sent: item.sent,
    omitted: [],
    nextPerson: null,
    open: new Set(),
    settled: false,
    guestOf: null,
  };
}

/** True when nothing of a booking belongs into the CRM: over before it ever got there. */
export function isPointless(scene: Scene, task: Task): boolean {
  return task.snapshot.kind === 'booking' && linkedObjects(scene).length > 0 && task.links.length === 0;
}

/** True when the booking's status may bring the record into being. */
export function mayCreate(scene: Scene, object: string, snapshot: Snapshot): boolean {
  if (snapshot.kind === 'submission') return true;
  return scene.mapping.objects[object]?.createOn.includes(snapshot.status) ?? false;
}

/** True when the booking, or being its guest, may bring a person into being. */
export function mayCreatePerson(scene: Scene, { guestOf, snapshot, links, records }: Task): boolean {
  const object = newPersonObject(scene);
  if (guestOf !== null && scene.mapping.guests !== 'create') return false;
  // What is in the CRM already must be kept up to date, and so needs somebody to be linked to.
  if (guestOf === null && links.some((name) => recordOf(records, name) !== null)) return object !== undefined;
  return object !== undefined && mayCreate(scene, object.name, snapshot);
}

/** The booking's record of an object, if it has one. */
export function recordOf(records: readonly SyncRecord[], object: string): SyncRecord | null {
  return records.find((record) => record.object === object) ?? null;
}

/** Records with one replaced, in its place, or added. */
export function withRecord(
  records: readonly SyncRecord[],
  record: SyncRecord,
  replaced: readonly string[],
): SyncRecord[] {
  const others = records.filter(({ object }) => !replaced.includes(object));
  const place = records.findIndex(({ object }) => replaced.includes(object));
  const at = place === -1 ? others.length : place;
  return [...others.slice(0, at), record, ...others.slice(at)];
}

/** The result of a task, to be stored. */
export function resultOf(
  scene: Scene,
  task: Task,
  end: Pick<ItemResult, 'state' | 'nextAt' | 'attempts' | 'cause'> & { readonly fault: SyncFault | null },
): ItemResult {
  return {
    key: task.item,
    version: task.version,
    mappingVersion: scene.mapping.version,
    records: task.records,
    sent: task.sent,
    omitted: task.omitted,
    ...end,
  };
}
