import type { CrmObject, Mapping, SourceField } from '../../contract/model/index.js';

/** A field that another object of the same role fills from a source. */
export interface Usage {
  /** API name of the target. */
  readonly name: string;
  readonly object: CrmObject;
}

/** Where similar rows keep a source already: a lead’s field of the same API name is the likely one on contacts. */
export function usedElsewhere(
  { mapping, objects }: { readonly mapping: Mapping; readonly objects: readonly CrmObject[] },
  object: CrmObject,
  { key }: SourceField,
): readonly Usage[] {
  return objects
    .filter(({ name, role }) => name !== object.name && role === object.role)
    .flatMap((other) =>
      (mapping.objects[other.name]?.rows ?? [])
        .filter(({ sources: [first] }) => first !== undefined && 'field' in first && first.field === key)
        .map(({ target }) => ({ name: target, object: other })),
    );
}
