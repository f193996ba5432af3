import type {
  CrmField,
  CrmObject,
  CrmUser,
  FieldFinding,
  NewField,
  NewFieldPlan,
  ObjectMapping,
  PermissionCheck,
} from '../../contract/model/index.js';
import type { CrmClient } from './client.js';

/** Reads what the CRM account looks like. Throws {@link CrmError}. */
export interface CatalogReader {
  objects(client: CrmClient, signal: AbortSignal): Promise<readonly CrmObject[]>;
  /** Fields that can be written; `etag` as given by the last reading, to get `unchanged` when the CRM can tell. */
  fields(client: CrmClient, object: string, etag: string | null, signal: AbortSignal): Promise<FieldsReading>;
  createField(client: CrmClient, object: string, field: NewField, signal: AbortSignal): Promise<CrmField>;
  /** What becomes of a wish for a field, before it is made. */
  planField(client: CrmClient, object: string, field: NewField, signal: AbortSignal): Promise<NewFieldPlan>;
  /** Everyone who can own a record, active first. */
  users(client: CrmClient, signal: AbortSignal): Promise<readonly CrmUser[]>;
}

/** Fields of one object, or that they are as before. */
export type FieldsReading =
  | { readonly unchanged: true }
  | { readonly unchanged: false; readonly etag: string | null; readonly fields: readonly CrmField[] };

/** Looks up what the connected user may do. */
export interface Doctor {
  /** `scopes` are those granted now, where they can be asked for; else those of the client are the newest known. */
  check(
    client: CrmClient,
    use: MappedUse,
    signal: AbortSignal,
    scopes?: readonly string[],
  ): Promise<readonly PermissionCheck[]>;
  /** Looks for a field that somebody misses, by its label or name. */
  field(client: CrmClient, object: string, name: string, signal: AbortSignal): Promise<FieldFinding>;
}

/** What the mapping uses, so that conditional permissions show when they matter. */
export interface MappedUse {
  /** Enabled objects, and the fields mapped in each. */
  readonly objects: Readonly<Record<string, readonly string[]>>;
  /** Mapped fields that the customer made. */
  readonly customFields: readonly string[];
}

/** Version 1 of a mapping. */
export interface Defaults {
  /** Objects with their core rows; a core row whose field the account lacks is left out. */
  objects(fields: Readonly<Record<string, readonly CrmField[]>>): Readonly<Record<string, ObjectMapping>>;
}
