import type {
  BookingEvent,
  CrmField,
  CrmUser,
  FieldFinding,
  MappedFields,
  Mapping,
  MappingVersion,
  NewField,
  NewFieldPlan,
  Preview,
  Readiness,
} from '../../server/contract/model/index.js';
import { tagged, type ApiClient, type TaggedMapping } from './client.js';

/** Who can own records. */
export function readUsers(client: ApiClient, provider: string, signal?: AbortSignal) {
  return client.body<{ users: CrmUser[] }>(`/v1/providers/${provider}/users`, { signal });
}

/** Why a field is not among those that can be mapped. */
export function findField(
  client: ApiClient,
  provider: string,
  object: string,
  name: string,
  signal?: AbortSignal,
) {
  const query = new URLSearchParams({ object, name });
  return client.body<FieldFinding>(`/v1/connections/${provider}/permissions/field?${query}`, { signal });
}

/** What would become of a wish for a field. */
export function planField(
  client: ApiClient,
  provider: string,
  object: string,
  field: NewField,
  signal?: AbortSignal,
) {
  return client.body<NewFieldPlan>(`/v1/providers/${provider}/objects/${object}/fields/plan`, {
    method: 'POST',
    json: field,
    signal,
  });
}

/** Makes a field in the CRM. */
export function createField(client: ApiClient, provider: string, object: string, field: NewField) {
  return client.body<CrmField>(`/v1/providers/${provider}/objects/${object}/fields`, {
    method: 'POST',
    json: field,
  });
}

/** What mapped fields were when their rows were saved; `live` has the CRM read again first. */
export function readMappedFields(client: ApiClient, provider: string, live: boolean, signal?: AbortSignal) {
  return client.body<MappedFields>(`/v1/providers/${provider}/mapping/fields?refresh=${live}`, { signal });
}

/** Takes mapped fields as they are now. */
export function acceptFields(
  client: ApiClient,
  provider: string,
  fields: readonly { readonly object: string; readonly field: string }[],
) {
  return client.body<MappedFields>(`/v1/providers/${provider}/mapping/fields/accept`, {
    method: 'POST',
    json: { fields },
  });
}

/** Saves a mapping, if it is still the version that `etag` names. */
export async function saveMapping(
  client: ApiClient,
  provider: string,
  mapping: Mapping,
  etag: string,
): Promise<TaggedMapping> {
  return tagged(
    await client.send(`/v1/providers/${provider}/mapping`, { method: 'PUT', json: mapping, ifMatch: etag }),
  );
}

/** What would be wrong with a mapping. */
export function checkMapping(client: ApiClient, provider: string, mapping: Mapping, signal?: AbortSignal) {
  return client.body<Readiness>(`/v1/providers/${provider}/mapping/check`, {
    method: 'POST',
    json: { mapping },
    signal,
  });
}

/** A made-up booking: what is absent is blank. */
export type ExampleBooking = Partial<Pick<BookingEvent, 'status' | 'contact' | 'booking'>>;

/** What a booking would write; with an address, as if somebody of that address had booked it. */
export function previewOf(
  client: ApiClient,
  provider: string,
  draft: { mapping?: Mapping; booking?: ExampleBooking | string; email?: string },
  signal?: AbortSignal,
) {
  return client.body<Preview>(`/v1/providers/${provider}/mapping/preview`, {
    method: 'POST',
    json: draft,
    signal,
  });
}

/** Earlier versions of a mapping. */
export function versionsOf(client: ApiClient, provider: string, signal?: AbortSignal) {
  return client.body<{ versions: MappingVersion[] }>(`/v1/providers/${provider}/mapping/versions`, {
    signal,
  });
}

/** Makes an earlier version the newest. */
export async function restoreVersion(
  client: ApiClient,
  provider: string,
  version: number,
): Promise<TaggedMapping> {
  return tagged(
    await client.send(`/v1/providers/${provider}/mapping/versions/${version}/restore`, { method: 'POST' }),
  );
}
