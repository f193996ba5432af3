import type { CrmClient, FoundCreate, LookContext, LostCreate, RecordKey } from '../../adapter.js';
import { literals, query, select, text, type Row } from '../soql.js';
import { keyField } from '../linked-values.js';

/**
 * Finds lost creates by a consistent read: by their key where the org has one, else events by person and start, cases
 * by subject and person. The marker in the description decides where there is one, because descriptions can't be
 * filtered; else the subject and the time of creation do, and no other booking may have the record.
 */
export async function reconcile(
  client: CrmClient,
  lost: readonly LostCreate[],
  { signal, labels = {}, taken = async () => new Set() }: LookContext,
): Promise<readonly (FoundCreate | null)[]> {
  const own = new Map<LostCreate, string>();
  const people = new Map<string, RecordKey>();
  const alike = new Map<LostCreate, readonly string[]>();
  for (const object of new Set(lost.map(({ write }) => write.object))) {
    const isKeyed = labels[object]?.[keyField] !== undefined;
    const all = lost.filter(({ write }) => write.object === object);
    const byKey = isKeyed ? await keyed(client, object, all, signal) : [];
    notePeople(people, byKey);
    for (const create of all) {
      const id = idOf(byKey.find((row) => text(row, keyField) === create.write.marker));
      if (id !== null) own.set(create, id);
    }
    // Without its key a record may be of a time before the org had the field.
    const some = all.filter((create) => !own.has(create));
    if (some.length === 0) continue;
    const find = object === 'Case' ? cases : events;
    const rows = await find(client, some, isKeyed ? [keyField] : [], signal);
    notePeople(people, rows);
    for (const create of some) {
      const theirs = rows.filter((row) => isPersons(row, create));
      const id = idOf(theirs.find((row) => isMarked(row, create)));
      if (id !== null) own.set(create, id);
      else
        alike.set(
          create,
          theirs.filter((row) => isAlike(row, create)).flatMap((row) => idOf(row) ?? []),
        );
    }
  }
  const adopted = new Set(own.values());
  const doubtful = [...new Set([...alike.values()].flat())].filter((id) => !adopted.has(id));
  const others = doubtful.length === 0 ? new Set<string>() : await taken(doubtful);
  return lost.map((create) => {
    const isFree = (id: string) => !adopted.has(id) && !others.has(id);
    const id = own.get(create) ?? alike.get(create)?.find(isFree) ?? null;
    if (id === null) return null;
    adopted.add(id);
    return { id, person: create.person ? null : (people.get(id) ?? null) };
  });
}

/** Whom each of these records is linked to, by its id. */
function notePeople(people: Map<string, RecordKey>, rows: readonly Row[]): void {
  for (const row of rows) {
    const [id, person] = [idOf(row), text(row, 'WhoId') ?? text(row, 'ContactId')];
    if (id !== null && person !== null)
      people.set(id, { object: person.startsWith(leadPrefix) ? 'Lead' : 'Contact', id: person });
  }
}

/** Ids of leads begin so, in every org (Salesforce docs, standard field types, key prefixes). */
const leadPrefix = '00Q';

const perQuery = 200;
/** Clocks differ. */
const slackMs = 5 * 60_000;

function keyed(
  client: CrmClient,
  object: string,
  lost: readonly LostCreate[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  return each(lost, (some) => {
    const keys = literals(new Set(some.map(({ write }) => write.marker)));
    const fields = ['Id', keyField, linkOf(object)];
    return query(client, select(fields, object, `${keyField} IN ${keys}`), signal);
  });
}

async function events(
  client: CrmClient,
  lost: readonly LostCreate[],
  also: readonly string[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const fields = [...also, 'Id', 'WhoId', 'Subject', 'StartDateTime', 'Description', 'CreatedDate'];
  const theirs = lost.filter(({ person }) => person !== null);
  const nobodys = lost.filter(
    ({ person, write }) => person === null && instant(write.fields['StartDateTime']),
  );
  const startsOf = (some: readonly LostCreate[]) => {
    const starts = new Set(some.flatMap(({ write }) => instant(write.fields['StartDateTime']) ?? []));
    return starts.size > 0 ? ` AND StartDateTime IN (${[...starts].join(',')})` : '';
  };
  const ofPeople = await each(theirs, (some) => {
    const who = `WhoId IN ${literals(new Set(some.flatMap(({ person }) => person?.id ?? [])))}`;
    return query(client, select(fields, 'Event', who + startsOf(some)), signal);
  });
  const ofNobody = await each(nobodys, (some) =>
    query(client, select(fields, 'Event', createdSince(some) + startsOf(some)), signal),
  );
  return [...ofPeople, ...ofNobody];
}

function createdSince(some: readonly LostCreate[]): string {
  const since = Math.min(...some.map(({ startedAt }) => new Date(startedAt).getTime())) - slackMs;
  return `CreatedDate >= ${new Date(since).toISOString()}`;
}

async function cases(
  client: CrmClient,
  lost: readonly LostCreate[],
  also: readonly string[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const fields = [...also, 'Id', 'ContactId', 'Subject', 'Description', 'CreatedDate'];
  return each(lost, (some) => {
    const subjects = new Set(some.flatMap(({ write }) => subjectOf(write.fields) ?? []));
    const listed = literals(subjects);
    // The statement travels as a URL, of about 16,000 characters at most, so long lists stay out of it.
    const about =
      subjects.size > 0 && encodeURIComponent(listed).length < 9_000 ? `Subject IN ${listed} AND ` : '';
    return query(client, select(fields, 'Case', about + createdSince(some)), signal);
  });
}

async function each(
  lost: readonly LostCreate[],
  read: (some: readonly LostCreate[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < lost.length; at += perQuery)
    rows.push(...(await read(lost.slice(at, at + perQuery))));
  return rows;
}

function isPersons(row: Row, { write, person }: LostCreate): boolean {
  if (person === null) return true;
  const isLeadsCase = write.object === 'Case' && person.object === 'Lead';
  return (text(row, linkOf(write.object)) ?? '').slice(0, 15) === (isLeadsCase ? '' : person.id.slice(0, 15));
}

function linkOf(object: string): string {
  return object === 'Case' ? 'ContactId' : 'WhoId';
}

function isMarked(row: Row, { write }: LostCreate): boolean {
  return (text(row, 'Description') ?? '').includes(write.marker);
}

/** True for a record that says nothing of whose it is, and all else that the lost one would say. */
function isAlike(row: Row, { write, person, startedAt }: LostCreate): boolean {
  if (person === null) return false;
  if (text(row, keyField) !== null) return false;
  // Another description is another record; none at all may have been left out of ours. Ours is without the marker where
  // it went into the key, which the user may not see any more.
  const [held, sent] = [text(row, 'Description'), write.fields['Description']];
  if (held !== null && typeof sent === 'string' && held.trim() !== sent.trim()) return false;
  const created = new Date(text(row, 'CreatedDate') ?? 0).getTime();
  if (created < new Date(startedAt).getTime() - slackMs) return false;
  const isSameStart =
    write.object === 'Case' || instant(row['StartDateTime']) === instant(write.fields['StartDateTime']);
  return isSameStart && (text(row, 'Subject') ?? '') === (subjectOf(write.fields) ?? '');
}

function idOf(row: Row | undefined): string | null {
  return row === undefined ? null : text(row, 'Id');
}

function subjectOf(fields: LostCreate['write']['fields']): string | null {
  const subject = fields['Subject'];
  return typeof subject === 'string' && subject.trim() !== '' ? subject.trim() : null;
}

/** An instant as SOQL takes it; null when the field holds none. */
function instant(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
