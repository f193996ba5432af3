import type { CrmClient, LostCreate, WriteContext } from '../../adapter.js';
import { literals, query, select, text, type Row } from '../soql.js';
import { keyField } from '../linked-values.js';

/**
 * Finds lost creates by a consistent read: by their key where the org has one, else events by person and start, cases by subject and person. The marker in
 * the description decides where there is one, because descriptions can't be filtered; else the subject and the time
 * of creation do. A record is adopted by one booking only.
 */
export async function reconcile(
  client: CrmClient,
  lost: readonly LostCreate[],
  signal: AbortSignal,
  labels: WriteContext['labels'] = {},
): Promise<readonly (string | null)[]> {
  const byKey = new Map<string, string>();
  const rows = new Map<string, readonly Row[]>();
  for (const object of new Set(lost.map(({ write }) => write.object))) {
    const all = lost.filter(({ write }) => write.object === object);
    if (labels[object]?.[keyField] !== undefined) {
      for (const row of await keyed(client, object, all, signal))
        byKey.set(text(row, keyField) ?? '', text(row, 'Id') ?? '');
    }
    // Without its key a record may be of a time before the org had the field.
    const some = all.filter(({ write }) => !byKey.has(write.marker));
    if (some.length === 0) continue;
    rows.set(
      object,
      object === 'Case' ? await cases(client, some, signal) : await events(client, some, signal),
    );
  }
  const adopted = new Set<string>(byKey.values());
  return lost.map((create) => {
    const own = byKey.get(create.write.marker);
    if (own !== undefined) return own;
    const found = (rows.get(create.write.object) ?? []).find(
      (row) => !adopted.has(text(row, 'Id') ?? '') && isThis(row, create),
    );
    const id = found === undefined ? null : text(found, 'Id');
    if (id !== null) adopted.add(id);
    return id;
  });
}

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
    return query(client, select(['Id', keyField], object, `${keyField} IN ${keys}`), signal);
  });
}

async function events(
  client: CrmClient,
  lost: readonly LostCreate[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const fields = ['Id', 'WhoId', 'Subject', 'StartDateTime', 'Description', 'CreatedDate'];
  return each(lost, (some) => {
    const who = `WhoId IN ${literals(new Set(some.map(({ person }) => person.id)))}`;
    const starts = new Set(some.flatMap(({ write }) => instant(write.fields['StartDateTime']) ?? []));
    const when = starts.size > 0 ? ` AND StartDateTime IN (${[...starts].join(',')})` : '';
    return query(client, select(fields, 'Event', who + when), signal);
  });
}

async function cases(
  client: CrmClient,
  lost: readonly LostCreate[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const fields = ['Id', 'ContactId', 'Subject', 'Description', 'CreatedDate'];
  return each(lost, (some) => {
    const since = Math.min(...some.map(({ startedAt }) => new Date(startedAt).getTime())) - slackMs;
    const created = `CreatedDate >= ${new Date(since).toISOString()}`;
    const subjects = new Set(some.flatMap(({ write }) => subjectOf(write.fields) ?? []));
    const listed = literals(subjects);
    // The statement travels as a URL, of about 16,000 characters at most, so long lists stay out of it.
    const about =
      subjects.size > 0 && encodeURIComponent(listed).length < 9_000 ? `Subject IN ${listed} AND ` : '';
    return query(client, select(fields, 'Case', about + created), signal);
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

function isThis(row: Row, { write, person, startedAt }: LostCreate): boolean {
  const link = write.object === 'Case' ? 'ContactId' : 'WhoId';
  const isLeadsCase = write.object === 'Case' && person.object === 'Lead';
  if ((text(row, link) ?? '').slice(0, 15) !== (isLeadsCase ? '' : person.id.slice(0, 15))) return false;
  const described = text(row, 'Description') ?? '';
  if (described.includes(write.marker)) return true;
  // A description of somebody else's is another record; none at all may have been left out of ours.
  if (described !== '' && typeof write.fields['Description'] === 'string') return false;
  const created = new Date(text(row, 'CreatedDate') ?? 0).getTime();
  if (created < new Date(startedAt).getTime() - slackMs) return false;
  const isSameStart =
    write.object === 'Case' || instant(row['StartDateTime']) === instant(write.fields['StartDateTime']);
  return isSameStart && (text(row, 'Subject') ?? '') === (subjectOf(write.fields) ?? '');
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
