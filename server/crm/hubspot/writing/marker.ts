/** The property that carries the marker: free text that HubSpot shows as a link. */
export const markerField = 'hs_meeting_external_url';

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
