/** The day that an instant falls on in a time zone, `YYYY-MM-DD`; UTC where the zone is unknown. */
export function dayIn(instant: string, timeZone: string | null): string {
  return wallClock(Date.parse(instant), timeZone).slice(0, 10);
}

/** An instant as people in a time zone read it: `2026-12-01 10:00 America/New_York`. */
export function readableIn(instant: string, timeZone: string | null): string {
  const zone = knownZone(timeZone);
  return `${wallClock(Date.parse(instant), zone).slice(0, 16).replace('T', ' ')} ${zone ?? 'UTC'}`;
}

/**
 * The instant at which clocks in a time zone show a date and time, `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm[:ss]`. A time
 * that the change to summer time skips is the one that clocks jump to; one that comes twice is the first.
 */
export function instantIn(local: string, timeZone: string | null): string {
  const wanted = Date.parse(`${local.length === 10 ? `${local}T00:00` : local}Z`);
  // The offset may differ on the two sides of the guess by a change of the clocks: try both.
  const offsets = [wanted - 86_400_000, wanted + 86_400_000].map((at) => offsetAt(at, timeZone));
  const fitting = offsets.find((offset) => offsetAt(wanted - offset, timeZone) === offset);
  return new Date(wanted - (fitting ?? offsets[0] ?? 0)).toISOString();
}

function offsetAt(time: number, timeZone: string | null): number {
  return Date.parse(`${wallClock(time, timeZone)}Z`) - Math.floor(time / 1000) * 1000;
}

/** `YYYY-MM-DDTHH:mm:ss` as clocks in the zone show it. */
function wallClock(time: number, timeZone: string | null): string {
  const zone = knownZone(timeZone);
  if (zone === null) return new Date(time).toISOString().slice(0, 19);
  const parts = new Map(
    formatter(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '00';
  const year = part('year').padStart(4, '0');
  return `${year}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}

function knownZone(timeZone: string | null): string | null {
  if (timeZone === null) return null;
  try {
    formatter(timeZone);
    return timeZone;
  } catch {
    // Intl has no other way to ask whether it knows a zone.
    return null;
  }
}

/** Making a formatter costs a thousand times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  // Zones are named by bookings; the map must not grow with whatever they say.
  if (formatters.size > 600) formatters.clear();
  formatters.set(timeZone, made);
  return made;
}
