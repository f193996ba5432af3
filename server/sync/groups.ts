import type { PersonLink } from './store.js';
import type { Task } from './task.js';

/** What bookings of a batch say about one person. */
export interface Group {
  readonly email: string;
  /** Other addresses under which bookings of the batch name the same person. */
  readonly also: readonly string[];
  /** Bookings of the person, and those that they are a guest of. */
  readonly tasks: readonly Task[];
  /** Those that say who the person is: the older first, so that what happened last wins. */
  readonly speaking: readonly Task[];
}

/** What an older booking says of somebody counts no more once a newer one has spoken. */
export function groupByEmail(tasks: readonly Task[], links: ReadonlyMap<string, PersonLink>): Group[] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) groups.set(task.email, [...(groups.get(task.email) ?? []), task]);
  return [...groups].map(([email, group]) => {
    const own = group.filter(({ guestOf }) => guestOf === null);
    const heard = links.get(email)?.saidAt ?? '';
    const speaking = inOrder(own.filter((task) => saidAt(task) >= heard));
    return { email, also: [], tasks: group, speaking: own.length > 0 ? speaking : group };
  });
}

/** Both as what bookings say about the person of the first. */
export function joined(first: Group, second: Group): Group {
  return {
    email: first.email,
    also: [...first.also, second.email, ...second.also],
    tasks: [...first.tasks, ...second.tasks],
    speaking: inOrder([...first.speaking, ...second.speaking]),
  };
}

/** When a booking spoke; a guest says nothing. */
export function saidAt({ guestOf, snapshot }: Task): string {
  return guestOf === null ? new Date(snapshot.occurredAt).toISOString() : '';
}

function inOrder(tasks: readonly Task[]): Task[] {
  return [...tasks].sort((a, b) => (saidAt(a) < saidAt(b) ? -1 : saidAt(a) > saidAt(b) ? 1 : 0));
}
