import {
  bookingStatuses,
  type Clock,
  type CrmField,
  type CrmObject,
  type CrmUser,
  type FieldFinding,
  type MappedFields,
  type MappingVersion,
  type Match,
  type Preview,
  type Question,
  type Readiness,
  type Snapshot,
  type SourceField,
  type Suggestion,
} from '../contract/model/index.js';
import { readiness } from '../contract/rules/readiness.js';
import type { Connections } from '../connections/connections.js';
import type { ConnectionRecord } from '../connections/record.js';
import type { Adapter } from '../crm/adapter.js';
import { problem } from '../http/problems.js';
import type { Db, Store } from '../store/store.js';
import { markerOf } from '../worklist/marker.js';
import type { Worklist } from '../worklist/worklist.js';
import { completed, type MappingDraft } from './document.js';
import { createDrifts } from './drifts.js';
import { requireMatch } from './etag.js';
import { matchPerson, preview, type PreviewedCrm, type PreviewInput } from './preview.js';
import { exampleSnapshot, sampleSnapshot, type ExampleBooking } from './sample.js';
import type { SavedChanges } from './saved-changes.js';
import { allVersions, deleteVersions, latestVersion, readVersion } from './store.js';
import { suggestions } from './suggest.js';
import { invalidParts } from './validity.js';
import { createVersions } from './versions.js';

/** How bookings become records: one document per connection, kept in versions. */
export interface Mappings {
  /** The connection of a tenant; throws `unknown_provider` or `not_connected`. */
  connection(tenant: string, provider: string): Promise<ConnectionRecord>;
  /** The live version; null before there is one. */
  current(connection: ConnectionRecord): Promise<MappingVersion | null>;
  /** Version 1 with the core rows, by "system"; changes nothing where a mapping was kept. */
  createDefault(connection: ConnectionRecord): Promise<MappingVersion>;
  /** A new version. Throws `precondition_required`, `version_conflict` or `mapping_invalid`; then nothing is saved. */
  save(
    connection: ConnectionRecord,
    draft: MappingDraft,
    ifMatch: string | undefined,
    author: string,
  ): Promise<MappingVersion>;
  /** Newest first. */
  versions(connection: ConnectionRecord): Promise<readonly MappingVersion[]>;
  /** Makes an older version live as a new one; with `ifMatch` only over that one. */
  restore(
    connection: ConnectionRecord,
    version: number,
    ifMatch: string | undefined,
    author: string,
  ): Promise<MappingVersion>;
  /** How ready a draft is; what it leaves out is as in the live version. */
  check(connection: ConnectionRecord, draft: MappingDraft): Promise<Readiness>;
  suggestions(connection: ConnectionRecord): Promise<readonly Suggestion[]>;
  /** What mapped fields were when their rows were saved; `refresh` asks the CRM first, if it can be reached. */
  mappedFields(connection: ConnectionRecord, options?: { readonly refresh?: boolean }): Promise<MappedFields>;
  /** Takes these fields as they are now: their change is not told any more. */
  accept(
    connection: ConnectionRecord,
    fields: readonly { readonly object: string; readonly field: string }[],
  ): Promise<MappedFields>;
  /** What a booking would write: a known one by id, a made-up one, or one of samples; with an address, as if that person's. */
  preview(
    connection: ConnectionRecord,
    request: {
      readonly mapping?: MappingDraft;
      readonly booking?: string | ExampleBooking;
      readonly email?: string;
    },
    signal: AbortSignal,
  ): Promise<Preview>;
  match(
    connection: ConnectionRecord,
    person: { readonly email: string; readonly phone?: string },
    signal: AbortSignal,
  ): Promise<Match>;
  /** Deletes every version, in the transaction of a disconnect. */
  forget(tx: Db, connection: string): Promise<void>;
}

/** What mappings need of a CRM. */
export type MappedCrm = PreviewedCrm & Pick<Adapter, 'defaults'>;

/** What mappings need from their neighbours. */
export interface MappingsOptions {
  readonly store: Store;
  readonly now: Clock;
  readonly connections: Pick<Connections, 'require' | 'client'>;
  readonly crms: { adapter(provider: string): MappedCrm };
  readonly catalog: {
    objects(connection: ConnectionRecord): Promise<readonly CrmObject[]>;
    all(
      connection: ConnectionRecord,
      options?: { readonly refresh?: boolean; readonly withinMs?: number },
    ): Promise<Readonly<Record<string, readonly CrmField[]>>>;
    users(connection: ConnectionRecord): Promise<readonly CrmUser[]>;
  };
  readonly bookings: {
    find(tenant: string, id: string): Promise<Snapshot | null>;
    sourceFields(tenant: string): Promise<readonly SourceField[]>;
    questions(tenant: string): Promise<readonly Question[]>;
  };
  readonly worklist: Pick<Worklist, 'release' | 'wake' | 'find'>;
  /** Says why a field is not among those that can be written; undefined when the CRM can't be asked. */
  readonly explain?: (
    connection: ConnectionRecord,
    object: string,
    field: string,
  ) => Promise<FieldFinding | undefined>;
  /** Told after a save is durable and what it may have mended is due again. */
  readonly onSaved?: (connection: ConnectionRecord, changes: SavedChanges) => void;
}

