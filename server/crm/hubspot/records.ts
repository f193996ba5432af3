import type { CrmClient, KnownRecord, Records } from '../adapter.js';
import type { JsonValue } from '../../contract/model/index.js';
import { ask } from './ask.js';
import type { Paths } from './paths.js';
import { batchReply, type CrmRecord } from './replies.js';

/** Reads records by id, 100 per call. */
export function createRecords(paths: Paths): Records {
  return {
    async read(client, object, ids, fields, signal) {
      const found = await readRecords(client, paths, { object, ids, fields, signal });
      const byId = new Map<string, CrmRecord>();
      for (const record of found) {
        for (const id of formerIds(record)) byId.set(id, record);
      }
      // A record's own id wins over one that was merged into another.
      for (const record of found) byId.set(record.id, record);
      return ids.map((id) => {
        const record = byId.get(id);
        return record === undefined ? null : knownRecord(client, object, record, fields);
      });
    },
    url: recordUrl,
  };
}

/** What to read: by record id, or by e-mail. */
export interface ReadBatch {
  readonly object: string;
  readonly ids: readonly string[];
  readonly idProperty?: string;
  readonly fields: readonly string[];
  readonly signal: AbortSignal;
}

/** The records that are there, in no order; those that are not are simply missing. */
export async function readRecords(
  client: CrmClient,
  paths: Paths,
  batch: ReadBatch,
): Promise<readonly CrmRecord[]> {
  const ids = [...new Set(batch.ids)];
  const properties = [...new Set([...batch.fields, ...(namingFields[batch.object] ?? [])])];
  const found: CrmRecord[] = [];
  for (let start = 0; start < ids.length; start += 100) {
    const json: JsonValue = {
      ...(batch.idProperty === undefined ? {} : { idProperty: batch.idProperty }),
      inputs: ids.slice(start, start + 100).map((id) => ({ id })),
      properties,
      propertiesWithHistory: [],
    };
    const path = paths.batch(batch.object, 'read');
    const request = { method: 'POST', path, json, effect: 'read', signal: batch.signal } as const;
    found.push(...(await ask(client, request, batchReply, batch.object)).results);
  }
  return found;
}

/** A record as the rest of the server knows it, with the fields that were asked for. */
export function knownRecord(
  client: CrmClient,
  object: string,
  { id, properties }: CrmRecord,
  fields: readonly string[],
): KnownRecord {
  return {
    object,
    id,
    label: labelOf(object, properties) || id,
    url: recordUrl(client.uiUrl, client.accountId, object, id),
    values: Object.fromEntries(fields.map((name) => [name, properties[name] ?? null])),
  };
}

// HubSpot's ids of object types, as its record pages name them.
const typeIds: Readonly<Record<string, string>> = { contacts: '0-1', meetings: '0-47' };

const namingFields: Readonly<Record<string, readonly string[]>> = {
  contacts: [
    'firstname',
    'lastname',
    'email',
    'hs_additional_emails',
    'hs_all_contact_vids',
    'hs_merged_object_ids',
  ],
  meetings: ['hs_meeting_title'],
};

function recordUrl(uiUrl: string, accountId: string, object: string, id: string): string | null {
  const type = typeIds[object];
  return type === undefined ? null : `${uiUrl}/contacts/${accountId}/record/${type}/${id}`;
}

function labelOf(object: string, properties: CrmRecord['properties']): string {
  if (object === 'meetings') return properties['hs_meeting_title'] ?? '';
  const name = [properties['firstname'], properties['lastname']].filter(Boolean).join(' ');
  return name || (properties['email'] ?? '');
}

/** Ids that this record had, or took over when it was merged. */
function formerIds({ properties }: CrmRecord): readonly string[] {
  const lists = [properties['hs_all_contact_vids'], properties['hs_merged_object_ids']];
  return lists.flatMap((list) => (list ?? '').split(';')).filter((id) => id !== '');
}
