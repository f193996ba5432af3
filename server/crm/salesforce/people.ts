import {
  CrmError,
  type CrmClient,
  type CrmReply,
  type People,
  type PersonKey,
  type PersonMatch,
} from '../adapter.js';
import type { MatchPolicy } from '../../contract/model/index.js';
import { chooseMatch, type Candidate } from './candidates.js';
import { composite } from './composite.js';
import { faultOf } from './errors.js';
import { withoutGone, type Columns } from './gone-columns.js';
import { literals, query, queryPath, readRows, select, text, type Row } from './soql.js';
import { toKnown } from './records.js';

/** Finds contacts and leads by e-mail, and by phone when the policy says so; a converted lead leads to its contact. */
export const people: People = {
  strategy: 'look_up',
  find: (client, keys, fields, match, signal) =>
    withoutGone(fields, (readable) => find(client, keys, readable, match, signal)),
  answersTo: (values, phone) =>
    phoneFields.some((field) => spellings(phone).includes(text(values, field) ?? '')),
};

async function find(
  client: CrmClient,
  keys: readonly PersonKey[],
  fields: Columns,
  match: MatchPolicy,
  signal: AbortSignal,
): Promise<readonly PersonMatch[]> {
  const candidates: Candidate[] = [];
  const queries = chunks(keys, match).flatMap((chunk) =>
    objects.map((object) => ({ object, soql: look(object, chunk, fields[object] ?? [], match) })),
  );
  for (let at = 0; at < queries.length; at += queriesPerCall) {
    const some = queries.slice(at, at + queriesPerCall);
    const parts = some.map(({ soql }, index) => ({
      method: 'GET' as const,
      path: queryPath(soql),
      ref: `look${index}`,
    }));
    const replies = await composite(client, parts, { allOrNone: false, effect: 'read', signal });
    for (const [index, reply] of replies.entries()) {
      const object = some[index]?.object ?? '';
      for (const row of await rowsOf(client, reply, object, signal))
        candidates.push(toCandidate(object, row));
    }
  }
  const known = await follow(client, candidates, fields['Contact'] ?? [], signal);
  return keys.map((key) => {
    const { chosen, count } = chooseMatch(key, known, match.phone);
    return { record: chosen === null ? null : toKnown(client, chosen.object, chosen.row), candidates: count };
  });
}

const objects = ['Contact', 'Lead'] as const;
/** At most 5 of the parts of a composite may be queries (Salesforce docs, Composite). */
const queriesPerCall = 4;
/** The whole statement travels as a URL, which may have about 16,000 characters. */
const maxKeyCharacters = 9_000;
const phoneFields = ['Phone', 'MobilePhone'] as const;
const known = ['Id', 'Name', 'Email', 'OwnerId', 'LastModifiedDate'] as const;

function chunks(keys: readonly PersonKey[], match: MatchPolicy): readonly (readonly PersonKey[])[] {
  const result: PersonKey[][] = [];
  let size = Infinity;
  for (const key of keys) {
    const length = encodeURIComponent(key.email).length + 7;
    const phones = match.phone
      ? spellings(key.phone).reduce((sum, phone) => sum + 2 * (phone.length + 12), 0)
      : 0;
    if (size + length + phones > maxKeyCharacters) {
      result.push([]);
      size = 0;
    }
    result.at(-1)?.push(key);
    size += length + phones;
  }
  return result;
}

function look(
  object: string,
  keys: readonly PersonKey[],
  fields: readonly string[],
  match: MatchPolicy,
): string {
  const phones = match.phone ? [...new Set(keys.flatMap(({ phone }) => spellings(phone)))] : [];
  const conditions = [
    `Email IN ${literals(new Set(keys.map(({ email }) => email)))}`,
    ...(phones.length > 0 ? phoneFields.map((field) => `${field} IN ${literals(phones)}`) : []),
  ];
  const more = [
    ...(phones.length > 0 ? phoneFields : []),
    ...(object === 'Lead' ? ['IsConverted', 'ConvertedContactId'] : []),
  ];
  return select([...known, ...more, ...fields], object, conditions.join(' OR '));
}

/** SOQL compares phones letter by letter, so the usual spellings are asked for. */
function spellings(phone: string | null): readonly string[] {
  if (phone === null || phone.trim() === '') return [];
  const digits = phone.replace(/\D/g, '');
  const local = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  const american =
    local.length === 10 ? [`(${local.slice(0, 3)}) ${local.slice(3, 6)}-${local.slice(6)}`] : [];
  return [...new Set([phone.trim(), digits, `+${digits}`, ...american])];
}

/** Where the user may not see an object nobody there can be written either, so nobody there is a match. */
async function rowsOf(
  client: CrmClient,
  reply: CrmReply,
  object: string,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const fault = faultOf(reply, { object, labels: {}, now: new Date(0) });
  if (fault?.params['crmCode'] === 'INVALID_TYPE') return [];
  if (fault !== null) throw new CrmError(fault);
  return readRows(client, reply.body, signal);
}

function toCandidate(object: string, row: Row): Candidate {
  return {
    object,
    row,
    id: text(row, 'Id') ?? '',
    emails: [text(row, 'Email')?.toLowerCase() ?? ''],
    phones: phoneFields.flatMap((field) => text(row, field) ?? []),
    ownerId: text(row, 'OwnerId'),
    changedAt: text(row, 'LastModifiedDate') ?? '',
    becameContact: row['IsConverted'] === true ? text(row, 'ConvertedContactId') : null,
    isConverted: row['IsConverted'] === true,
  };
}

/** Replaces converted leads by the contacts that they became; those keep answering to the lead's address. */
async function follow(
  client: CrmClient,
  candidates: readonly Candidate[],
  fields: readonly string[],
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const live = new Map(
    candidates.filter(({ isConverted }) => !isConverted).map((candidate) => [candidate.id, candidate]),
  );
  const converted = candidates.filter(({ becameContact }) => becameContact !== null);
  const missing = new Set(
    converted.flatMap(({ becameContact }) => becameContact ?? []).filter((id) => !live.has(id)),
  );
  if (missing.size > 0) {
    const soql = select([...known, ...fields], 'Contact', `Id IN ${literals(missing)}`);
    for (const row of await query(client, soql, signal)) {
      const contact = toCandidate('Contact', row);
      live.set(contact.id, contact);
    }
  }
  for (const { becameContact, emails, phones } of converted) {
    const contact = live.get(becameContact ?? '');
    if (contact === undefined) continue;
    live.set(contact.id, {
      ...contact,
      emails: [...contact.emails, ...emails],
      phones: [...contact.phones, ...phones],
    });
  }
  return [...live.values()];
}
