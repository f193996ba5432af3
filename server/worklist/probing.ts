import type { SyncItem } from './item.js';
import type { ItemResult } from './transitions.js';

/** How often one booking is tried of all that are held for the same permission. */
export const probeEveryMs = 60 * 60_000;

/** Of what is held for a permission one booking per cause, which is tried for all of them; everything else as it is. */
export function onePerPermission(due: readonly SyncItem[]): {
  readonly items: readonly SyncItem[];
  readonly probes: ReadonlyMap<string, SyncItem>;
} {
  const probes = new Map<string, SyncItem>();
  const items = due.filter((item) => {
    if (!isHeldForPermission(item)) return true;
    if (probes.has(item.cause)) return false;
    probes.set(item.cause, item);
    return true;
  });
  return { items, probes };
}

/** Causes of which the booking that was tried for all has met something else, so that the permission is there. */
export function causesGone(
  tried: readonly SyncItem[],
  results: readonly Pick<ItemResult, 'key' | 'state' | 'cause'>[],
): ReadonlySet<string> {
  const gone = new Set<string>();
  for (const item of tried) {
    if (!isHeldForPermission(item)) continue;
    const result = results.find(({ key }) => key.booking === item.booking && key.kind === item.kind);
    const isDecided = result?.state === 'synced' || result?.state === 'attention';
    if (isDecided && result.cause !== item.cause) gone.add(item.cause);
  }
  return gone;
}

function isHeldForPermission(item: SyncItem): item is SyncItem & { readonly cause: string } {
  return item.state === 'attention' && item.cause !== null && item.fault?.class === 'permission';
}
