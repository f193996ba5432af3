import type { LinkedRecord, LinkedValue } from '../adapter.js';
import { keyField, markerField, withMarker } from './writing/marker.js';

/** The marker of a meeting, in its own property or else on the meeting's link, and its place in the timeline. */
export function linked({ object, isNew, fields, marker, labels }: LinkedRecord): readonly LinkedValue[] {
  if (object !== 'meetings') return [];
  const start = fields['hs_meeting_start_time'];
  const isDated = fields['hs_timestamp'] !== undefined;
  const timeline =
    start === undefined || isDated
      ? []
      : [{ field: 'hs_timestamp', value: start, why: 'Its place in the timeline.' }];
  if (labels?.[keyField] !== undefined) {
    return isNew ? [...timeline, { field: keyField, value: marker, why }] : timeline;
  }
  const link = fields[markerField];
  if (!isNew && link === undefined) return timeline;
  const value = withMarker(typeof link === 'string' ? link : null, marker);
  return [...timeline, { field: markerField, value, why }];
}

const why = 'Ends in our mark, so that a booking never gets a second meeting.';
