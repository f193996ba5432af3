import type { LinkedWrite } from '../../adapter.js';
import { faultOf } from '../../http.js';
import type { Fault, JsonValue } from '../../../contract/model/index.js';
import { errorFault } from '../errors.js';
import { protocol } from '../protocol.js';
import { readRecords } from '../records.js';
import { batchErrors } from '../replies.js';
import { rowsPerCall, type Line } from './batch.js';

/**
 * Links meetings that move to their new contact, then ends the old link. Repeating it is safe. Gives the fault of
 * each meeting that could not be moved, by key.
 */
export async function moveMeetings(
  line: Line,
  meetings: readonly LinkedWrite[],
  contactOf: (personKey: string) => string | null,
): Promise<ReadonlyMap<string, Fault>> {
  const moves = meetings.flatMap(({ key, id, movedFrom, person }) =>
    id !== null && movedFrom !== null ? [{ key, id, from: movedFrom.id, to: contactOf(person) ?? '' }] : [],
  );
  const faults = new Map<string, Fault>();
  for (let start = 0; start < moves.length; start += rowsPerCall) {
    await moveSome(line, moves.slice(start, start + rowsPerCall), faults);
  }
  return faults;
}

interface Move {
  readonly key: string;
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

async function moveSome(line: Line, moves: readonly Move[], faults: Map<string, Fault>): Promise<void> {
  if ((await link(line, moves)) === null) return;
  // One record that is gone stops them all, and HubSpot does not reliably say which.
  const gone = await goneRecords(line, moves);
  for (const [key, fault] of gone) faults.set(key, fault);
  const open = moves.filter(({ key }) => !gone.has(key));
  const fault = open.length > 0 ? await link(line, open) : null;
  if (fault) for (const { key } of open) faults.set(key, fault);
}

async function link(line: Line, moves: readonly Move[]): Promise<Fault | null> {
  const links = moves.map(({ id, to }) => ({ from: { id }, to: { id: to } }));
  const ends = moves
    .filter(({ from, to }) => from !== to)
    .map(({ id, from }) => ({ from: { id }, to: [{ id: from }] }));
  const fault = await send(line, 'associate/default', links);
  return fault ?? (ends.length > 0 ? send(line, 'archive', ends) : null);
}

async function goneRecords(line: Line, moves: readonly Move[]): Promise<ReadonlyMap<string, Fault>> {
  const meetings = await present(
    line,
    'meetings',
    moves.map(({ id }) => id),
  );
  const contacts = await present(
    line,
    'contacts',
    moves.map(({ to }) => to),
  );
  const gone = new Map<string, Fault>();
  for (const { key, id, to } of moves) {
    if (!meetings.has(id)) gone.set(key, goneFault('meetings', 'meeting'));
    else if (!contacts.has(to)) gone.set(key, goneFault('contacts', 'contact'));
  }
  return gone;
}

/** Of these records those that are there. */
export async function present(
  { client, paths, context: { signal } }: Line,
  object: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const records = await readRecords(client, paths, { object, ids, fields: [], signal });
  return new Set(records.map(({ id }) => id));
}

function goneFault(object: string, word: string): Fault {
  return faultOf('record_gone', `The ${word} is no longer in HubSpot.`, {
    params: { crm: 'HubSpot', object: word },
    object,
  });
}

/** Links meetings and contacts, or ends links, in as many calls as the rows need; gives the first fault of them all. */
export async function sendLinks(
  line: Line,
  action: 'associate/default' | 'archive',
  inputs: readonly JsonValue[],
): Promise<Fault | null> {
  let first: Fault | null = null;
  for (let start = 0; start < inputs.length; start += rowsPerCall) {
    const fault = await send(line, action, inputs.slice(start, start + rowsPerCall));
    first ??= fault;
  }
  return first;
}

async function send(
  { client, paths, context }: Line,
  action: 'associate/default' | 'archive',
  inputs: readonly JsonValue[],
): Promise<Fault | null> {
  const path = paths.associations('meetings', 'contacts', action);
  const request = {
    method: 'POST',
    path,
    json: { inputs },
    effect: 'repeatable',
    signal: context.signal,
  } as const;
  const reply = await client.request(request);
  const about = { object: 'meetings', labels: {}, now: context.now() };
  const fault = protocol.fault(reply, about);
  if (fault) return fault;
  const parsed = batchErrors.safeParse(reply.body);
  const [first] = parsed.success ? parsed.data.errors : [];
  return first ? errorFault(first, about, reply.requestId) : null;
}
