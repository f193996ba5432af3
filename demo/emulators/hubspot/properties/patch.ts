import type { FieldPatch } from '../../emulated-org.js';
import type { JsonObject } from '../../json.js';
import { findObjectType } from '../object-types.js';
import type { HubspotOrg } from '../org.js';
import { parseProperty } from './parse.js';
import { property, type Property } from './property.js';

/**
 * Applies the `fields` of `PATCH /_emulator/org`: `add` takes property definitions as the API does (only `name` is a must: the
 * rest defaults to a one-line text), `remove` names, `change` partial definitions such as `{label: "New"}` or
 * `{modificationMetadata: {readOnlyValue: true}}`. All or nothing; a string says why not.
 */
export function patchProperties(org: HubspotOrg, patches: Record<string, FieldPatch>): string | undefined {
  const steps: (() => void)[] = [];
  for (const [object, patch] of Object.entries(patches)) {
    const type = findObjectType(object);
    if (!type) return `There is no object "${object}".`;
    const properties = org.properties(type);
    const known = (name: string) => properties.has(name) || patch.add.some((added) => added['name'] === name);
    const missing = [...patch.remove, ...Object.keys(patch.change)].find((name) => !known(name));
    if (missing !== undefined) return `${object} has no property "${missing}".`;
    for (const given of patch.add) {
      const added = definition(given);
      if (typeof added === 'string') return added;
      steps.push(() => properties.set(added.name, added));
    }
    for (const [name, partial] of Object.entries(patch.change)) {
      steps.push(() => {
        const current = properties.get(name);
        if (current) properties.set(name, changed(current, partial));
      });
    }
    steps.push(() => patch.remove.forEach((name) => properties.delete(name)));
  }
  steps.forEach((step) => step());
  return undefined;
}

function definition(given: JsonObject): Property | string {
  const defaults = {
    label: given['name'],
    type: 'string',
    fieldType: 'text',
    groupName: 'contactinformation',
  };
  const parsed = parseProperty({ ...defaults, ...given });
  if (typeof parsed === 'string') return parsed;
  return changed(property(parsed), given);
}

function changed(current: Property, partial: JsonObject): Property {
  const { modificationMetadata, ...rest } = partial;
  const next: Property = Object.assign({ ...current }, rest);
  const metadata = { ...current.modificationMetadata };
  if (typeof modificationMetadata === 'object') Object.assign(metadata, modificationMetadata);
  next.modificationMetadata = metadata;
  next.options = next.options.map((option, displayOrder) => ({
    ...option,
    label: option.label ?? option.value,
    displayOrder: option.displayOrder ?? displayOrder,
    hidden: option.hidden ?? false,
  }));
  return next;
}
