/** A JSON scalar or list as it goes over the wire to a CRM. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
