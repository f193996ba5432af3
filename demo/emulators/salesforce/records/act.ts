import type { RecordAction } from '../../emulated-org.js';
import type { JsonObject } from '../../json.js';
import { ApiFailure } from '../failure.js';
import type { Org } from '../org.js';
import { findField, type SObject } from '../schema/sobject.js';
import { completeRow } from './derive.js';
import { readId } from './id.js';
import type { Row } from './store.js';
import { formatDateTime, readValue, type Value } from './values.js';

/** Does to a record what somebody in Salesforce would; the reply names the ids that came of it, a string says why not. */
export function actOnRecord(
  org: Org,
  object: string,
  key: string,
  action: RecordAction,
): JsonObject | string {
  const sobject = org.object(object);
  const row = sobject && findRow(org, sobject, key);
  if (!sobject || !row) return `There is no ${object} "${key}".`;
  switch (action.kind) {
    case 'set': {
      const values = readValues(sobject, action.values);
      if (typeof values === 'string') return values;
      save(org, { ...row, values: { ...row.values, ...values } });
      return { id: row.id };
    }
    case 'delete':
      save(org, deleted(row));
      return { id: row.id };
    case 'merge': {
      const winner = findRow(org, sobject, action.into);
      if (!winner || winner.id === row.id)
        return `There is no other ${object} "${action.into}" to merge into.`;
      return merge(org, row, winner);
    }
    case 'convert':
      return object === 'Lead' ? convert(org, row) : 'Only a lead can be converted.';
  }
}

/** Puts records in as a data load would: nothing is validated. */
export function addRecords(org: Org, object: string, records: readonly JsonObject[]): string[] | string {
  const sobject = org.object(object);
  if (!sobject) return `There is no object "${object}".`;
  const rows: Row[] = [];
  for (const record of records) {
    const values = readValues(sobject, record);
    if (typeof values === 'string') return values;
    rows.push(newRow(org, sobject, values));
  }
  for (const row of rows) save(org, row);
  return rows.map(({ id }) => id);
}

/** A merge keeps the winner's values, moves what points at the loser, and deletes it (Salesforce docs, SOAP API, merge()). */
function merge(org: Org, loser: Row, winner: Row): JsonObject {
  const values: Record<string, Value> = { ...winner.values };
  for (const [name, value] of Object.entries(loser.values)) values[name] ??= value;
  save(org, { ...winner, values });
  repoint(org, loser.id, winner.id);
  save(org, { ...deleted(loser), values: { ...deleted(loser).values, MasterRecordId: winner.id } });
  return { id: winner.id, merged: loser.id };
}

/** A conversion makes or takes the contact of that e-mail and an account; activities move along (Salesforce docs, SOAP API, convertLead()). */
function convert(org: Org, lead: Row): JsonObject | string {
  const contacts = org.object('Contact');
  const accounts = org.object('Account');
  if (!contacts || !accounts) return 'The org has no contacts.';
  if (lead.values['IsConverted'] === true) return 'The lead is converted already.';
  const { Email = null, FirstName = null, LastName = null, OwnerId = null, Company = null } = lead.values;
  const known = typeof Email === 'string' ? findRow(org, contacts, Email) : undefined;
  const account =
    known?.values['AccountId'] ?? save(org, newRow(org, accounts, { Name: Company, OwnerId })).id;
  const copied = { Email, FirstName, LastName, OwnerId, AccountId: account };
  const contact = known ?? save(org, newRow(org, contacts, copied));
  save(org, {
    ...lead,
    values: {
      ...lead.values,
      ...{ IsConverted: true, Status: 'Closed - Converted', ConvertedContactId: contact.id },
      ...{ ConvertedAccountId: account, ConvertedDate: new Date(org.now()).toISOString().slice(0, 10) },
    },
  });
  repoint(org, lead.id, contact.id);
  return { id: lead.id, contactId: contact.id, accountId: account };
}

function repoint(org: Org, from: string, to: string): void {
  for (const object of ['Event', 'Task', 'Case']) {
    for (const row of org.store.all(object)) {
      const moved = Object.entries(row.values).filter(
        ([name, value]) => value === from && (name === 'WhoId' || name === 'ContactId'),
      );
      if (moved.length === 0) continue;
      save(org, {
        ...row,
        values: { ...row.values, ...Object.fromEntries(moved.map(([name]) => [name, to])) },
      });
    }
  }
}

function findRow(org: Org, { name }: SObject, key: string): Row | undefined {
  const row = org.store.get(name, readId(key) ?? '');
  if (row || !key.includes('@')) return row?.deleted ? undefined : row;
  return org.store
    .find(name, 'Email', key)
    .find(({ deleted, values }) => !deleted && values['IsConverted'] !== true);
}

function newRow(org: Org, sobject: SObject, given: Record<string, Value>): Row {
  const id = org.nextId(sobject);
  const values: Record<string, Value> = {};
  for (const { name, defaultValue } of sobject.fields) if (defaultValue !== null) values[name] = defaultValue;
  const audit = {
    ...{ OwnerId: org.connectingUserId, CreatedById: org.connectingUserId },
    CreatedDate: formatDateTime(org.now()),
  };
  return { id, object: sobject.name, deleted: false, values: { ...values, ...audit, ...given, Id: id } };
}

function deleted(row: Row): Row {
  return { ...row, deleted: true, values: { ...row.values, IsDeleted: true } };
}

function save(org: Org, row: Row): Row {
  const at = formatDateTime(org.now());
  const audit = { LastModifiedDate: at, LastModifiedById: org.connectingUserId, SystemModstamp: at };
  const complete = completeRow(org, { ...row, values: { ...row.values, ...audit } });
  org.store.put(complete);
  return complete;
}

function readValues(sobject: SObject, given: JsonObject): Record<string, Value> | string {
  const values: Record<string, Value> = {};
  for (const [name, raw] of Object.entries(given)) {
    const field = findField(sobject.fields, name);
    if (!field) return `${sobject.name} has no field "${name}".`;
    const value = readOne(() => readValue(field, raw ?? null));
    if (value instanceof ApiFailure) return value.message;
    values[field.name] = value;
  }
  return values;
}

function readOne(read: () => Value): Value | ApiFailure {
  try {
    return read();
  } catch (error) {
    if (error instanceof ApiFailure) return error;
    throw error;
  }
}
