import type { Clock, CrmField, CrmObject, CrmUser, NewField, NewFieldPlan } from '../contract/model/index.js';
import type { ConnectionRecord } from '../connections/record.js';
import type { Connections } from '../connections/connections.js';
import type { Crms } from '../connections/crms.js';
import { withDeadline } from '../connections/deadline.js';
import { digest } from '../connections/digest.js';
import type { Log } from '../http/log.js';
import { problem } from '../http/problems.js';
import type { Db, Store } from '../store/store.js';
import {
  accountOf,
  dropEntriesBut,
  forget,
  readEntries,
  readSince,
  readLearned,
  readUsers,
  writeEntry,
  writeLearned,
  writeUsers,
  type CatalogEntry,
} from './store.js';

/**
 * Objects and fields of the connected accounts, read once and kept. What is older than five minutes, or than the asker
 * cares about, is still given at once and read again behind it; `refresh` waits for the CRM.
 */
export interface Catalog {
  objects(connection: ConnectionRecord, options?: Freshness): Promise<readonly CrmObject[]>;
  /** Throws `unknown_object`. */
  fields(connection: ConnectionRecord, object: string, options?: Freshness): Promise<readonly CrmField[]>;
  /** Fields of every object, by its name. */
  all(
    connection: ConnectionRecord,
    options?: Freshness,
  ): Promise<Readonly<Record<string, readonly CrmField[]>>>;
  /** Changes whenever the fields of an object do; opaque. */
  version(connection: ConnectionRecord, object: string): Promise<string>;
  users(connection: ConnectionRecord, options?: Freshness): Promise<readonly CrmUser[]>;
  createField(connection: ConnectionRecord, object: string, field: NewField): Promise<CrmField>;
  /** How such a field comes to be made; throws `unknown_object`. */
  planField(connection: ConnectionRecord, object: string, field: NewField): Promise<NewFieldPlan>;
  /** The CRM refused a write without this field: from now on it counts as required. */
  learn(connection: ConnectionRecord, object: string, field: string, reason: string): Promise<void>;
  /** The connection leads to another account now. */
  forget(db: Db, connectionId: string): Promise<void>;
}

export interface Freshness {
  /** Ask the CRM before answering. */
  readonly refresh?: boolean;
  /** Ask it when what is known is older than this. */
  readonly withinMs?: number;
  /** What is older than this is read again behind the answer; five minutes by default. */
  readonly staleMs?: number;
}

export interface CatalogOptions {
  readonly store: Store;
  readonly connections: Pick<Connections, 'client'>;
  readonly crms: Crms;
  readonly now: Clock;
  readonly log: Log;
  /** Told after a reading found other fields than before. */
  readonly changed?: (connection: ConnectionRecord, object: string) => void;
}

/**
 * `changes` asks the CRM for what differs by its own account, which leaves out what only the user's permissions
 * changed; `whole` reads everything.
 */
type Reading = 'whole' | 'changes';

function readingKey({ id, accountId }: ConnectionRecord, kind: Reading): string {
  return `${id} ${accountId} ${kind}`;
}

const freshForMs = 5 * 60_000;
const readingDeadlineMs = 60_000;

