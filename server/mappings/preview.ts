import type {
  BookingStatus,
  CrmField,
  CrmObject,
  CrmUser,
  Mapping,
  Match,
  ObjectMapping,
  Preview,
  PreviewField,
  PreviewProblem,
  PreviewWrite,
  Snapshot,
  SourceValues,
} from '../contract/model/index.js';
import { isBlank } from '../contract/rules/blank.js';
import { asText } from '../contract/rules/field-value.js';
import { sourceValues } from '../contract/rules/source-values.js';
import type {
  Adapter,
  CrmClient,
  KnownRecord,
  LinkedRecord,
  PersonKey,
  PersonMatch,
} from '../crm/adapter.js';
import { render, type Rendered, type RenderedField, type RenderInput, type RenderOwner } from './engine.js';
import { ownerOf } from './owner.js';
import type { HostFields } from './sample.js';

/** What a preview needs of a CRM; it writes nothing. */
export type PreviewedCrm = Pick<Adapter, 'about' | 'values' | 'people' | 'records'>;

/** What a preview is made from. */
export interface PreviewInput extends HostFields {
  readonly mapping: Mapping;
  readonly snapshot: Snapshot;
  /** Address of somebody else, as if they had booked it; they are looked for by nothing but it. */
  readonly email: string | null;
  readonly objects: readonly CrmObject[];
  readonly fields: Readonly<Record<string, readonly CrmField[]>>;
  readonly users: readonly CrmUser[];
  readonly adapter: PreviewedCrm;
  readonly client: CrmClient;
  /** Records that the booking was written to before, by object. */
  readonly written: Readonly<Record<string, string>>;
  /** Statuses reached since it was written last. */
  readonly reached: readonly BookingStatus[];
  /** Text by which the booking's record of an object is known again. */
  readonly marker: (object: string) => string;
  readonly signal: AbortSignal;
}

/** What a booking would write, field by field, beside what the records hold now. Writes nothing. */
export async function preview(input: PreviewInput): Promise<Preview> {
  const { mapping, snapshot, objects, email } = input;
  const own = sourceValues(snapshot, input.questions, input.sources);
  const values = email === null ? own : { ...own, email };
  if (isBlank(values.email)) return { writes: [], problems: [noPerson(objects)] };

  const person = await findPerson(input, values);
  const personObject = objectOfPerson(person, mapping, objects);
  const linked = linkedObjects(input);
  if (!personObject || isPointless(input, linked, person, personObject)) {
    return { writes: [], problems: [nothingToWrite(snapshot, objects)] };
  }
  const writes: PreviewWrite[] = [];
  const problems: PreviewProblem[] = [];
  const add = (object: CrmObject, record: KnownRecord | null, rendered: Rendered) => {
    writes.push(writeOf(object, record, rendered, person.record));
    problems.push(...problemsOf(rendered, object));
  };

  const rows = mapping.objects[personObject.name];
  const said = rows && renderOne(input, personObject, rows, values, person.record);
  if (said && rows.enabled) add(personObject, person.record, said);
  const whose = {
    object: personObject.name,
    email: keyOf(asText(values.email ?? '')),
    fields: Object.fromEntries(
      (said?.fields ?? []).flatMap((field) => (field.written ? [[field.name, field.value]] : [])),
    ),
  };
  for (const object of linked) {
    const record = await readWritten(input, object);
    const own = mapping.objects[object.name];
    if (!own || !(record || mayCreate(input, object.name))) continue;
    const rendered = renderOne(input, object, own, values, record);
    add(object, record, withLinked(input, object, record, rendered, whose));
  }
  return { writes, problems };
}

/** Meetings and cases that the booking has, or may bring into being. */
function linkedObjects(input: PreviewInput): readonly CrmObject[] {
  const { mapping, objects, snapshot, written } = input;
  if (snapshot.kind !== 'booking') return [];
  return objects.filter(
    ({ role, name }) =>
      role !== 'person' &&
      mapping.objects[name]?.enabled &&
      (written[name] !== undefined || mayCreate(input, name)),
  );
}

function mayCreate({ mapping, snapshot }: PreviewInput, object: string): boolean {
  if (snapshot.kind === 'submission') return true;
  return mapping.objects[object]?.createOn.includes(snapshot.status) ?? false;
}

