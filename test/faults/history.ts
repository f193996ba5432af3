/** Invents what happens to many bookings, and in which order the server hears of it. */
import type { Chance } from './random.js';
import { subjectFor, type BookingEvent, type Status } from './story.js';
import { hour, minute, second } from './world.js';

/** Events that reach the server in one request. */
export interface Delivery {
  readonly at: number;
  readonly events: readonly BookingEvent[];
}

/** Deliveries from `from` on, within `span` for the most part: with repeats, late ones and all orders. */
export function deliveriesOf(
  chance: Chance,
  {
    bookings,
    from,
    span,
    guests = null,
  }: { bookings: number; from: number; span: number; guests?: Chance | null },
): readonly Delivery[] {
  const people = Array.from({ length: Math.max(1, Math.ceil(bookings * 0.7)) }, (_, at) =>
    personOf(chance, at),
  );
  const heard: { at: number; event: BookingEvent }[] = [];
  for (let number = 0; number < bookings; number++) {
    for (const event of historyOf(chance, `bkg-${number}`, people, from, span, guests)) {
      const happened = Date.parse(event.occurredAt);
      const late = chance.happens(0.15) ? chance.between(minute, 3 * hour) : 0;
      // Clocks of senders are off by up to five minutes.
      const at = Math.max(from, happened + chance.between(-5 * minute, 30 * second) + late);
      heard.push({ at, event });
      if (chance.happens(0.15)) heard.push({ at: at + chance.between(0, hour), event });
    }
  }
  return grouped(
    chance,
    heard.sort((a, b) => a.at - b.at),
  );
}

function historyOf(
  chance: Chance,
  id: string,
  people: readonly string[],
  from: number,
  span: number,
  guests: Chance | null,
): BookingEvent[] {
  let email = people[chance.between(0, people.length - 1)] ?? '';
  let happened = from + chance.between(0, span);
  let start = from + chance.between(48, 400) * hour;
  return statusesOf(chance).map((status, at) => {
    // Two things at the same instant: the more final one counts.
    if (at > 0 && !chance.happens(0.05))
      happened += chance.between(second, chance.happens(0.5) ? minute : hour);
    if (status === 'rescheduled') start += chance.between(1, 96) * 15 * minute;
    if (at > 0 && chance.happens(0.08)) email = people[chance.between(0, people.length - 1)] ?? '';
    return {
      eventId: `${id}-${at}`,
      id,
      occurredAt: new Date(happened).toISOString(),
      status,
      contact: {
        email: chance.happens(0.1) ? ` ${email.toUpperCase()} ` : email,
        firstName: chance.oneOf(['Ana', 'Zoë', '李', 'أحمد', 'Bo']),
        lastName: `${chance.oneOf(['López', 'O’Neil', "O'Brien", 'Back\\slash', 'Quo"te', '😀'])} ${id}.${at}`,
        company: chance.oneOf(['Acme', 'Brightside & Sons', 'Ünlü']),
      },
      booking: {
        subject: subjectFor(id, chance.oneOf(['Intro call', 'Demo', 'Review 🚀'])),
        start: new Date(start).toISOString(),
        end: new Date(start + 30 * minute).toISOString(),
        ...(chance.happens(0.7) && { location: `Room ${chance.between(1, 9)}` }),
      },
      ...(guests?.happens(0.4) && { guests: guestsAmong(guests, people, email) }),
    };
  });
}

function statusesOf(chance: Chance): Status[] {
  const moved = Array.from({ length: chance.between(0, 3) }, (): Status => 'rescheduled');
  const ends: readonly [Status[], ...Status[][]] = [
    [],
    [],
    ['cancelled'],
    ['no_show'],
    ['completed'],
    ['no_show', 'cancelled'],
  ];
  return ['booked', ...moved, ...chance.oneOf(ends)];
}

/** Others who take part: people with bookings of their own, and some who are only guests. */
function guestsAmong(chance: Chance, people: readonly string[], email: string): { email: string }[] {
  const known = people.filter((one) => one !== email);
  const all = [...known, 'guest.1@acme.example', 'guest.2@acme.example'];
  return chance
    .shuffled(all)
    .slice(0, chance.between(1, 3))
    .map((one) => ({ email: one }));
}

function personOf(chance: Chance, at: number): string {
  return `${chance.oneOf(['ana', 'bo+work', "d'arcy", 'x_y'])}.${at}@acme.example`;
}

/** Some of what comes one after the other comes in one request. */
function grouped(chance: Chance, heard: readonly { at: number; event: BookingEvent }[]): Delivery[] {
  const deliveries: { at: number; events: BookingEvent[] }[] = [];
  let size = 0;
  for (const { at, event } of heard) {
    const last = deliveries.at(-1);
    if (last && last.events.length < size) {
      last.events.push(event);
      last.at = at;
    } else {
      deliveries.push({ at, events: [event] });
      size = chance.happens(0.3) ? chance.between(1, 40) : 1;
    }
  }
  return deliveries;
}
