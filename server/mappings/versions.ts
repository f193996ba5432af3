import type { Clock, Mapping, MappingVersion } from '../contract/model/index.js';
import type { ConnectionRecord } from '../connections/record.js';
import { problem } from '../http/problems.js';
import { isRace } from '../store/errors.js';
import type { Store } from '../store/store.js';
import type { Worklist } from '../worklist/worklist.js';
import { firstMapping } from './document.js';
import type { MappingsOptions } from './mappings.js';
import { savedChanges } from './saved-changes.js';
import { notedAfter } from './noted.js';
import { insertVersion, latestVersion, readNoted, writeNoted } from './store.js';

/** Keeps the versions of each mapping: the newest is live, and none is ever changed. */
export interface Versions {
  /** The live version; makes the first where there is none. */
  live(connection: ConnectionRecord): Promise<MappingVersion>;
  createDefault(connection: ConnectionRecord): Promise<MappingVersion>;
  /** Adds a version over `before` and frees what it may mend; throws `version_conflict`. */
  add(
    connection: ConnectionRecord,
    before: MappingVersion,
    mapping: Mapping,
    author: string,
  ): Promise<MappingVersion>;
}

interface VersionsOptions extends Pick<MappingsOptions, 'crms' | 'onSaved'> {
  readonly store: Store;
  readonly now: Clock;
  readonly catalog: Pick<MappingsOptions['catalog'], 'all'>;
  readonly worklist: Pick<Worklist, 'release' | 'wake'>;
}

export function createVersions(options: VersionsOptions): Versions {
  const { store, now, crms, catalog, worklist } = options;

  async function live(connection: ConnectionRecord): Promise<MappingVersion> {
    return (await latestVersion(store.db, connection.id)) ?? createDefault(connection);
  }

  async function createDefault(connection: ConnectionRecord): Promise<MappingVersion> {
    const kept = await latestVersion(store.db, connection.id);
    if (kept) return kept;
    const { defaults, about } = crms.adapter(connection.provider);
    const fields = await catalog.all(connection);
    const mapping = firstMapping(defaults.objects(fields), about.createAs);
    const createdAt = now().toISOString();
    const first: MappingVersion = { version: 1, author: 'system', createdAt, mapping };
    try {
      await store.transaction(async (tx) => {
        await insertVersion(tx, connection.id, first);
        await writeNoted(tx, connection.id, notedAfter(null, null, mapping, fields, createdAt));
      });
      return first;
    } catch (error) {
      const other = await latestVersion(store.db, connection.id);
      if (other) return other;
      throw error;
    }
  }

  async function add(
    connection: ConnectionRecord,
    before: MappingVersion,
    mapping: Mapping,
    author: string,
  ): Promise<MappingVersion> {
    const version = before.version + 1;
    const after: MappingVersion = {
      version,
      author,
      createdAt: now().toISOString(),
      mapping: { ...mapping, version },
    };
    const changes = savedChanges(before.mapping, after.mapping);
    const fields = await catalog.all(connection);
    try {
      await store.transaction(async (tx) => {
        const latest = await latestVersion(tx, connection.id);
        if (latest && latest.version !== before.version) throw conflict(latest);
        await insertVersion(tx, connection.id, after);
        const noted = await readNoted(tx, connection.id);
        const next = notedAfter(noted, before.mapping, after.mapping, fields, after.createdAt);
        await writeNoted(tx, connection.id, next);
        await worklist.release(tx, connection.id, (fault) => changes.touches(fault));
      });
    } catch (error) {
      const latest = isRace(error) ? await latestVersion(store.db, connection.id) : null;
      throw latest ? conflict(latest) : error;
    }
    worklist.wake([connection.id]);
    options.onSaved?.(connection, changes);
    return after;
  }

  return { live, createDefault, add };
}

/** Somebody else saved first; `detail` says it where that is not how it came. */
export function conflict({ version, author, createdAt }: MappingVersion, detail?: string) {
  return problem('version_conflict', { version, author, createdAt }, detail === undefined ? {} : { detail });
}
