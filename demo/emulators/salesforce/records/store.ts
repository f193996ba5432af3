import type { Value } from './values.js';

/** One record; rows are never changed in place, only replaced. */
export interface Row {
  readonly id: string;
  readonly object: string;
  readonly deleted: boolean;
  readonly values: Readonly<Record<string, Value>>;
}

/** The records of one org, with transactions that can be undone. */
export class RecordStore {
  private readonly tables = new Map<string, Map<string, Row>>();
  private journal: { object: string; id: string; before: Row | undefined }[] | undefined;

  /** @param changed told once per change that stays. */
  constructor(private readonly changed: () => void) {}

  get(object: string, id: string): Row | undefined {
    return this.tables.get(object)?.get(id);
  }

  /** All rows of an object, deleted ones too, oldest first. */
  all(object: string): Row[] {
    return [...(this.tables.get(object)?.values() ?? [])];
  }

  put(row: Row): void {
    let table = this.tables.get(row.object);
    if (!table) this.tables.set(row.object, (table = new Map()));
    this.journal?.push({ object: row.object, id: row.id, before: table.get(row.id) });
    table.set(row.id, row);
    this.changed();
  }

  /** Runs work whose changes are undone when it throws; transactions nest. */
  transaction<T>(work: () => T): T {
    const outer = this.journal;
    const journal: NonNullable<typeof this.journal> = [];
    this.journal = journal;
    try {
      const result = work();
      outer?.push(...journal);
      return result;
    } catch (error) {
      for (const { object, id, before } of journal.reverse()) {
        if (before) this.tables.get(object)?.set(id, before);
        else this.tables.get(object)?.delete(id);
      }
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
    return [...this.tables.values()].flatMap((table) => [...table.values()]);
  }
}
