import type { PersonWrite, WriteOutcome } from '../crm/adapter.js';
import { hash } from '../worklist/hash.js';
import type { LinkPlan } from './links.js';
import type { PersonPlan } from './people.js';
import type { OpenOperation } from './operation-store.js';

/** A create that is about to be sent. */
export type Intent = Omit<OpenOperation, 'startedAt'> & { readonly hash: string };

/** Creates of one batch that were begun and of which nobody has said yet what became of them, by the key of their write. */
export class Intents {
  private readonly open = new Map<string, OpenOperation>();

  has(key: string): boolean {
    return this.open.has(key);
  }

  begin(key: string, intent: Intent, startedAt: string): void {
    this.open.set(key, { ...intent, startedAt });
  }

  /**
   * Those whose outcome is told. One that is told to be unknown stays open in the store, whatever else of the batch is
   * refused: what became of it is found out before it is made again.
   */
  end(outcomes: readonly WriteOutcome[]): readonly OpenOperation[] {
    return outcomes.flatMap(({ key, ...outcome }) => {
      const operation = this.open.get(key);
      this.open.delete(key);
      const isUnknown = outcome.result === 'failed' && outcome.fault.class === 'unknown';
      return operation && !isUnknown ? [operation] : [];
    });
  }

  endAll(): readonly OpenOperation[] {
    const all = [...this.open.values()];
    this.open.clear();
    return all;
  }
}

/** What is noted of a meeting or case that is to be created; null for one that is there. */
export function linkIntent(
  { task, write, hashes }: LinkPlan,
  person: Pick<PersonWrite, 'object' | 'id'> | undefined,
): Intent | null {
  if (write.id !== null) return null;
  const { kind, booking } = task.item;
  const personThere = person && person.id !== null ? { object: person.object, id: person.id } : null;
  return {
    ...{ kind, booking, object: write.object, hash: hash(JSON.stringify(hashes)) },
    write: { ...write, ...(personThere && { personThere }) },
  };
}

/** What is noted of a person who may be created; null for one who is there. */
export function personIntent({ email, write }: PersonPlan): Intent | null {
  if (write.id !== null) return null;
  return { kind: 'person', booking: email, object: write.object, write: null, hash: '' };
}

/** What is noted of a change of a person that may come through late, for each address that bookings know them by. */
export function lateChange({ email, also, write: { object } }: PersonPlan): readonly Intent[] {
  return [email, ...also].map((address) => lateChangeOf(address, object));
}

/** The same of somebody of whom only the address is known. */
export function lateChangeOf(email: string, object = ''): Intent {
  return { kind: 'person', booking: email, object, write: null, hash: '' };
}