/** True when nothing of a booking belongs into the CRM: over before it ever got there, or of somebody it doesn't know. */
function isPointless(
  input: PreviewInput,
  linked: readonly CrmObject[],
  person: PersonMatch,
  personObject: CrmObject,
): boolean {
  const { mapping, objects, snapshot, written } = input;
  const writesLinked = objects.some(({ role, name }) => role !== 'person' && mapping.objects[name]?.enabled);
  if (snapshot.kind === 'booking' && writesLinked && linked.length === 0) return true;
  const isKept = linked.some(({ name }) => written[name] !== undefined);
  return !person.record && !isKept && !mayCreate(input, personObject.name);
}

/** What the CRM's own ways add to a meeting or a case. */
function withLinked(
  { adapter, fields, marker }: PreviewInput,
  { name: object }: CrmObject,
  record: KnownRecord | null,
  rendered: Rendered,
  person: LinkedRecord['person'],
): Rendered {
  const labels = Object.fromEntries((fields[object] ?? []).map(({ name, label }) => [name, label]));
  const written = rendered.fields.filter((field) => field.written);
  const added =
    adapter.values.linked?.({
      object,
      isNew: record === null,
      moves: false,
      fields: Object.fromEntries(written.map(({ name, value }) => [name, value])),
      marker: marker(object),
      person,
      labels,
    }) ?? [];
  const all = new Map(rendered.fields.map((field) => [field.name, field]));
  for (const { field: name, value, why } of added) {
    const row = all.get(name);
    const own = row?.written ? row : fromCrm(name, labels[name] ?? name);
    const left = value === null ? ({ origin: 'left-out', written: false } as const) : {};
    all.set(name, { ...own, value, why, ...left });
  }
  return { ...rendered, fields: [...all.values()] };
}

function fromCrm(name: string, label: string): RenderedField {
  return {
    ...{ name, label, row: null, value: null, origin: 'constant', from: null, why: null },
    written: true,
    optional: true,
  };
}

/** Which record an e-mail address would update, or what would be created. */
export async function matchPerson(
  input: Pick<PreviewInput, 'adapter' | 'client' | 'mapping' | 'objects' | 'signal'>,
  person: { readonly email: string; readonly phone?: string },
): Promise<Match> {
  const { adapter, client, mapping, signal } = input;
  const key: PersonKey = { email: keyOf(person.email), phone: person.phone ?? null, ownerId: null };
  const found = (await adapter.people.find(client, [key], {}, mapping.match, signal))[0] ?? nobody;
  const object = objectOfPerson(found, mapping, input.objects)?.name ?? '';
  return {
    action: found.record ? 'update' : 'create',
    object,
    record: found.record && shown(found.record),
    candidates: found.candidates,
  };
}

const nobody: PersonMatch = { record: null, candidates: 0 };

async function findPerson(input: PreviewInput, values: SourceValues): Promise<PersonMatch> {
  const { adapter, client, mapping, objects, signal } = input;
  const people = objects.filter(({ role }) => role === 'person');
  const wanted = Object.fromEntries(people.map(({ name }) => [name, targetsOf(input, name)]));
  const key: PersonKey = {
    email: keyOf(asText(values.email ?? '')),
    phone: input.email !== null || isBlank(values.phone) ? null : asText(values.phone ?? ''),
    ownerId: null,
  };
  return (await adapter.people.find(client, [key], wanted, mapping.match, signal))[0] ?? nobody;
}

async function readWritten(input: PreviewInput, object: CrmObject): Promise<KnownRecord | null> {
  const { adapter, client, written, mapping, signal } = input;
  const id = written[object.name];
  if (id === undefined || !mapping.objects[object.name]?.enabled) return null;
  const records = await adapter.records.read(
    client,
    object.name,
    [id],
    targetsOf(input, object.name),
    signal,
  );
  return records[0] ?? null;
}

/** Fields that a preview shows: every mapped one that the CRM has, the owner, and what a status sets. */
function targetsOf({ mapping, fields, adapter, snapshot }: PreviewInput, object: string): string[] {
  const known = fields[object] ?? [];
  const names = new Set([
    ...(mapping.objects[object]?.rows ?? []).map(({ target }) => target),
    ...adapter.values.lifecycle(object, snapshot.status, known).map(({ field }) => field),
    adapter.about.objects.find(({ name }) => name === object)?.ownerField ?? '',
  ]);
  return known.flatMap(({ name }) => (names.has(name) ? [name] : []));
}

function objectOfPerson(
  { record }: PersonMatch,
  mapping: Mapping,
  objects: readonly CrmObject[],
): CrmObject | undefined {
  const people = objects.filter(({ role }) => role === 'person');
  const name = record?.object ?? mapping.createAs;
  return people.find((object) => object.name === name) ?? people[0];
}

