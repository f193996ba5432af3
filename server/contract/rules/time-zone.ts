/** True for a time zone that clocks can be read in: an IANA name such as `America/New_York`, or `UTC`. */
export function isTimeZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const read = isReadable(name);
  // Zones are named by bookings; the map must not grow with whatever they say.
  if (zones.size > 600) zones.clear();
  zones.set(name, read);
  return read;
}

/** Asking costs a thousand times what remembering does. */
const zones = new Map<string, boolean>();

function isReadable(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    // Intl has no other way to ask whether it knows a zone.
    return false;
  }
}
