import type { StoredBooking } from '../bookings/fold.js';
import { keyOf, type SyncItem } from '../worklist/item.js';

/** Most batches of one connection that are in flight at a time. */
export const mostLanes = 3;

/**
 * Divides items into batches that may be written at the same time: whatever is about the same person stays together,
 * so that nobody is created twice. A batch has up to `size` items, more only when one person has more.
 */
export function lanesOf(
  items: readonly SyncItem[],
  bookings: ReadonlyMap<string, StoredBooking>,
  size: number,
): readonly (readonly SyncItem[])[] {
  const lanes: SyncItem[][] = [];
  for (const group of groupsOf(items, bookings)) {
    const lane = lanes.find((one) => one.length + group.length <= size);
    if (lane) lane.push(...group);
    else lanes.push([...group]);
  }
  return lanes;
}

/** Items that share a person, directly or through others, in the order in which they came. */
function groupsOf(
  items: readonly SyncItem[],
  bookings: ReadonlyMap<string, StoredBooking>,
): readonly (readonly SyncItem[])[] {
  const groups = new Map<string, Set<SyncItem>>();
  for (const item of items) {
    const names = namesIn(bookings.get(keyOf(item)));
    const merged = new Set([item]);
    for (const group of new Set(names.flatMap((name) => groups.get(name) ?? []))) {
      for (const one of group) merged.add(one);
    }
    const all = [...merged].flatMap((one) => namesIn(bookings.get(keyOf(one))));
    for (const name of all.length > 0 ? all : [keyOf(item)]) groups.set(name, merged);
  }
  return [...new Set(groups.values())].map((group) => [...group]);
}

/** Everything by which the people of a booking may be found in a CRM. */
function namesIn(booking: StoredBooking | undefined): readonly string[] {
  if (!booking) return [];
  const { contact, guests } = booking.snapshot;
  const emails = [contact.email, ...guests.map(({ email }) => email)].flatMap((email) =>
    typeof email === 'string' ? email.trim().toLowerCase() : [],
  );
  const phone = typeof contact.phone === 'string' ? contact.phone.replace(/\D/g, '') : '';
  return [...emails, ...(phone === '' ? [] : [phone])];
}
