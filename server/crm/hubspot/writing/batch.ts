import type { CrmClient, Journal, WriteContext, WriteOutcome } from '../../adapter.js';
import type { JsonValue } from '../../../contract/model/index.js';
import type { Paths } from '../paths.js';
import type { CrmRecord } from '../replies.js';
import { BatchRun } from './batch-run.js';
import type { Guests } from './guests.js';

/** What a batch is written over. */
export interface Line {
  readonly client: CrmClient;
  readonly paths: Paths;
  readonly journal: Journal;
  readonly context: WriteContext;
}

/** One record of a batch. */
export interface BatchRow {
  readonly key: string;
  /** Record id, or the e-mail of an upsert; null for a create. */
  readonly id: string | null;
  /** Contact that a new record is linked to. */
  readonly linkedTo: string | null;
  /** Of a meeting whose write names guests. */
  readonly guests?: Guests;
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly optional: readonly string[];
  /** Knows the row's record again in a reply that does not repeat the trace id. */
  isMine(record: CrmRecord): boolean;
}

/** A call that takes many rows. */
export interface BatchCall {
  readonly object: string;
  readonly action: 'create' | 'update' | 'upsert';
  readonly effect: 'repeatable' | 'create';
  /** What goes beside properties and trace id. */
  input(row: BatchRow, guests: Guests): Readonly<Record<string, JsonValue>>;
  /** Finds the records of rows that a reply did not name; without it their outcome is unknown. */
  lookUp?(rows: readonly BatchRow[]): Promise<readonly CrmRecord[]>;
}

/** Most rows of one call (HubSpot docs, batch endpoints, Nov 2026). */
export const rowsPerCall = 100;

/**
 * Writes the rows, 100 per call, and settles each once. Gives the outcomes. HubSpot refuses a whole batch for
 * one bad row: rows that it names are set right or failed, others are found by halving.
 */
export async function writeRows(
  line: Line,
  call: BatchCall,
  rows: readonly BatchRow[],
): Promise<readonly WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const chunk of chunks(rows)) {
    outcomes.push(...(await new BatchRun(line, call).run(chunk)));
  }
  return outcomes;
}

/** HubSpot refuses an id that comes twice in one call, so the second goes into the next. */
function chunks(rows: readonly BatchRow[]): readonly (readonly BatchRow[])[] {
  const made: { rows: BatchRow[]; ids: Set<string> }[] = [];
  for (const row of rows) {
    const fits = made.find(
      (chunk) => chunk.rows.length < rowsPerCall && (row.id === null || !chunk.ids.has(row.id)),
    );
    const chunk = fits ?? { rows: [], ids: new Set() };
    if (!fits) made.push(chunk);
    chunk.rows.push(row);
    if (row.id !== null) chunk.ids.add(row.id);
  }
  return made.map((chunk) => chunk.rows);
}
