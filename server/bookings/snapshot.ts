import type { BookingEvent, Snapshot, SubmissionEvent } from '../contract/model/index.js';

/** The state that a booking event tells. */
export function bookingSnapshot(event: BookingEvent): Snapshot {
  return {
    kind: 'booking',
    id: event.id,
    occurredAt: event.occurredAt,
    status: event.status,
    contact: event.contact,
    booking: event.booking,
    answers: event.answers ?? [],
    guests: event.guests ?? [],
  };
}

/** The state that a submission tells; its source reads like a subject. */
export function submissionSnapshot(event: SubmissionEvent): Snapshot {
  return {
    kind: 'submission',
    id: event.id,
    occurredAt: event.occurredAt,
    status: 'booked',
    contact: event.contact,
    booking: { subject: event.source },
    answers: event.answers ?? [],
    guests: [],
  };
}
