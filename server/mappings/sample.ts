import type { Question, Snapshot, SourceField, SourceValue } from '../contract/model/index.js';

/** A made-up booking as the preview takes it: what is absent is blank, a status is booked. */
export type ExampleBooking = Partial<Pick<Snapshot, 'id' | 'status' | 'contact' | 'booking' | 'answers'>>;

/** The example as a booking that could have come in. */
export function exampleSnapshot(example: ExampleBooking, now: Date): Snapshot {
  return {
    kind: 'booking',
    id: example.id ?? 'example',
    occurredAt: now.toISOString(),
    status: example.status ?? 'booked',
    contact: example.contact ?? {},
    booking: example.booking ?? {},
    answers: example.answers ?? [],
    guests: [],
  };
}

/** A booking made of the samples of all source fields, so that every row has something to show. */
export function sampleSnapshot(sources: readonly SourceField[], now: Date): Snapshot {
  const of = (object: SourceField['object']): Record<string, SourceValue> =>
    Object.fromEntries(
      sources.flatMap((field): [string, SourceValue][] => {
        const value = field.sample ?? firstOption(field);
        return field.object === object && value !== undefined ? [[field.key, value]] : [];
      }),
    );
  const { status: _, bookingId: __, ...booking } = of('booking');
  return exampleSnapshot({ contact: of('contact'), booking }, now);
}

/** What a preview needs to know of the host. */
export interface HostFields {
  readonly sources: readonly SourceField[];
  readonly questions: readonly Question[];
}

function firstOption({ type, options }: SourceField): SourceValue | undefined {
  const value = options?.[0]?.value;
  return value !== undefined && type === 'multi_enum' ? [value] : value;
}