function renderOne(
  input: PreviewInput,
  object: CrmObject,
  mapping: ObjectMapping,
  values: SourceValues,
  record: KnownRecord | null,
): Rendered {
  const { adapter, fields, sources, snapshot } = input;
  const declaration = adapter.about.objects.find(({ name }) => name === object.name);
  const choice = declaration
    ? ownerOf(input.mapping.owner, declaration, values.hostEmail, input.users, adapter.about.name)
    : { owner: null, omitted: null };
  const renderInput: RenderInput = {
    object,
    mapping,
    fields: fields[object.name] ?? [],
    values,
    sources,
    timeZone: typeof values.timeZone === 'string' ? values.timeZone : null,
    status: snapshot.status,
    reached: input.reached,
    record: record ? { kind: 'update', current: record.values } : { kind: 'create' },
    owner: choice.owner,
    codec: adapter.values,
    crmName: adapter.about.name,
    fieldWord: adapter.about.fieldWord,
  };
  const rendered = withOwnersName(input, render(renderInput), choice.owner);
  if (!choice.omitted) return rendered;
  const { field, why } = choice.omitted;
  const label = renderInput.fields.find(({ name }) => name === field)?.label ?? 'Owner';
  const unknown: RenderedField = {
    name: field,
    label,
    row: null,
    value: null,
    origin: 'left-out',
    from: null,
    why,
    written: false,
    optional: true,
  };
  return {
    ...rendered,
    fields: [...rendered.fields, unknown],
    omitted: [...rendered.omitted, choice.omitted],
  };
}

/** An id says nothing to people: who owns a record is told by name. */
function withOwnersName({ users }: PreviewInput, rendered: Rendered, owner: RenderOwner | null): Rendered {
  const user = users.find(({ id }) => id === owner?.id);
  const isOwner = ({ name, row }: RenderedField) => name === owner?.field && row === null;
  if (!user) return rendered;
  const fields = rendered.fields.map((field) => (isOwner(field) ? { ...field, why: user.name } : field));
  return { ...rendered, fields };
}

function writeOf(
  object: CrmObject,
  record: KnownRecord | null,
  rendered: Rendered,
  person: KnownRecord | null,
): PreviewWrite {
  const fields = rendered.fields.map((field): PreviewField => {
    const before = record?.values[field.name] ?? null;
    const { name, label, origin, from, why, row } = field;
    return {
      name,
      label,
      before,
      after: field.written ? field.value : origin === 'kept' ? before : null,
      origin,
      from,
      why,
      row,
    };
  });
  const { who } = object;
  const isTold = fields.some(({ name }) => name === who?.target);
  return {
    object: object.name,
    action: record ? 'update' : 'create',
    record: record && shown(record),
    fields: who && !isTold ? [...fields, whoField(who, person)] : fields,
  };
}

function whoField(who: NonNullable<CrmObject['who']>, person: KnownRecord | null): PreviewField {
  return {
    name: who.target,
    label: who.label,
    before: null,
    after: person?.id ?? null,
    origin: 'mapped',
    from: 'Email',
    why: person ? null : 'The person who is created with this booking.',
    row: null,
  };
}

function problemsOf({ faults }: Rendered, object: CrmObject): readonly PreviewProblem[] {
  return faults.map(({ code, params, sentence, field }) => ({
    code: code === 'required_missing' ? 'required_without_value' : code,
    params,
    sentence,
    object: object.name,
    field,
    row: null,
  }));
}

function noPerson(objects: readonly CrmObject[]): PreviewProblem {
  return {
    code: 'no_person',
    params: {},
    sentence: 'This booking has no e-mail address, so there is no person to write it to.',
    object: objects.find(({ role }) => role === 'person')?.name ?? '',
    field: null,
    row: null,
  };
}

function nothingToWrite({ status }: Snapshot, objects: readonly CrmObject[]): PreviewProblem {
  return {
    code: 'nothing_to_write',
    params: { status },
    sentence: 'The booking was over before it reached the CRM, so there is nothing to write.',
    object: objects.find(({ role }) => role === 'person')?.name ?? '',
    field: null,
    row: null,
  };
}

function shown({ id, label, url }: KnownRecord): Match['record'] {
  return { id, label, url };
}

function keyOf(email: string): string {
  return email.trim().toLowerCase();
}
