import type { Catalog } from '../catalog/catalog.js';
import type { Connections } from '../connections/connections.js';
import type { Crms } from '../connections/crms.js';
import { withDeadline } from '../connections/deadline.js';
import type { ConnectionRecord } from '../connections/record.js';
import type { Clock, PermissionCheck } from '../contract/model/index.js';
import type { Mappings } from '../mappings/mappings.js';
import type { Store } from '../store/store.js';
import { mappedUse } from './mapped-use.js';
import { deleteReport, readReport, writeReport } from './store.js';

/** Looks up what the connected CRM user may do. */
export interface Permissions {
  /** Cached for ten minutes and as long as the mapping uses the same fields; `refresh` asks the CRM. */
  check(connection: ConnectionRecord, options?: { refresh?: boolean }): Promise<readonly PermissionCheck[]>;
  /** The CRM refused a write, so what was looked up before is not to be believed. */
  forget(connectionId: string): Promise<void>;
}

export interface PermissionsOptions {
  readonly store: Store;
  readonly connections: Pick<Connections, 'client'>;
  readonly crms: Crms;
  readonly now: Clock;
  readonly mappings: Pick<Mappings, 'current'>;
  readonly catalog: Pick<Catalog, 'all'>;
}

const freshForMs = 10 * 60_000;
const deadlineMs = 30_000;

export function createPermissions(options: PermissionsOptions): Permissions {
  const { store, connections, crms, now, mappings, catalog } = options;
  return {
    async check(connection, { refresh = false } = {}) {
      const latest = await mappings.current(connection);
      const mapped = mappedUse(latest?.mapping ?? null, await catalog.all(connection));
      const key = JSON.stringify([mapped, connection.connectedAt]);
      const known = refresh ? null : await readReport(store.db, connection.id);
      if (known?.key === key && now().getTime() - Date.parse(known.checkedAt) < freshForMs)
        return known.checks;
      const { doctor, about } = crms.adapter(connection.provider);
      const client = connections.client(connection);
      const checks = await withDeadline(about.name, deadlineMs, (signal) =>
        doctor.check(client, mapped, signal),
      );
      await writeReport(store.db, connection.id, { key, checks, checkedAt: now().toISOString() });
      return checks;
    },
    forget: (connectionId) => deleteReport(store.db, connectionId),
  };
}
