import type { JsonValue } from '../contract/model/index.js';
import { draftOf, isFault, subjectOf } from './draft.js';
import { joined, saidAt, type Group } from './groups.js';
import { newPersonObject, type Scene } from './scene.js';
import { mayCreatePerson } from './task.js';

/** A record that the CRM holds, as far as it was read. */
interface Found {
  readonly object: string;
  readonly id: string;
  readonly current: Readonly<Record<string, JsonValue>> | null;
}

/** The people of a batch, and whose record is meant by the address of somebody else. */
export interface Folded {
  readonly groups: readonly Group[];
  readonly theirs: ReadonlyMap<string, Pick<Found, 'object' | 'id'>>;
}

/**
 * Folds people whom nobody knows into those of the batch who will answer to their phone: one after the other they
 * would be found by it, and what becomes of bookings must not depend on whether they are written together.
 */
export function foldByPhone(
  scene: Scene,
  groups: readonly Group[],
  known: ReadonlyMap<string, Found>,
): Folded {
  const theirs = new Map<string, Pick<Found, 'object' | 'id'>>();
  if (!scene.mapping.match.phone) return { groups, theirs };
  const folded: Group[] = [];
  for (const group of [...groups].sort(bySpoken)) {
    const phone = group.speaking.at(-1)?.values.phone;
    const isSought = !known.has(group.email) && typeof phone === 'string' && phone !== '';
    const at = isSought ? folded.findIndex((one) => answers(scene, one, known.get(one.email), phone)) : -1;
    const first = folded[at];
    const record = first && known.get(first.email);
    if (first && !record) folded[at] = joined(first, group);
    else folded.push(group);
    if (record) theirs.set(group.email, record);
  }
  return { groups: folded, theirs };
}

/** Whoever booked first would have been written first. */
function bySpoken(one: Group, other: Group): number {
  const [a, b] = [one, other].map(({ speaking: [task], email }) => `${task ? saidAt(task) : ''} ${email}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** True for somebody who is found by a phone once what the batch says of them is written. */
function answers(scene: Scene, group: Group, known: Found | undefined, phone: string): boolean {
  const object = known?.object ?? newPersonObject(scene)?.name ?? '';
  const isWritten = known !== undefined || group.tasks.some((task) => mayCreatePerson(scene, task));
  if (!isWritten || scene.mapping.objects[object]?.enabled === false) return false;
  const fields = group.speaking.map((task) => {
    const subject = subjectOf(scene, task, object);
    if (isFault(subject)) return {};
    const draft = draftOf(subject, known ? { kind: 'update', current: known.current } : { kind: 'create' });
    return draft.faults.length > 0 ? {} : draft.fields;
  });
  return scene.adapter.people.answersTo(Object.assign({}, ...fields), phone);
}
