import type { JsonValue } from '../../../contract/model/index.js';
import type { GuestsOutcome, LinkedWrite, PersonWrite } from '../../adapter.js';
import type { PersonLink } from './draft.js';

/** Somebody who takes part in an event beside its person. */
export interface Guest {
  readonly write: PersonWrite;
  readonly link: PersonLink;
}

/** How guests show on an event. */
export interface GuestsPart {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly outcome: GuestsOutcome;
}

/** Most contacts of one event (Salesforce docs, Event, EventWhoIds). */
const mostContacts = 50;
const longestDescription = 32_000;

/**
 * Links guests where the org shares activities, which shows in its events having `EventWhoIds`: one lead, or up to 50
 * contacts (Salesforce docs, Object Reference, Event, Nov 2026). Whoever can't be linked is named in the description,
 * as far as the mapping writes one or the event is new.
 */
export function guestsPart(
  write: LinkedWrite,
  link: PersonLink,
  guests: readonly Guest[],
  known: Readonly<Record<string, string>> | undefined,
): GuestsPart | null {
  if (write.guests === undefined || write.object !== 'Event') return null;
  const named = new Set(write.guests);
  const there = guests.filter(({ write: guest, link: own }) => named.has(guest.key) && own.id !== link.id);
  const isShared = known !== undefined && 'EventWhoIds' in known;
  const contacts =
    isShared && link.object === 'Contact' ? there.filter(({ link: own }) => own.object === 'Contact') : [];
  const linked = contacts.slice(0, mostContacts - 1);
  const others = there.filter((guest) => !linked.includes(guest));
  const hadGuests = (write.guestsBefore ?? []).length > 0;
  const ids = [link.id, ...linked.map(({ link: own }) => own.id)];
  const description = write.fields['Description'];
  const canDescribe = known === undefined || 'Description' in known;
  const isDescribed = typeof description === 'string' || (write.id === null && canDescribe);
  const text = typeof description === 'string' ? description : '';
  return {
    fields: {
      ...(isShared && (linked.length > 0 || hadGuests) && { EventWhoIds: ids }),
      ...(others.length > 0 && isDescribed && { Description: described(text, others) }),
    },
    outcome: {
      linked: linked.map(({ write: guest }) => guest.key),
      named: others.map(({ write: guest }) => guest.key),
      why: others.length === 0 ? null : reason(isShared, link, isDescribed),
    },
  };
}

function described(text: string, guests: readonly Guest[]): string {
  const line = `Guests: ${guests.map(nameOf).join(', ')}`;
  const room = longestDescription - line.length - 2;
  return text === '' ? line : `${text.slice(0, Math.max(0, room))}\n\n${line}`;
}

function nameOf({ write: { email, fields } }: Guest): string {
  const name = [fields['FirstName'], fields['LastName']].filter((part) => typeof part === 'string').join(' ');
  return name === '' ? email : `${name} <${email}>`;
}

function reason(isShared: boolean, { object }: PersonLink, isDescribed: boolean): string {
  const why = !isShared
    ? 'Salesforce links one person to an event unless Shared Activities is on'
    : object === 'Lead'
      ? 'Salesforce links one lead, and nobody else, to an event'
      : 'Salesforce links up to 50 contacts, and no leads, to an event of a contact';
  return isDescribed ? `${why}; the description names them.` : `${why}.`;
}
