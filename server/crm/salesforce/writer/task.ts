import type { Fault } from '../../../contract/model/index.js';
import type { CrmClient, Journal, WriteContext, WriteOutcome } from '../../adapter.js';
import type { BatchSize } from './batch-size.js';
import type { Draft } from './draft.js';

/** One call of `write`: the line, the journal and how many rows travel together. */
export interface Task {
  readonly client: CrmClient;
  readonly context: WriteContext;
  readonly size: BatchSize;
  /** Records the creates among the drafts, anew with each request: a lost one is looked for that long after the last. */
  intend(drafts: readonly Draft[]): Promise<void>;
  settle(outcomes: readonly WriteOutcome[]): Promise<void>;
  /** True as long as a record that met a lock or a limit of Apex may be sent once more in this pass. */
  mayRepeat(key: string): boolean;
}

/** As many as it takes to come from the largest batch to the smallest. */
const mostRepeats = 3;

/** Makes a task of what `write` was given. */
export function createTask(
  client: CrmClient,
  journal: Journal,
  context: WriteContext,
  size: BatchSize,
): Task {
  const repeats = new Map<string, number>();
  return {
    client,
    context,
    size,
    async intend(drafts) {
      const keys = drafts.filter(({ id }) => id === null).map(({ key }) => key);
      if (keys.length > 0) await journal.intend(keys);
    },
    settle: async (outcomes) => {
      if (outcomes.length > 0) await journal.settle(outcomes);
    },
    mayRepeat(key) {
      const count = (repeats.get(key) ?? 0) + 1;
      repeats.set(key, count);
      return count <= mostRepeats;
    },
  };
}

/** The outcome of a record that was written, or needed no writing. */
export function written(draft: Draft, id: string): WriteOutcome {
  const { key, omitted, object, guests } = draft;
  const result = draft.id === null ? 'created' : 'updated';
  return { key, omitted, result, object, id, ...(guests && { guests }) };
}

/** The outcome of a record that was not written. */
export function failedWith({ key, omitted }: Draft, fault: Fault): WriteOutcome {
  return { key, omitted, result: 'failed', fault };
}
