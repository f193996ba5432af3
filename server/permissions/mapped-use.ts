import type { CrmField, Mapping } from '../contract/model/index.js';
import type { MappedUse } from '../crm/adapter.js';

/** What a mapping writes to, so that permissions which only matter then are shown. */
export function mappedUse(
  mapping: Mapping | null,
  fields: Readonly<Record<string, readonly CrmField[]>>,
): MappedUse {
  const enabled = Object.entries(mapping?.objects ?? {}).filter(([, object]) => object.enabled);
  const objects = Object.fromEntries(
    enabled.map(([name, { rows }]) => [name, rows.map(({ target }) => target)]),
  );
  const customFields = Object.entries(objects).flatMap(([name, targets]) => {
    const custom = new Set(fields[name]?.filter((field) => field.custom).map((field) => field.name));
    return targets.filter((target) => custom.has(target));
  });
  return { objects, customFields };
}
