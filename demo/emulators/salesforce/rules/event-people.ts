import type { Json } from '../../json.js';
import { failure, type Failure } from '../failure.js';
import type { Org } from '../org.js';
import type { Save } from '../records/check.js';
import { readId } from '../records/id.js';
import type { Value } from '../records/values.js';

const MOST_PEOPLE = 50;

/**
 * Reads `EventWhoIds` of a write, which only orgs with Shared Activities have (Salesforce docs, Object Reference,
 * "Event"). The list is kept as one text; its first person is the event's `WhoId`.
 */
export function readEventPeople(
  org: Org,
  object: string,
  key: string,
  raw: Json,
): Record<string, Value> | undefined {
  if (object !== 'Event' || key.toLowerCase() !== 'eventwhoids' || !org.rules.sharedActivities)
    return undefined;
  if (raw !== null && !Array.isArray(raw)) {
    throw failure(
      'JSON_PARSER_ERROR',
      `Cannot deserialize instance of list from value ${JSON.stringify(raw)}`,
    );
  }
  const ids = (raw ?? []).map((id) => readId(String(id)) ?? String(id));
  return { EventWhoIds: ids.length > 0 ? ids.join(';') : null, WhoId: ids[0] ?? null };
}

/** Checks who takes part: one lead, or up to 50 contacts, the event's `WhoId` among them. */
export function eventPeopleFailures({ org, sobject, given }: Save): Failure[] {
  const ids = sobject.name === 'Event' ? peopleOf(given) : [];
  const kinds = new Set<string>();
  for (const id of ids) {
    const object = org.objectOfId(id)?.name ?? '';
    const row = org.store.get(object, id);
    if ((object !== 'Contact' && object !== 'Lead') || !row)
      return [refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')];
    if (row.deleted) return [refused('ENTITY_IS_DELETED', 'entity is deleted')];
    if (row.values['IsConverted'] === true)
      return [
        { code: 'CANNOT_UPDATE_CONVERTED_LEAD', message: 'cannot reference converted lead', fields: [] },
      ];
    kinds.add(object);
  }
  if (kinds.has('Lead') && ids.length > 1)
    return [
      refused('FIELD_INTEGRITY_EXCEPTION', 'An event can be related to one lead or to several contacts'),
    ];
  if (ids.length > MOST_PEOPLE)
    return [
      refused('FIELD_INTEGRITY_EXCEPTION', `An event can be related to ${MOST_PEOPLE} contacts at most`),
    ];
  if (ids.length > 0 && given['WhoId'] != null && !ids.includes(String(given['WhoId'])))
    return [refused('FIELD_INTEGRITY_EXCEPTION', 'WhoId must be one of EventWhoIds')];
  return [];
}

/** The list of people that an event's values hold. */
export function peopleOf(values: Readonly<Record<string, Value>>): string[] {
  const held = values['EventWhoIds'];
  return typeof held === 'string' ? held.split(';') : [];
}

/** Keeps the list in step with a `WhoId` that was changed by itself: the new person takes the first place. */
export function followWho(values: Readonly<Record<string, Value>>): Record<string, Value> {
  const people = peopleOf(values);
  const who = values['WhoId'] ?? null;
  if (people.length === 0 || (typeof who === 'string' && people.includes(who))) return {};
  const next = [...(typeof who === 'string' ? [who] : []), ...people.slice(1)];
  return { EventWhoIds: next.length > 0 ? next.join(';') : null, WhoId: next[0] ?? null };
}

function refused(code: string, message: string): Failure {
  return { code, message, fields: ['EventWhoIds'] };
}
