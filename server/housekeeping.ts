import type { Clock } from './contract/model/index.js';
import type { Catalog } from './catalog/catalog.js';
import type { Config } from './config.js';
import type { Connections } from './connections/connections.js';
import type { ConnectionRecord } from './connections/record.js';
import type { Log } from './http/log.js';
import type { Mappings } from './mappings/mappings.js';
import { backUp, requireBackupFolder } from './store/backup.js';
import type { Store } from './store/store.js';
import type { Scheduler } from './sync/scheduler.js';

/** How often fields are read again that nobody has looked at, so that what the CRM changed is told in time. */
const metadataMs = 60 * 60_000;
/** How often it is seen to that today's copy of the file is there. */
const backupMs = 60 * 60_000;

/**
 * Has done again and again what no request asks for: what the CRMs look like is read, the database is copied. Throws
 * {@link StoreRefused} when it could not be copied to where the settings say.
 */
export function keepHouse(house: {
  readonly store: Store;
  readonly config: Pick<Config, 'backupFolder'>;
  readonly scheduler: Scheduler;
  readonly connections: Pick<Connections, 'active'>;
  readonly catalog: Catalog;
  readonly mappings: Pick<Mappings, 'current'>;
  readonly now: Clock;
  readonly log: Log;
}): void {
  const { store, scheduler, connections, catalog, mappings, now, log } = house;
  const { backupFolder } = house.config;
  if (backupFolder !== undefined && store.kind === 'sqlite') requireBackupFolder(backupFolder);

  async function readAgain(connection: ConnectionRecord): Promise<void> {
    await catalog.all(connection, { refresh: true });
    const current = await mappings.current(connection);
    if (current?.mapping.owner.from === 'host_email') await catalog.users(connection, { refresh: true });
  }

  scheduler.every('metadata', {
    milliseconds: metadataMs,
    async run() {
      for (const connection of await connections.active()) {
        await readAgain(connection).catch((error: unknown) => {
          log.warn(
            { connection: connection.id, err: error },
            'fields could not be read again; the next time may do',
          );
        });
      }
    },
  });
  if (backupFolder === undefined) return;
  if (store.kind !== 'sqlite') {
    log.warn({}, 'BACKUP_DIR is not used: PostgreSQL is backed up with its own tools, not by this server');
  } else {
    scheduler.every('backup', {
      milliseconds: backupMs,
      atStart: true,
      async run() {
        const file = await backUp(store, { folder: backupFolder, now });
        if (file !== null) log.info({ file }, 'the database was backed up');
      },
    });
  }
}
