import { RowIndex } from './row-index.js';
import type { Value } from './values.js';

/** One record; rows are never changed in place, only replaced. */
export interface Row {
  readonly id: string;
  readonly object: string;
  readonly deleted: boolean;
  readonly values: Readonly<Record<string, Value>>;
}

/** The records of one org, with transactions that can be undone and look-up by any field's value. */
export class RecordStore {
  private readonly tables = new Map<string, Table>();
  private journal: { object: string; id: string; before: Row | undefined }[] | undefined;

  /** @param wrote told each change that stays, once it is sure to. */
  constructor(private readonly wrote: (row: Row) => void) {}

  get(object: string, id: string): Row | undefined {
    return this.tables.get(object)?.rows.get(id);
  }

  /** All rows of an object, deleted ones too, oldest first. */
  all(object: string): Row[] {
    return [...(this.tables.get(object)?.rows.values() ?? [])];
  }

  /** The rows, deleted ones too, whose field may hold the text: all that do, in any case of letters, oldest first. */
  find(object: string, field: string, text: string): Row[] {
    const table = this.tables.get(object);
    return table ? table.index.find(field, text, table.rows) : [];
  }

  put(row: Row): void {
    const before = this.get(row.object, row.id);
    this.set(row.object, row.id, row);
    if (this.journal) this.journal.push({ object: row.object, id: row.id, before });
    else this.wrote(row);
  }

  /** Runs work whose changes are undone when it throws; transactions nest. */
  transaction<T>(work: () => T): T {
    const outer = this.journal;
    const journal: NonNullable<typeof this.journal> = [];
    this.journal = journal;
    try {
      const result = work();
      if (outer) for (const entry of journal) outer.push(entry);
      else this.tellOf(journal);
      return result;
    } catch (error) {
      for (const { object, id, before } of journal.reverse()) this.set(object, id, before);
      throw error;
    } finally {
      this.journal = outer;
    }
  }

  clear(): void {
    this.tables.clear();
  }

  /** Every row, for saving. */
  rows(): Row[] {
    return [...this.tables.values()].flatMap(({ rows }) => [...rows.values()]);
  }

  private tellOf(journal: readonly { object: string; id: string }[]): void {
    const changed = new Set(journal.map(({ object, id }) => this.get(object, id)));
    for (const row of changed) if (row) this.wrote(row);
  }

  private set(object: string, id: string, row: Row | undefined): void {
    let table = this.tables.get(object);
    if (!table) this.tables.set(object, (table = { rows: new Map(), index: new RowIndex() }));
    table.index.replace(table.rows.get(id), row);
    if (row) table.rows.set(id, row);
    else table.rows.delete(id);
  }
}

interface Table {
  rows: Map<string, Row>;
  index: RowIndex;
}
