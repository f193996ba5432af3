import type { Catalog } from '../catalog/catalog.js';
import type { Connections } from '../connections/connections.js';
import type { Crms } from '../connections/crms.js';
import { withDeadline } from '../connections/deadline.js';
import type { ConnectionRecord } from '../connections/record.js';
import type { Clock, FieldFinding, PermissionCheck } from '../contract/model/index.js';
import type { Mappings } from '../mappings/mappings.js';
import type { Store } from '../store/store.js';
import { mappedUse } from './mapped-use.js';
import { settledBy, toldBy, withSeen } from './seen.js';
import { readReport, readSeen, spoilReport, writeReport } from './store.js';

/** Looks up what the connected CRM user may do. */
export interface Permissions {
  /** Cached for ten minutes and as long as the mapping uses the same fields; `refresh` asks the CRM. */
  check(connection: ConnectionRecord, options?: { refresh?: boolean }): Promise<readonly PermissionCheck[]>;
  /** The CRM refused a write, so what was looked up before is not to be believed, and it is looked up anew. */
  refused(connectionId: string): Promise<void>;
  /** Why a field, by its label or name, is not among those that can be mapped. */
  field(connection: ConnectionRecord, object: string, name: string): Promise<FieldFinding>;
  /** Resolves when no look-up of {@link refused} is under way. */
  settled(): Promise<void>;
}

export interface PermissionsOptions {
  readonly store: Store;
  readonly connections: Pick<Connections, 'client' | 'scopes' | 'byId'>;
  readonly crms: Crms;
  readonly now: Clock;
  readonly mappings: Pick<Mappings, 'current'>;
  readonly catalog: Pick<Catalog, 'all' | 'fields'>;
  /** Told after the CRM was asked on somebody's wish; null as object asks for what is needed whatever is written. */
  readonly checked?: (
    connection: ConnectionRecord,
    isMissing: (object: string | null) => boolean,
  ) => Promise<void>;
  /** Told when looking up after a refusal failed; the next look tries again. */
  readonly failed?: (connectionId: string, error: unknown) => void;
}

const freshForMs = 10 * 60_000;
const deadlineMs = 30_000;
/** Many bookings that are refused one after the other are one reason to look. */
const refusedEveryMs = 60_000;

export function createPermissions(options: PermissionsOptions): Permissions {
  const { store, connections, crms, now, mappings, catalog } = options;
  const underWay = new Map<string, Promise<void>>();
  const lookedAt = new Map<string, number>();

  async function look(connection: ConnectionRecord, refresh: boolean) {
    const latest = await mappings.current(connection);
    const mapped = mappedUse(latest?.mapping ?? null, await catalog.all(connection));
    const key = JSON.stringify([mapped, connection.connectedAt]);
    const before = await readReport(store.db, connection.id);
    const isFresh = before?.key === key && now().getTime() - Date.parse(before.checkedAt) < freshForMs;
    const seen = () => readSeen(store.db, connection);
    if (isFresh && !refresh)
      return {
        checks: withSeen(before.checks, await seen(), before.settled),
        told: before.checks,
        asked: false,
      };
    const { doctor, about } = crms.adapter(connection.provider);
    const client = connections.client(connection);
    const told = await withDeadline(about.name, deadlineMs, async (signal) =>
      doctor.check(client, mapped, signal, (await connections.scopes(connection, signal)) ?? client.scopes),
    );
    const checkedAt = now().toISOString();
    const settled = { ...before?.settled };
    for (const right of settledBy(toldBy(told), toldBy(before?.checks ?? []))) settled[right] = checkedAt;
    await writeReport(store.db, connection.id, { key, checks: told, checkedAt, settled });
    return { checks: withSeen(told, await seen(), settled), told, asked: true };
  }

  async function lookAgain(id: string): Promise<void> {
    try {
      const connection = await connections.byId(id);
      if (connection !== null) await look(connection, true);
    } catch (error) {
      options.failed?.(id, error);
    } finally {
      underWay.delete(id);
    }
  }

  return {
    async check(connection, { refresh = false } = {}) {
      await underWay.get(connection.id);
      const { checks, told, asked } = await look(connection, refresh);
      // Trying again is what shows whether a refusal still holds, so only what the CRM tells counts here.
      if (asked)
        await options.checked?.(connection, (object) => told.some((check) => isMissing(check, object)));
      return checks;
    },
    async refused(id) {
      const at = now().getTime();
      await spoilReport(store.db, id);
      if (underWay.has(id) || Math.abs(at - (lookedAt.get(id) ?? -Infinity)) < refusedEveryMs) return;
      lookedAt.set(id, at);
      underWay.set(id, lookAgain(id));
    },
    async field(connection, object, name) {
      // Throws for an object that there is not.
      await catalog.fields(connection, object);
      const { doctor, about } = crms.adapter(connection.provider);
      const client = connections.client(connection);
      return withDeadline(about.name, deadlineMs, (signal) => doctor.field(client, object, name, signal));
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };
}

function isMissing({ state, need, object }: PermissionCheck, wanted: string | null): boolean {
  return state === 'missing' && need !== 'recommended' && (object === undefined || object === wanted);
}