export function createCatalog(options: CatalogOptions): Catalog {
  const { store, crms, now, log } = options;
  const readings = new Map<string, Promise<readonly CatalogEntry[]>>();
  const userReadings = new Map<string, Promise<readonly CrmUser[]>>();
  /** When reading again behind an answer failed last, by what was read. */
  const failedAt = new Map<string, number>();

  /** One reading of each kind per account at a time; whoever asks meanwhile shares it. */
  function read(connection: ConnectionRecord, kind: Reading): Promise<readonly CatalogEntry[]> {
    return shared(readings, readingKey(connection, kind), () =>
      asking(connection, (signal) => readWithin(connection, kind, signal)),
    );
  }

  function asking<T>({ provider }: ConnectionRecord, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return withDeadline(crms.offer(provider).about.name, readingDeadlineMs, work);
  }

  async function readWithin(
    connection: ConnectionRecord,
    kind: Reading,
    signal: AbortSignal,
  ): Promise<readonly CatalogEntry[]> {
    const { catalog } = crms.adapter(connection.provider);
    const client = options.connections.client(connection);
    const before = await readEntries(store.db, connection.id);
    // What a reading finds may be as old as its beginning.
    const fetchedAt = now().toISOString();
    const objects = await catalog.objects(client, signal);
    const entries = await Promise.all(
      objects.map(async (object): Promise<CatalogEntry> => {
        const known = before.find((entry) => entry.object.name === object.name);
        const etag = kind === 'whole' ? null : (known?.etag ?? null);
        const reading = await catalog.fields(client, object.name, etag, signal);
        if (reading.unchanged && known) return { ...known, object, fetchedAt };
        const fields = reading.unchanged ? [] : reading.fields;
        const fingerprint = await digest(JSON.stringify([object, fields]));
        return { object, fields, fetchedAt, etag: reading.unchanged ? null : reading.etag, fingerprint };
      }),
    );
    await store.transaction(async (tx) => {
      // What was read from another account than the connection leads to by now must not stand for this one.
      if ((await accountOf(tx, connection.id)) !== connection.accountId) return;
      const newer = await readSince(tx, connection.id, fetchedAt, now().toISOString());
      for (const entry of entries)
        if (!newer.has(entry.object.name)) await writeEntry(tx, connection.id, entry);
      await dropEntriesBut(
        tx,
        connection.id,
        objects.map(({ name }) => name),
      );
    });
    for (const { object, fingerprint } of entries) {
      const known = before.find((entry) => entry.object.name === object.name);
      if (known && known.fingerprint !== fingerprint) options.changed?.(connection, object.name);
    }
    return entries;
  }

  async function entries(
    connection: ConnectionRecord,
    { refresh = false, withinMs = Infinity, staleMs = freshForMs }: Freshness,
  ): Promise<readonly CatalogEntry[]> {
    const cached = refresh ? [] : await readEntries(store.db, connection.id);
    const isTooOld = cached.some(({ fetchedAt }) => age(fetchedAt) > withinMs);
    if (cached.length === 0 || isTooOld) return inOrder(connection, await read(connection, 'whole'));
    if (cached.some(({ fetchedAt }) => age(fetchedAt) > staleMs))
      behind(connection, 'fields', () => read(connection, 'changes'));
    return inOrder(connection, cached);
  }

  function inOrder({ provider }: ConnectionRecord, found: readonly CatalogEntry[]): readonly CatalogEntry[] {
    const order = crms.offer(provider).about.objects.map(({ name }) => name);
    return [...found].sort((a, b) => order.indexOf(a.object.name) - order.indexOf(b.object.name));
  }

  function age(fetchedAt: string): number {
    return now().getTime() - Date.parse(fetchedAt);
  }

  /** While the CRM does not answer, what is kept serves, and the CRM is left alone for a while. */
  function behind({ id }: ConnectionRecord, what: string, reread: () => Promise<unknown>): void {
    const key = `${id} ${what}`;
    const failed = failedAt.get(key);
    if (failed !== undefined && Math.abs(now().getTime() - failed) < freshForMs) return;
    reread().then(
      () => failedAt.delete(key),
      (error: unknown) => {
        failedAt.set(key, now().getTime());
        log.warn({ connection: id, err: error }, 'the catalog could not be read again');
      },
    );
  }

  async function withLearned(
    connection: ConnectionRecord,
    object: string,
    fields: readonly CrmField[],
  ): Promise<readonly CrmField[]> {
    const learned = new Set(
      (await readLearned(store.db, connection.id))
        .filter((rule) => rule.object === object)
        .map((rule) => rule.field),
    );
    return learned.size === 0
      ? fields
      : fields.map((field) =>
          field.required === null && learned.has(field.name) ? { ...field, required: 'learned' } : field,
        );
  }

  async function entry(
    connection: ConnectionRecord,
    object: string,
    freshness: Freshness,
  ): Promise<CatalogEntry> {
    const found = (await entries(connection, freshness)).find((each) => each.object.name === object);
    if (!found) throw problem('unknown_object', { object, crm: crms.offer(connection.provider).about.name });
    return found;
  }

  return {
    async objects(connection, freshness = {}) {
      return (await entries(connection, freshness)).map(({ object }) => object);
    },
    async fields(connection, object, freshness = {}) {
      return withLearned(connection, object, (await entry(connection, object, freshness)).fields);
    },
    async all(connection, freshness = {}) {
      const found = await entries(connection, freshness);
      const fields = found.map(
        async (each) =>
          [each.object.name, await withLearned(connection, each.object.name, each.fields)] as const,
      );
      return Object.fromEntries(await Promise.all(fields));
    },
    async version(connection, object) {
      const { fingerprint } = await entry(connection, object, {});
      const learned = (await readLearned(store.db, connection.id)).filter((rule) => rule.object === object);
      return digest(JSON.stringify([fingerprint, learned.map(({ field }) => field)]));
    },
    async users(connection, { refresh = false, staleMs = freshForMs } = {}) {
      const { catalog } = crms.adapter(connection.provider);
      const reread = () =>
        shared(userReadings, `${connection.id} ${connection.accountId}`, async () => {
          const users = await asking(connection, (signal) =>
            catalog.users(options.connections.client(connection), signal),
          );
          if ((await accountOf(store.db, connection.id)) === connection.accountId)
            await writeUsers(store.db, connection.id, users, now().toISOString());
          return users;
        });
      const cached = refresh ? null : await readUsers(store.db, connection.id);
      if (!cached) return reread();
      if (age(cached.fetchedAt) > staleMs) behind(connection, 'users', reread);
      return cached.users;
    },
    async createField(connection, object, field) {
      await entry(connection, object, {});
      const { catalog } = crms.adapter(connection.provider);
      const client = options.connections.client(connection);
      const created = await asking(connection, (signal) =>
        catalog.createField(client, object, field, signal),
      );
      // A reading that began before the field existed must not stand for one after.
      await readings.get(readingKey(connection, 'whole'))?.catch(() => undefined);
      await read(connection, 'whole').catch((error: unknown) => {
        log.warn(
          { connection: connection.id, err: error },
          'the catalog could not be read after a field was created',
        );
      });
      return created;
    },
    async planField(connection, object, field) {
      await entry(connection, object, {});
      const { catalog } = crms.adapter(connection.provider);
      const client = options.connections.client(connection);
      return asking(connection, (signal) => catalog.planField(client, object, field, signal));
    },
    async learn(connection, object, field, reason) {
      const rule = { connection: connection.id, object, field, reason, first_seen: now().toISOString() };
      await writeLearned(store.db, rule);
    },
    forget,
  };
}

function shared<T>(running: Map<string, Promise<T>>, key: string, work: () => Promise<T>): Promise<T> {
  const found = running.get(key);
  if (found) return found;
  const started = work().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}
