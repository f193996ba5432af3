import type { ControlRecord } from '../../emulated-org.js';
import { peopleOf } from '../rules/event-people.js';
import type { SObject } from '../schema/sobject.js';
import type { Row } from './store.js';
import type { Value } from './values.js';

/** A row's values: every plain standard field, null where it holds none, and the custom fields that hold something. */
export function sobjectValues(sobject: SObject, row: Row): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const { name, type, custom } of sobject.fields) {
    const value = row.values[name] ?? null;
    if (name === 'Id' || type === 'address' || type === 'location' || (custom && value === null)) continue;
    values[name] = value;
  }
  return values;
}

/** A record for the control routes; the people of an event as a list. */
export function controlRecord(sobject: SObject, row: Row): ControlRecord {
  const people = peopleOf(row.values);
  return {
    ...{ id: row.id, ...sobjectValues(sobject, row) },
    ...(people.length > 0 && { EventWhoIds: people }),
  };
}
