/** Paths of HubSpot's API in one date version (HubSpot docs, API versioning, Nov 2026). */
export type Paths = ReturnType<typeof pathsOf>;

/** The only place that knows where a version stands in a path. */
export function pathsOf(version: string) {
  return {
    token: `/oauth/${version}/token`,
    introspect: `/oauth/${version}/token/introspect`,
    revoke: `/oauth/${version}/token/revoke`,
    account: `/account-info/${version}/details`,
    owners: `/crm/owners/${version}`,
    properties: (object: string) => `/crm/properties/${version}/${object}`,
    groups: (object: string) => `/crm/properties/${version}/${object}/groups`,
    schema: (object: string) => `/crm-object-schemas/${version}/schemas/${object}`,
    object: (object: string) => `/crm/objects/${version}/${object}`,
    batch: (object: string, action: 'create' | 'read' | 'update' | 'upsert') =>
      `/crm/objects/${version}/${object}/batch/${action}`,
    search: (object: string) => `/crm/objects/${version}/${object}/search`,
    associations: (from: string, to: string, action: 'read' | 'archive' | 'associate/default') =>
      `/crm/associations/${version}/${from}/${to}/batch/${action}`,
  };
}
