/** How many rows travel together; fewer while the org is under strain. */
export interface BatchSize {
  readonly rows: number;
  shrink(): void;
  /** Called after a full batch without strain; a few in a row make it grow back. */
  succeed(): void;
}

/** A collection holds at most 200 records (Salesforce docs, sObject Collections). */
const steps = [200, 100, 50, 10] as const;
/** Growing back at once would meet the same limit with every second call. */
const successesToGrow = 3;

/** Starts at the most that Salesforce takes. */
export function createBatchSize(): BatchSize {
  let step = 0;
  let successes = 0;
  return {
    get rows() {
      return steps[step] ?? 200;
    },
    shrink() {
      step = Math.min(steps.length - 1, step + 1);
      successes = 0;
    },
    succeed() {
      successes += 1;
      if (successes < successesToGrow) return;
      step = Math.max(0, step - 1);
      successes = 0;
    },
  };
}
