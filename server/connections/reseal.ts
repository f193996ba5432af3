import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import type { Sealer } from './sealer.js';
import { grantedConnections, replaceSeal } from './store.js';

/** Seals with the newest key what an older one sealed; `lost` is told of grants that no key opens. */
export async function reseal(parts: {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly log: Log;
  readonly lost: (connectionId: string) => Promise<void>;
}): Promise<void> {
  const { store, sealer, log } = parts;
  for (const { id, grant_sealed } of await grantedConnections(store.db)) {
    if (grant_sealed === null || (await sealer.isCurrent(grant_sealed))) continue;
    try {
      const sealed = await sealer.seal(await sealer.open(grant_sealed, id), id);
      await replaceSeal(store.db, id, grant_sealed, sealed);
    } catch (error) {
      log.error({ connection: id, err: error }, 'a grant cannot be opened with any key in ENCRYPTION_KEYS');
      await parts.lost(id);
    }
  }
}
