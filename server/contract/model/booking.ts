/** What last happened to a booking. */
export type BookingStatus = 'booked' | 'rescheduled' | 'cancelled' | 'no_show' | 'completed';

/** Every status, in the order in which a tie of `occurredAt` is broken: the later one wins. */
export const bookingStatuses = ['booked', 'rescheduled', 'completed', 'no_show', 'cancelled'] as const;

/** A value as the host sends it. Dates and instants are ISO 8601 strings; an array is a multiple choice. */
export type SourceValue = string | number | boolean | readonly string[];

/** Values by source field key. An absent key means no value. */
export type SourceValues = Readonly<Record<string, SourceValue>>;

/** The answer to one question of a booking form, routing form or chatbot. */
export interface Answer {
  readonly question: string;
  readonly value: SourceValue;
}

/** Somebody else who was invited. */
export interface Guest {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** `POST /v1/bookings`: a full snapshot of one booking after something happened to it. */
export interface BookingEvent {
  /** The sender's id of this message; sent again with the same body it is the same event. */
  readonly eventId: string;
  /** The booking's id, the same through all its reschedules. */
  readonly id: string;
  /** Instant (ISO 8601, UTC) that orders a booking's events. */
  readonly occurredAt: string;
  readonly status: BookingStatus;
  readonly contact: SourceValues;
  readonly booking: SourceValues;
  readonly answers?: readonly Answer[];
  readonly guests?: readonly Guest[];
}

/** `POST /v1/submissions`: answers of a routing form or chatbot without a booking; writes the person only. */
export interface SubmissionEvent {
  readonly eventId: string;
  readonly id: string;
  readonly occurredAt: string;
  /** Where it came from, in the host's words. */
  readonly source: string;
  readonly contact: SourceValues;
  readonly answers?: readonly Answer[];
}

/** A booking or a submission, as sync sees it. */
export type BookingKind = 'booking' | 'submission';

/** The latest state of one booking or submission: what a CRM must be made equal to. */
export interface Snapshot {
  readonly kind: BookingKind;
  readonly id: string;
  readonly occurredAt: string;
  readonly status: BookingStatus;
  readonly contact: SourceValues;
  readonly booking: SourceValues;
  readonly answers: readonly Answer[];
  readonly guests: readonly Guest[];
  /** Set on the admin's own test booking, so that its records say so. */
  readonly test?: boolean;
}

/** Reply to an intake of events. */
export interface IntakeReceipt {
  readonly accepted: number;
  readonly duplicates: number;
  /** What was kept although it can reach no CRM, such as an answer to an unknown question. */
  readonly warnings: readonly IntakeWarning[];
}

/** Something about an accepted event that its sender should know. */
export interface IntakeWarning {
  readonly eventId: string;
  readonly code: 'unknown_key' | 'unknown_question' | 'unknown_field' | 'unknown_time_zone';
  /** `meant` is what the name was probably to be. */
  readonly params: { readonly name: string; readonly meant?: string };
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly sentence: string;
}
