import type { PersonWrite, WriteOutcome } from '../../adapter.js';
import { emailsOf } from '../people.js';
import { readRecords } from '../records.js';
import type { CrmRecord } from '../replies.js';
import { writeRows, type BatchCall, type BatchRow, type Line } from './batch.js';

/** Writes people who have something to write: at most one call each for upserts, creates and updates of a batch. */
export async function writeContacts(
  line: Line,
  people: readonly PersonWrite[],
): Promise<readonly WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const mode of ['upsert', 'create', 'update'] as const) {
    const rows = people.filter((write) => write.mode === mode && hasWork(write)).map(rowOf);
    if (rows.length > 0) outcomes.push(...(await writeRows(line, callFor(line, mode), rows)));
  }
  return outcomes;
}

/** People who are only referred to. That they are there shows when something is linked to them. */
export function unchangedContacts(people: readonly PersonWrite[]): readonly WriteOutcome[] {
  return people
    .filter((write) => !hasWork(write))
    .map(({ key, id }) => ({ key, omitted: [], result: 'updated', object: 'contacts', id: id ?? '' }));
}

/** Repeating any of these is safe: HubSpot keeps e-mails unique (HubSpot docs, contacts guide, Nov 2026). */
function callFor(line: Line, action: BatchCall['action']): BatchCall {
  const object = 'contacts';
  if (action === 'create')
    return { object, action, effect: 'repeatable', input: () => ({ associations: [] }) };
  if (action === 'update') return { object, action, effect: 'repeatable', input: ({ id }) => ({ id }) };
  return {
    object,
    action,
    effect: 'repeatable',
    input: ({ id }) => ({ id, idProperty: 'email' }),
    // Someone known by a second address comes back under the first one.
    lookUp: (rows) => readByEmail(line, rows),
  };
}

function readByEmail(
  { client, paths, context }: Line,
  rows: readonly BatchRow[],
): Promise<readonly CrmRecord[]> {
  const ids = rows.map(({ id }) => id).filter((id) => id !== null);
  return readRecords(client, paths, {
    object: 'contacts',
    ids,
    idProperty: 'email',
    fields: ['email'],
    signal: context.signal,
  });
}

function rowOf({ key, id, mode, email, fields, optional }: PersonWrite): BatchRow {
  // An e-mail is given only to someone new: it would re-key a contact that was found by a second address.
  const { email: mapped, ...others } = fields;
  return {
    key,
    id: mode === 'update' ? id : mode === 'upsert' ? email : null,
    linkedTo: null,
    fields: mode === 'update' ? others : { ...others, email: mapped ?? email },
    optional,
    isMine: (record) => (mode === 'update' ? record.id === id : emailsOf(record).includes(email)),
  };
}

function hasWork({ mode, id, fields }: PersonWrite): boolean {
  if (mode !== 'update') return mode !== 'keep';
  return id !== null && Object.keys(fields).some((name) => name !== 'email');
}
