import type { Fault, JsonValue, Omission } from '../contract/model/index.js';
import { faultOf } from '../contract/rules/fault-of.js';
import {
  type Conditions,
  planned,
  type Planned,
  type RecordState,
  type RenderInput,
} from '../mappings/engine.js';
import { ownerOf } from '../mappings/owner.js';
import type { ObjectDeclaration } from '../crm/adapter.js';
import type { Scene } from './scene.js';
import type { Task } from './task.js';

/** What a booking would write to one record. */
export interface Draft {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly optional: readonly string[];
  readonly omitted: readonly Omission[];
  readonly faults: readonly Fault[];
  readonly setsOwner: boolean;
}

/** A booking and the object that it is rendered for. */
export interface Subject {
  readonly input: Omit<RenderInput, 'record'>;
  readonly planned: Planned;
  readonly object: ObjectDeclaration;
  readonly ownerOmitted: Omission | null;
}

/** What to render; a fault when the CRM has no such object any more or the mapping does not fill it. */
export function subjectOf(scene: Scene, task: Task, name: string): Subject | Fault {
  const known = task.subjects.get(name);
  if (known) return known;
  const subject = newSubject(scene, task, name);
  task.subjects.set(name, subject);
  return subject;
}

function newSubject(scene: Scene, task: Task, name: string): Subject | Fault {
  const object = scene.adapter.about.objects.find((one) => one.name === name);
  const described = scene.objects.get(name);
  const mapping = scene.mapping.objects[name];
  const { about, values: codec } = scene.adapter;
  if (!object || !described || !mapping) {
    return faultOf(
      'object_not_writable',
      `${about.name} has no ${object?.label ?? name} that we may write.`,
      {
        object: name,
      },
    );
  }
  const { owner, omitted } = ownerOf(
    scene.mapping.owner,
    object,
    task.values.hostEmail,
    scene.users,
    about.name,
  );
  const zone = task.values.timeZone;
  const input = {
    object: described,
    mapping,
    fields: scene.fields[name] ?? [],
    values: task.values,
    sources: scene.sources,
    timeZone: typeof zone === 'string' ? zone : null,
    status: task.snapshot.status,
    reached: task.reached,
    owner,
    codec,
    crmName: about.name,
    fieldWord: about.fieldWord,
  };
  return { input, planned: planned(input), object, ownerOmitted: omitted };
}

/** Renders a subject against what is known of its record. */
export function draftOf(subject: Subject, record: RecordState): Draft {
  const rendered = subject.planned.render(record);
  const written = rendered.fields.filter((field) => field.written);
  const { ownerField } = subject.object;
  return {
    fields: Object.fromEntries(written.map(({ name, value }) => [name, value])),
    optional: written.filter(({ optional }) => optional).map(({ name }) => name),
    omitted: subject.ownerOmitted ? [...rendered.omitted, subject.ownerOmitted] : rendered.omitted,
    faults: rendered.faults,
    setsOwner: ownerField !== null && written.some(({ name }) => name === ownerField),
  };
}

/**
 * Everything that a booking says about a record, whatever the record holds. What only an existing record takes counts
 * once it exists: a create can't have sent it.
 */
export function desiredOf(subject: Subject, exists: boolean): Readonly<Record<string, JsonValue>> {
  const { fields } = draftOf(subject, { kind: 'create' });
  const { input } = subject;
  const targets = new Set(input.mapping.rows.map(({ target }) => target));
  const isLate =
    exists && input.fields.some((field) => !field.createable && field.updateable && targets.has(field.name));
  return isLate ? { ...draftOf(subject, { kind: 'update', current: null }).fields, ...fields } : fields;
}

/** What must be known of the record before an update can be rendered. */
export function needsOf(subject: Subject): Conditions {
  return subject.planned.conditions();
}

/** True for what {@link subjectOf} gives when it can't go on. */
export function isFault(value: Subject | Fault): value is Fault {
  return 'sentence' in value;
}
