/** The property that carries the marker: free text that HubSpot shows as a link. */
export const markerField = 'hs_meeting_external_url';

/**
 * A text property of meetings with unique values: where the account has it, HubSpot itself sees to it that no booking
 * gets a second meeting, and links stay as they are (HubSpot docs, properties guide, unique values, Nov 2026).
 */
export const keyField = 'crm_connect_key';

/** True for an account whose meetings have {@link keyField}; `labels` are those of all fields by object. */
export function hasKey(labels: Readonly<Record<string, Readonly<Record<string, string>>>>): boolean {
  return labels['meetings']?.[keyField] !== undefined;
}

/** The link of a meeting with our marker on it: as its fragment, or alone when there is no link. */
export function withMarker(link: string | null, marker: string): string {
  const mark = encodeURIComponent(marker);
  if (link === null || link.trim() === '') return `${alone}${mark}`;
  const joint = link.includes('#') ? '&' : '#';
  return `${link}${joint}booking=${mark}`;
}

/** The marker on a meeting's link; null when it has none. */
export function markerOn(link: string | null | undefined): string | null {
  if (!link) return null;
  const mark = link.startsWith(alone) ? link.slice(alone.length) : /[#&]booking=([^&#]*)$/.exec(link)?.[1];
  if (mark === undefined) return null;
  try {
    return decodeURIComponent(mark);
  } catch {
    return null;
  }
}

/** True for a link that is nothing but our marker. */
export function isMarkerOnly(link: string): boolean {
  return link.startsWith(alone);
}

const alone = 'urn:booking:';
