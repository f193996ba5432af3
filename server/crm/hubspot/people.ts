import type { CrmClient, People, PersonMatch } from '../adapter.js';
import { ask } from './ask.js';
import type { Paths } from './paths.js';
import { knownRecord, readRecords } from './records.js';
import { batchReply, type CrmRecord } from './replies.js';

/** Finds contacts: e-mails are unique in HubSpot, second addresses included; phones are searched, which lags. */
export function createPeople(paths: Paths): People {
  return {
    strategy: 'write_first',
    async find(client, keys, fields, match, signal) {
      const wanted = fields['contacts'] ?? [];
      const ids = keys.map(({ email }) => email).filter((email) => email !== '');
      const found = await readRecords(client, paths, {
        object: 'contacts',
        ids,
        idProperty: 'email',
        fields: wanted,
        signal,
      });
      const byEmail = new Map<string, CrmRecord>();
      for (const record of found) {
        for (const email of emailsOf(record)) byEmail.set(email, record);
      }
      const known = (record: CrmRecord) => knownRecord(client, 'contacts', record, wanted);
      const matches: PersonMatch[] = [];
      for (const { email, phone, ownerId } of keys) {
        const record = byEmail.get(email);
        if (record) matches.push({ record: known(record), candidates: 1 });
        else if (match.phone && phone !== null) {
          const candidates = await searchPhone(client, paths, phone, wanted, signal);
          const best =
            candidates.find(({ properties }) => properties['hubspot_owner_id'] === ownerId) ?? candidates[0];
          matches.push({ record: best ? known(best) : null, candidates: candidates.length });
        } else matches.push({ record: null, candidates: 0 });
      }
      return matches;
    },
    answersTo: (values, phone) => phoneFields.some((field) => values[field] === phone),
  };
}

/** Every address by which HubSpot knows a contact. */
export function emailsOf({ properties }: CrmRecord): readonly string[] {
  const second = (properties['hs_additional_emails'] ?? '').split(';');
  return [properties['email'] ?? '', ...second].map((email) => email.trim().toLowerCase()).filter(Boolean);
}

const phoneFields = ['phone', 'mobilephone'];

/** Contacts with this phone number, the one that was changed last first. */
async function searchPhone(
  client: CrmClient,
  paths: Paths,
  phone: string,
  fields: readonly string[],
  signal: AbortSignal,
): Promise<readonly CrmRecord[]> {
  const properties = [...new Set([...fields, 'firstname', 'lastname', 'email', 'hubspot_owner_id'])];
  const json = {
    filterGroups: phoneFields.map((propertyName) => ({
      filters: [{ propertyName, operator: 'EQ', value: phone }],
    })),
    sorts: [{ propertyName: 'lastmodifieddate', direction: 'DESCENDING' }],
    properties,
    limit: 10,
  };
  const request = { method: 'POST', path: paths.search('contacts'), json, effect: 'read', signal } as const;
  return (await ask(client, request, batchReply, 'contacts')).results;
}
