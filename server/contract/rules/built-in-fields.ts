import type { SourceField, SourceObject, SourceOption, SourceValue, ValueType } from '../model/index.js';

const statuses: readonly SourceOption[] = [
  { value: 'booked', label: 'Booked' },
  { value: 'rescheduled', label: 'Rescheduled' },
  { value: 'completed', label: 'Completed' },
  { value: 'no_show', label: 'No-show' },
  { value: 'cancelled', label: 'Canceled' },
];

/** The source fields that every host has; the host's own come beside them. */
export const builtInFields: readonly SourceField[] = [
  field('contact', 'email', 'Email', 'email', 'ana@acme.com'),
  field('contact', 'firstName', 'First name', 'text', 'Ana'),
  field('contact', 'lastName', 'Last name', 'text', 'López'),
  field('contact', 'fullName', 'Full name', 'text', 'Ana López'),
  field('contact', 'phone', 'Phone', 'phone', '+1 212 555 0134'),
  field('contact', 'company', 'Company', 'text', 'Acme'),
  field('contact', 'jobTitle', 'Job title', 'text', 'Head of Operations'),
  field('contact', 'website', 'Website', 'url', 'https://acme.com'),
  field('contact', 'city', 'City', 'text', 'New York'),
  field('contact', 'country', 'Country', 'text', 'United States'),
  field('booking', 'subject', 'Subject', 'text', 'Intro call'),
  field('booking', 'start', 'Start', 'datetime', '2026-12-01T15:00:00Z'),
  field('booking', 'end', 'End', 'datetime', '2026-12-01T15:30:00Z'),
  field('booking', 'duration', 'Duration in minutes', 'number', 30),
  field('booking', 'timeZone', 'Time zone', 'text', 'America/New_York'),
  field('booking', 'location', 'Location', 'text', 'Zoom'),
  field('booking', 'meetingUrl', 'Meeting link', 'url', 'https://zoom.us/j/5550134'),
  field('booking', 'hostName', 'Host name', 'text', 'Sam Okafor'),
  field('booking', 'hostEmail', 'Host email', 'email', 'sam@host.com'),
  { ...field('booking', 'status', 'Status', 'enum', 'booked'), options: statuses },
  field('booking', 'bookingId', 'Booking id', 'text', 'bkg_42'),
  field('booking', 'bookingPage', 'Booking page', 'text', 'Intro call, 30 minutes'),
  field('booking', 'cancelReason', 'Reason for canceling', 'multiline', 'Found another time'),
];

function field(
  object: SourceObject,
  key: string,
  label: string,
  type: ValueType,
  sample: SourceValue,
): SourceField {
  return {
    key,
    label,
    object,
    type,
    sample,
    group: object === 'contact' ? 'Contact' : 'Booking',
    builtIn: true,
  };
}