/** How old the fields may be against which a save is checked. */
const savedWithinMs = 30_000;

export function createMappings(options: MappingsOptions): Mappings {
  const { store, now, connections, crms, catalog, bookings, worklist } = options;

  const { live, createDefault, add } = createVersions(options);
  const drifts = createDrifts(options, live);

  /** What is saved must work with the fields of now; a CRM that can't be reached stops no save. */
  async function readAgain(connection: ConnectionRecord): Promise<void> {
    await catalog.all(connection, { withinMs: savedWithinMs }).catch(() => undefined);
  }

  async function surroundings(connection: ConnectionRecord) {
    const { about } = crms.adapter(connection.provider);
    const [objects, fields, sources] = await Promise.all([
      catalog.objects(connection),
      catalog.all(connection),
      bookings.sourceFields(connection.tenant),
    ]);
    return { objects, fields, sources, createAs: about.createAs, crm: about.name };
  }

  return {
    connection: (tenant, provider) => connections.require(tenant, provider),
    current: (connection) => latestVersion(store.db, connection.id),
    createDefault,
    versions: (connection) => allVersions(store.db, connection.id),
    forget: deleteVersions,

    async save(connection, draft, ifMatch, author) {
      const before = await live(connection);
      await requireMatch(connection, before, ifMatch);
      const mapping = completed(draft, before.mapping);
      await readAgain(connection);
      const around = await surroundings(connection);
      const { fallback } = mapping.owner;
      const newOwner = fallback !== null && fallback !== before.mapping.owner.fallback;
      const users = newOwner ? await catalog.users(connection) : null;
      const errors = invalidParts(mapping, draft, before.mapping, { ...around, users });
      if (errors.length > 0) throw problem('mapping_invalid', { count: errors.length }, { errors });
      return add(connection, before, mapping, author);
    },

    async restore(connection, version, ifMatch, author) {
      const before = await live(connection);
      if (ifMatch !== undefined) await requireMatch(connection, before, ifMatch);
      const old = await readVersion(store.db, connection.id, version);
      if (!old) throw problem('not_found', { reason: `The mapping has no version ${version}.` });
      return add(connection, before, old.mapping, author);
    },

    async check(connection, draft) {
      const { mapping: saved } = await live(connection);
      const around = await surroundings(connection);
      const mapped = await drifts.read(connection);
      return readiness(completed(draft, saved), { ...around, saved, mapped });
    },

    mappedFields: (connection, { refresh = false } = {}) => drifts.read(connection, refresh),
    accept: (connection, fields) => drifts.accept(connection, fields),

    async suggestions(connection) {
      const { mapping } = await live(connection);
      return suggestions({ mapping, ...(await surroundings(connection)) });
    },

    async preview(connection, request, signal) {
      const { tenant } = connection;
      const { mapping } = await live(connection);
      const around = await surroundings(connection);
      const [questions, users] = await Promise.all([bookings.questions(tenant), catalog.users(connection)]);
      const snapshot = await snapshotOf(tenant, request.booking, around.sources);
      return preview({
        ...around,
        mapping: request.mapping ? completed(request.mapping, mapping) : mapping,
        snapshot,
        questions,
        users,
        email: request.email ?? null,
        adapter: crms.adapter(connection.provider),
        client: connections.client(connection),
        ...(await progressOf(connection, snapshot, typeof request.booking === 'string')),
        signal,
      });
    },

    async match(connection, person, signal) {
      const { mapping } = await live(connection);
      return matchPerson(
        {
          mapping,
          objects: await catalog.objects(connection),
          adapter: crms.adapter(connection.provider),
          client: connections.client(connection),
          signal,
        },
        person,
      );
    },
  };

  async function snapshotOf(
    tenant: string,
    booking: string | ExampleBooking | undefined,
    sources: readonly SourceField[],
  ): Promise<Snapshot> {
    if (booking === undefined) return sampleSnapshot(sources, now());
    if (typeof booking !== 'string') return exampleSnapshot(booking, now());
    const known = await bookings.find(tenant, booking);
    if (!known) throw problem('not_found', { reason: `There is no booking “${booking}”.` });
    return known;
  }

  /** What a booking was written to so far, and what it has reached since; a made-up one is as if it had just come. */
  async function progressOf(
    connection: ConnectionRecord,
    { kind, id, status }: Snapshot,
    isKnown: boolean,
  ): Promise<Pick<PreviewInput, 'written' | 'reached' | 'marker'>> {
    const { id: of, tenant } = connection;
    const key = { connection: of, tenant, kind, booking: id };
    const marker = (object: string) => markerOf(key, object);
    const items = isKnown ? await worklist.find(store.db, tenant, { kind, booking: id }) : [];
    const item = items.find((each) => each.connection === of);
    const reached = bookingStatuses.filter((each) => item?.reached[each] !== undefined);
    return {
      written: Object.fromEntries((item?.records ?? []).map((record) => [record.object, record.id])),
      reached: reached.length > 0 ? reached : [status],
      marker,
    };
  }
}
