import type { z } from 'zod';
import type { CrmField, FaultClass } from '../../contract/model/index.js';
import { CrmError, type CrmClient } from '../adapter.js';
import { dataPath, get } from './api.js';
import type { Offers } from './choices.js';
import { picklistsOfRecordType, type RecordType, type description } from './describe.js';

export { recordTypeField } from './choices.js';

/** Beyond these, what a record type offers stays unknown: each costs a call whenever the object is read anew. */
const mostRead = 12;

/** True for a record type that new records can be given; the master one stands for having none. */
export function isChosen({ master, active }: RecordType): boolean {
  return active && !master;
}

/** Choices of the record type field, and the one that new records of the connected user get by themselves. */
export function recordTypeParts(
  infos: readonly RecordType[],
): Pick<CrmField, 'options' | 'restricted' | 'defaultValue'> {
  const byDefault = infos.find((type) => isChosen(type) && type.defaultRecordTypeMapping);
  return {
    options: infos
      .filter(isChosen)
      .map(({ recordTypeId, name, available }) => ({ value: recordTypeId, label: name, active: available })),
    restricted: true,
    ...(byDefault && { defaultValue: byDefault.recordTypeId }),
  };
}

/** What could be read of the record types, and whether asking again may tell more. */
export interface OffersReading {
  readonly offers: Offers;
  readonly isComplete: boolean;
}

/**
 * What each record type offers of each picklist, which describe does not tell. Only of those that the connected user
 * may give; where Salesforce does not say, nothing is known, and nothing is claimed.
 */
export async function offersOf(
  client: CrmClient,
  object: string,
  { recordTypeInfos, fields }: z.infer<typeof description>,
  signal: AbortSignal,
): Promise<OffersReading> {
  const hasPicklists = fields.some(({ type }) => type === 'picklist' || type === 'multipicklist');
  const types = recordTypeInfos.filter((type) => isChosen(type) && type.available);
  if (!hasPicklists || types.length > mostRead) return { offers: new Map(), isComplete: true };
  const read = await Promise.all(
    types.map(async ({ recordTypeId }) => ({
      recordTypeId,
      picklists: await picklistsOf(client, object, recordTypeId, signal),
    })),
  );
  const known = read.flatMap(({ recordTypeId, picklists }) =>
    typeof picklists === 'string' ? [] : [[recordTypeId, picklists] as const],
  );
  return { offers: new Map(known), isComplete: !read.some(({ picklists }) => picklists === 'later') };
}

/** Faults that asking again would not mend. */
const final: ReadonlySet<FaultClass> = new Set(['data', 'permission', 'conflict']);

type Picklists = ReadonlyMap<string, ReadonlySet<string>>;

async function picklistsOf(
  client: CrmClient,
  object: string,
  recordTypeId: string,
  signal: AbortSignal,
): Promise<Picklists | 'never' | 'later'> {
  const path = `${dataPath}/ui-api/object-info/${encodeURIComponent(object)}/picklist-values/${encodeURIComponent(recordTypeId)}`;
  try {
    const reply = await get(client, path, signal, { object });
    const parsed = picklistsOfRecordType.safeParse(reply.body);
    if (!parsed.success) return 'never';
    const picklists = Object.entries(parsed.data.picklistFieldValues);
    return new Map(
      picklists.map(([field, { values }]) => [field, new Set(values.map(({ value }) => value))]),
    );
  } catch (error) {
    // The User Interface API leaves some objects and editions out; the rest of the catalog is worth having.
    if (!(error instanceof CrmError) || error.fault.class === 'auth') throw error;
    return final.has(error.fault.class) ? 'never' : 'later';
  }
}
