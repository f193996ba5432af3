import type { Row } from '../../contract/model/index.js';
import { coreObject, coreRow } from '../../contract/rules/core-row.js';
import type { Defaults } from '../adapter.js';
import { about } from './declaration.js';

/** Version 1 of a mapping: who booked, and where the details of the booking go. */
export const defaults: Defaults = {
  objects: (fields) =>
    Object.fromEntries(
      about.objects.map(({ name, who }) => [
        name,
        coreObject(coreRows[name] ?? [], fields[name] ?? [], { who }),
      ]),
    ),
};

const coreRows: Readonly<Record<string, readonly Row[]>> = {
  contacts: [
    coreRow('email', 'email', { locked: true }),
    coreRow('firstname', 'firstName'),
    coreRow('lastname', 'lastName'),
  ],
  meetings: [
    coreRow('hs_meeting_title', 'subject', { locked: true }),
    coreRow('hs_meeting_start_time', 'start', { locked: true }),
    coreRow('hs_meeting_end_time', 'end', { locked: true }),
    // Where the meeting stands in the timeline; HubSpot demands it (HubSpot docs, meetings guide, Nov 2026).
    coreRow('hs_timestamp', 'start', { locked: true }),
    coreRow('hs_meeting_location', 'location'),
    coreRow('hs_meeting_external_url', 'meetingUrl'),
  ],
};
