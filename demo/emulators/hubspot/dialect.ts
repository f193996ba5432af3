/** One of HubSpot's API versions, where it differs on the wire. */
export interface Dialect {
  name: 'v3' | 'v4' | '2026-03' | '2026-09';
  /** Whether required properties are enforced on writes (HubSpot changelog, CRM API write validation enforcement, Sep 2026). */
  validatesWrites: boolean;
  /** Whether association answers carry object ids as numbers: v4 does, the date versions carry strings. */
  numericIds: boolean;
}

/** The undated versions, unsupported from September 2027. */
export const v3: Dialect = { name: 'v3', validatesWrites: false, numericIds: false };
export const v4: Dialect = { name: 'v4', validatesWrites: false, numericIds: true };

/** The date versions. */
export const dated: Dialect[] = [
  { name: '2026-03', validatesWrites: false, numericIds: false },
  { name: '2026-09', validatesWrites: true, numericIds: false },
];
