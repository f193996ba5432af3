import type { Mapping, MappingChange, SyncFault } from '../contract/model/index.js';
import { mappingChanges, same, settingsDiffer } from '../contract/rules/mapping-changes.js';

/** What a save changed, and which held bookings it may free. */
export interface SavedChanges {
  readonly version: number;
  readonly changes: readonly MappingChange[];
  /** True when the cause of a fault may be gone with this save. */
  touches(
    fault: Pick<SyncFault, 'code'> & { readonly object?: string | null; readonly field?: string | null },
  ): boolean;
}

/** Compares the versions before and after a save. */
export function savedChanges(before: Mapping, after: Mapping): SavedChanges {
  const changes = mappingChanges(before, after);
  const targets = new Set(
    changes.flatMap(({ object, rowId }) =>
      [before, after].flatMap((mapping) =>
        (mapping.objects[object]?.rows ?? [])
          .filter(({ id }) => id === rowId)
          .map(({ target }) => `${object} ${target}`),
      ),
    ),
  );
  const objects = new Set(changes.map(({ object }) => object));
  const settings = settingsDiffer(before, after);
  const required = (mapping: Mapping) => Object.values(mapping.objects).map((object) => object.required);
  return {
    version: after.version,
    changes,
    touches({ code, object = null, field = null }) {
      if (settings && !same(required(before), required(after))) return true;
      if (settings && (field === null || code === 'required_missing')) return true;
      if (object === null) return changes.length > 0;
      // One field of a group stands for all of it in the fault.
      if (field === null || code === 'required_missing') return objects.has(object) || settings;
      return targets.has(`${object} ${field}`) || settings;
    },
  };
}
