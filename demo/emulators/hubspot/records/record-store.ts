import type { StoredRecord } from './record.js';

/** One object type's records, with look-up by unique value and a search index that lags behind. */
export class RecordStore {
  private readonly byId = new Map<string, StoredRecord>();
  private readonly idByUnique = new Map<string, string>();
  private readonly keysById = new Map<string, string[]>();
  private readonly history = new Map<string, IndexedVersion[]>();

  /** `uniqueNames` tells which properties are unique at the moment; `email` is matched in any case. */
  constructor(
    private readonly uniqueNames: () => readonly string[],
    private readonly wrote: (id: string, record: StoredRecord | undefined) => void,
  ) {}

  /** A live record by id, also by the id of a record that was merged into it. */
  get(id: string): StoredRecord | undefined {
    const record = this.byId.get(this.idByUnique.get(`merged\0${id}`) ?? id);
    return record && record.archivedAt === undefined ? record : undefined;
  }

  /** A record by id even if archived. */
  getArchived(id: string): StoredRecord | undefined {
    const record = this.byId.get(id);
    return record?.archivedAt === undefined ? undefined : record;
  }

  /** A live record by the value of a unique property; without a property, by id. */
  find(idProperty: string | undefined, value: string): StoredRecord | undefined {
    if (idProperty === undefined || idProperty === 'hs_object_id') return this.get(value);
    const id = this.idByUnique.get(uniqueKey(idProperty, value));
    return id === undefined ? undefined : this.get(id);
  }

  /** All live records, oldest first. */
  live(): StoredRecord[] {
    return [...this.byId.values()].filter((record) => record.archivedAt === undefined);
  }

  archived(): StoredRecord[] {
    return [...this.byId.values()].filter((record) => record.archivedAt !== undefined);
  }

  /** Adds or replaces a record and notes it for the search index. */
  put(record: StoredRecord): void {
    this.byId.set(record.id, record);
    this.wrote(record.id, record);
    this.reindexUnique(record);
    const at = record.archivedAt ?? record.updatedAt;
    const versions = this.history.get(record.id) ?? [];
    // What the index can still be asked for: the last hour, and what was true when it began.
    const needed = Math.max(
      0,
      versions.findLastIndex((version) => version.at <= at - longestLagMs),
    );
    const version = { at, properties: record.properties, live: record.archivedAt === undefined };
    this.history.set(record.id, [...versions.slice(needed).slice(-19), version]);
  }

  /** Removes every trace of a record, as a GDPR deletion does. */
  erase(id: string): void {
    for (const key of this.keysById.get(id) ?? []) this.idByUnique.delete(key);
    this.keysById.delete(id);
    this.byId.delete(id);
    this.wrote(id, undefined);
    this.history.delete(id);
  }

  /** What the search index held at a moment: records with the values they had then. */
  searchable(at: number): StoredRecord[] {
    const found: StoredRecord[] = [];
    for (const record of this.byId.values()) {
      const version = this.history.get(record.id)?.findLast((entry) => entry.at <= at);
      if (!version?.live) continue;
      const isAsIs = version.properties === record.properties && record.archivedAt === undefined;
      found.push(isAsIs ? record : { ...record, archivedAt: undefined, properties: version.properties });
    }
    return found;
  }

  all(): StoredRecord[] {
    return [...this.byId.values()];
  }

  clear(): void {
    for (const map of [this.byId, this.idByUnique, this.keysById, this.history]) map.clear();
  }

  private reindexUnique(record: StoredRecord): void {
    for (const key of this.keysById.get(record.id) ?? []) this.idByUnique.delete(key);
    const keys = record.archivedAt === undefined ? this.uniqueKeys(record) : [];
    for (const key of keys) this.idByUnique.set(key, record.id);
    this.keysById.set(record.id, keys);
  }

  private uniqueKeys(record: StoredRecord): string[] {
    const keys = record.mergedIds.map((id) => `merged\0${id}`);
    for (const name of this.uniqueNames()) {
      const value = record.properties[name];
      if (value !== undefined) keys.push(uniqueKey(name, value));
    }
    for (const email of (record.properties['hs_additional_emails'] ?? '').split(';')) {
      if (email !== '') keys.push(uniqueKey('email', email));
    }
    return keys;
  }
}

const longestLagMs = 3_600_000;

interface IndexedVersion {
  at: number;
  properties: Record<string, string>;
  live: boolean;
}

function uniqueKey(name: string, value: string): string {
  return `${name}\0${name === 'email' ? value.trim().toLowerCase() : value}`;
}
