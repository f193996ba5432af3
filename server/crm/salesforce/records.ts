import { z } from 'zod';
import type { JsonValue } from '../../contract/model/index.js';
import type { CrmClient, KnownRecord, Records } from '../adapter.js';
import { dataPath, objectPath } from './api.js';
import { withoutGone } from './gone-columns.js';
import { literals, query, readRows, select, text, type Row } from './soql.js';

/** Reads records by id and links to them. */
export const records: Records = {
  read: (client, object, ids, fields, signal) =>
    withoutGone({ [object]: fields }, (readable) =>
      read(client, object, ids, readable[object] ?? [], signal),
    ),
  url,
};

/**
 * One record per id, in order; null for one that is gone. A converted lead or a merged person comes back as what
 * it became, with all the values that the user may see, because the fields asked for belong to the other object.
 */
async function read(
  client: CrmClient,
  object: string,
  ids: readonly string[],
  fields: readonly string[],
  signal: AbortSignal,
): Promise<readonly (KnownRecord | null)[]> {
  if (ids.length === 0) return [];
  const more = object === 'Lead' ? ['IsConverted', 'ConvertedContactId'] : [];
  const rows = new Map<string, Row>();
  for (let at = 0; at < ids.length; at += idsPerQuery) {
    const some = literals(new Set(ids.slice(at, at + idsPerQuery)));
    const found = await query(
      client,
      select(['Id', nameOf(object), ...more, ...fields], object, `Id IN ${some}`),
      signal,
    );
    for (const row of found) rows.set(short(text(row, 'Id') ?? ''), row);
  }
  const gone = ids.filter((id) => !rows.has(short(id)));
  const masters =
    gone.length > 0 && mergeable.has(object) ? await mergedInto(client, object, gone, signal) : new Map();
  const result: (KnownRecord | null)[] = [];
  for (const id of ids) {
    const row = rows.get(short(id));
    const contact = row?.['IsConverted'] === true ? text(row, 'ConvertedContactId') : null;
    const master: string | undefined = masters.get(short(id));
    if (contact !== null) result.push(await whole(client, 'Contact', contact, signal));
    else if (row !== undefined && row['IsConverted'] !== true) result.push(toKnown(client, object, row));
    else if (master !== undefined) result.push(await whole(client, object, master, signal));
    else result.push(null);
  }
  return result;
}

/** A row as a record that the rest of the server knows. */
export function toKnown(client: CrmClient, object: string, row: Row): KnownRecord {
  const id = text(row, 'Id') ?? '';
  const { attributes: _, ...values } = row;
  return {
    object,
    id,
    label: text(row, nameOf(object)) ?? id,
    url: url(client.uiUrl, client.accountId, object, id),
    values,
  };
}

function url(uiUrl: string, _accountId: string, object: string, id: string): string {
  return `${uiUrl}/lightning/r/${encodeURIComponent(object)}/${encodeURIComponent(id)}/view`;
}

const idsPerQuery = 400;
const mergeable = new Set(['Contact', 'Lead']);

function nameOf(object: string): string {
  return object === 'Event' || object === 'Case' ? 'Subject' : 'Name';
}

/** Ids come with 15 or 18 characters. */
function short(id: string): string {
  return id.slice(0, 15);
}

/** Records that others were merged into, by the id that is gone (Salesforce docs, MasterRecordId). */
async function mergedInto(
  client: CrmClient,
  object: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const soql = select(['Id', 'MasterRecordId'], object, `Id IN ${literals(ids)} AND MasterRecordId != null`);
  const path = `${dataPath}/queryAll?q=${encodeURIComponent(soql)}`;
  const reply = await client.request({ method: 'GET', path, effect: 'read', signal });
  // Deleted rows are a help only; where they can't be read the record is gone.
  if (reply.status !== 200) return new Map();
  const rows = await readRows(client, reply.body, signal);
  return new Map(rows.map((row) => [short(text(row, 'Id') ?? ''), text(row, 'MasterRecordId') ?? '']));
}

async function whole(
  client: CrmClient,
  object: string,
  id: string,
  signal: AbortSignal,
): Promise<KnownRecord | null> {
  const reply = await client.request({ method: 'GET', path: objectPath(object, id), effect: 'read', signal });
  const row = rowSchema.safeParse(reply.body);
  return reply.status === 200 && row.success ? toKnown(client, object, row.data) : null;
}

const rowSchema: z.ZodType<Readonly<Record<string, JsonValue>>> = z.record(z.string(), z.json());
