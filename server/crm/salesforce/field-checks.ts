import type { PermissionCheck } from '../../contract/model/index.js';
import type { CrmClient, MappedUse } from '../adapter.js';
import { catalog } from './catalog.js';
import { declarationOf } from './declaration.js';

/** One check per mapped field that the connected user may not write: hidden by field-level security, or read-only. */
export async function fieldChecks(
  client: CrmClient,
  use: MappedUse,
  signal: AbortSignal,
): Promise<readonly PermissionCheck[]> {
  const perObject = await Promise.all(
    Object.entries(use.objects).map(async ([object, names]) => {
      const writable = await writableFields(client, object, signal);
      const who = declarationOf(object)?.who?.target;
      if (writable === null) return [];
      return names
        .filter((name) => name !== who && !writable.has(name))
        .map((name) => missing(client, object, name));
    }),
  );
  return perObject.flat();
}

/** Null for an object that can't be seen at all: the check of the object itself tells that. */
async function writableFields(
  client: CrmClient,
  object: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  // No etag: permissions change without the describe's date changing.
  const reading = await catalog.fields(client, object, null, signal);
  if (reading.unchanged || reading.fields.length === 0) return null;
  return new Set(reading.fields.map(({ name }) => name));
}

function missing(client: CrmClient, object: string, name: string): PermissionCheck {
  return {
    id: `field_${object}_${name}`.toLowerCase(),
    label: `Edit access to ${name}`,
    object,
    need: 'required',
    code: 'salesforce_field_why',
    why: `${name} is mapped, but the connected user may not write it, or it is gone.`,
    state: 'missing',
    fix: {
      text: `Setup → Object Manager → ${declarationOf(object)?.label ?? object} → Fields & Relationships → ${name} → Set Field-Level Security; or remove its mapping.`,
      url: `${client.uiUrl}/lightning/setup/ObjectManager/${encodeURIComponent(object)}/FieldsAndRelationships/view`,
    },
  };
}
