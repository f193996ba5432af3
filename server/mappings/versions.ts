import type { Clock, Mapping, MappingVersion } from '../contract/model/index.js';
import type { ConnectionRecord } from '../connections/record.js';
import { problem } from '../http/problems.js';
import { isRace } from '../store/errors.js';
import type { Store } from '../store/store.js';
import type { Worklist } from '../worklist/worklist.js';
import { firstMapping } from './document.js';
import type { MappingsOptions } from './mappings.js';
import { savedChanges } from './saved-changes.js';
import { insertVersion, latestVersion } from './store.js';

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
    const mapping = firstMapping(defaults.objects(await catalog.all(connection)), about.createAs);
    const first: MappingVersion = { version: 1, author: 'system', createdAt: now().toISOString(), mapping };
    try {
      await insertVersion(store.db, connection.id, first);
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
    try {
      await store.transaction(async (tx) => {
        const latest = await latestVersion(tx, connection.id);
        if (latest && latest.version !== before.version) throw conflict(latest);
        await insertVersion(tx, connection.id, after);
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

/** The version as an ETag. */
export function etagOf({ version }: Pick<MappingVersion, 'version'>): string {
  return `"${version}"`;
}

/** Throws unless `If-Match` names the live version. */
export function requireMatch(latest: MappingVersion, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '') throw problem('precondition_required');
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!tags.includes('*') && !tags.includes(etagOf(latest))) throw conflict(latest);
}

function conflict({ version, author, createdAt }: MappingVersion) {
  return problem('version_conflict', { version, author, createdAt });
}
