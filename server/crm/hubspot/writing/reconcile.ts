import type { CrmClient, LostCreate } from '../../adapter.js';
import { ask } from '../ask.js';
import type { Paths } from '../paths.js';
import { associationBatch } from '../replies.js';
import { readRecords } from '../records.js';
import { keyField, markerField, markerOn } from './marker.js';

/**
 * Looks for meetings whose create was not answered: by their key where the account has one, else among those linked
 * to the person, by the marker on their link. Associations are read from the records themselves, not from the search index, which lags.
 */
export async function findLostMeetings(
  client: CrmClient,
  paths: Paths,
  lost: readonly LostCreate[],
  signal: AbortSignal,
  keyed: boolean,
): Promise<readonly (string | null)[]> {
  const byKey = keyed ? await meetingsByKey(client, paths, lost, signal) : new Map<string, string>();
  // Without its key a meeting may be of a time before the account had the property.
  const open = lost.filter(({ write }) => !byKey.has(write.marker));
  const byMarker =
    open.length > 0 ? await meetingsByMarker(client, paths, open, signal) : new Map<string, string>();
  return lost.map(({ write }) => byKey.get(write.marker) ?? byMarker.get(write.marker) ?? null);
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

async function meetingsByMarker(
  client: CrmClient,
  paths: Paths,
  lost: readonly LostCreate[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const contacts = [...new Set(lost.map(({ person }) => person.id))];
  const ids = await linkedMeetings(client, paths, contacts, signal);
  const records = await readRecords(client, paths, {
    object: 'meetings',
    ids,
    fields: [markerField],
    signal,
  });
  const byMarker = new Map<string, string>();
  for (const { id, properties } of records) {
    const marker = markerOn(properties[markerField]);
    if (marker !== null) byMarker.set(marker, id);
  }
  return byMarker;
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
