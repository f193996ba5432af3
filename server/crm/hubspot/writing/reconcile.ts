import type { JsonValue } from '../../../contract/model/index.js';
import type { CrmClient, FoundCreate, LookContext, LostCreate } from '../../adapter.js';
import { ask } from '../ask.js';
import type { Paths } from '../paths.js';
import { associationBatch, type CrmRecord } from '../replies.js';
import { readRecords } from '../records.js';
import { hasKey, keyField, markerField, markerOn } from './marker.js';

/**
 * Looks for meetings whose create was not answered: by their key where the account has one, else among those linked
 * to the person, by the marker on their link. Without the key, one that carries no marker at all may have others out with
 * it before the property went away, and is known by all else that it says; no other booking may have it. Associations
 * are read from the records themselves, not from the search index, which lags. A meeting is begun once its contact is
 * known and stored, so only the key can be asked for one without.
 */
export async function findLostMeetings(
  client: CrmClient,
  paths: Paths,
  lost: readonly LostCreate[],
  { signal, labels = {}, taken = async () => new Set() }: LookContext,
): Promise<readonly (FoundCreate | null)[]> {
  const isKeyed = hasKey(labels);
  const own = new Map(isKeyed ? await meetingsByKey(client, paths, lost, signal) : []);
  // Without its key a meeting may be of a time before the account had the property.
  const open = lost.filter(({ write }) => !own.has(write.marker));
  const linked = open.length > 0 ? await meetingsOfPeople(client, paths, open, signal) : [];
  for (const { id, properties } of linked) {
    const marker = markerOn(properties[markerField]);
    if (marker !== null && !own.has(marker)) own.set(marker, id);
  }
  const unmarked = isKeyed ? [] : linked.filter(({ properties }) => !markerOn(properties[markerField]));
  const alike = lost.map((create) =>
    own.has(create.write.marker) || !create.person
      ? []
      : unmarked.filter((record) => isAlike(record, create)),
  );
  const doubtful = [...new Set(alike.flat().map(({ id }) => id))];
  const others = new Set(doubtful.length === 0 ? [] : await taken(doubtful));
  return lost.map(({ write }, at) => {
    const id = own.get(write.marker) ?? alike[at]?.find((record) => !others.has(record.id))?.id ?? null;
    if (id === null) return null;
    others.add(id);
    return { id, person: null };
  });
}

async function meetingsByKey(
  client: CrmClient,
  paths: Paths,
  lost: readonly LostCreate[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const records = await readRecords(client, paths, {
    object: 'meetings',
    ids: lost.map(({ write }) => write.marker),
    idProperty: keyField,
    fields: [keyField],
    signal,
  });
  return new Map(records.map(({ id, properties }) => [properties[keyField] ?? '', id]));
}

async function meetingsOfPeople(
  client: CrmClient,
  paths: Paths,
  lost: readonly LostCreate[],
  signal: AbortSignal,
): Promise<readonly CrmRecord[]> {
  const contacts = [...new Set(lost.flatMap(({ person }) => person?.id ?? []))];
  const ids = await linkedMeetings(client, paths, contacts, signal);
  const fields = [markerField, createdField, startField, ...texts];
  return readRecords(client, paths, { object: 'meetings', ids, fields, signal });
}

/** True for a meeting that was made since, and says all that the lost one would say. */
function isAlike({ properties }: CrmRecord, { write, startedAt }: LostCreate): boolean {
  const created = timeOf(properties[createdField]);
  if (created === null || created < Date.parse(startedAt) - slackMs) return false;
  const isSame = (field: string) =>
    (properties[field] ?? '').trim() === String(write.fields[field] ?? '').trim();
  return timeOf(properties[startField]) === timeOf(write.fields[startField]) && texts.every(isSame);
}

const createdField = 'hs_createdate';
const startField = 'hs_meeting_start_time';
const texts = ['hs_meeting_title', 'hs_meeting_body'];
/** Clocks differ. */
const slackMs = 5 * 60_000;

/** HubSpot tells an instant as ISO or as milliseconds. */
function timeOf(value: JsonValue | undefined): number | null {
  if (typeof value !== 'string') return null;
  const time = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

async function linkedMeetings(
  client: CrmClient,
  paths: Paths,
  contacts: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const meetings = new Set<string>();
  const path = paths.associations('contacts', 'meetings', 'read');
  let open: readonly { id: string; after?: string }[] = contacts.map((id) => ({ id }));
  while (open.length > 0) {
    const inputs = open.slice(0, 100);
    const request = { method: 'POST', path, json: { inputs }, effect: 'read', signal } as const;
    // Contacts without meetings come back as errors of a 207, which is an answer as well.
    const { results } = await ask(client, request, associationBatch, 'contacts');
    const further: { id: string; after: string }[] = [];
    for (const { from, to, paging } of results) {
      for (const { toObjectId } of to) meetings.add(toObjectId);
      const after = paging?.next?.after;
      if (after !== undefined) further.push({ id: from.id, after });
    }
    open = [...open.slice(100), ...further];
  }
  return [...meetings];
}
