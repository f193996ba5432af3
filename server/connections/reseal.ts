import type { Log } from '../http/log.js';
import type { Store } from '../store/store.js';
import type { Sealer } from './sealer.js';
import { grantedConnections, replaceSeal } from './store.js';

/**
 * Seals with the newest key what an older one sealed. `lost` is told of grants that no key opens, `found` of those that
 * one does: a start with the wrong keys must not cost anybody a new sign-in.
 */
export async function reseal(parts: {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly log: Log;
  readonly lost: (connectionId: string) => Promise<void>;
  readonly found: (connectionId: string) => Promise<void>;
}): Promise<void> {
  const { store, sealer, log } = parts;
  for (const { id, grant_sealed } of await grantedConnections(store.db)) {
    if (grant_sealed === null) continue;
    try {
      const grant = await sealer.open(grant_sealed, id);
      if (!(await sealer.isCurrent(grant_sealed)))
        await replaceSeal(store.db, id, grant_sealed, await sealer.seal(grant, id));
      await parts.found(id);
    } catch (error) {
      log.error({ connection: id, err: error }, 'a grant cannot be opened with any key in ENCRYPTION_KEYS');
      await parts.lost(id);
    }
  }
}
