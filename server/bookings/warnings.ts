import type { IntakeWarning, Question, Snapshot, SourceField } from '../contract/model/index.js';

/** What of an event is kept although nothing can map it: answers to unknown questions and unknown fields. */
export function warningsOf(
  { eventId, snapshot }: { readonly eventId: string; readonly snapshot: Snapshot },
  questions: readonly Question[],
  fields: readonly SourceField[],
): IntakeWarning[] {
  const known = new Set(questions.map(({ id }) => id));
  const keys = new Set(fields.map(({ object, key }) => `${object}.${key}`));
  const sent = [
    ...Object.keys(snapshot.contact).map((key) => ({ path: `contact.${key}`, name: key })),
    ...Object.keys(snapshot.booking).map((key) => ({ path: `booking.${key}`, name: key })),
  ];
  return [
    ...[...new Set(snapshot.answers.map(({ question }) => question))]
      .filter((question) => !known.has(question))
      .map((name): IntakeWarning => ({
        eventId,
        code: 'unknown_question',
        params: { name },
        sentence: `The question “${name}” is not known, so its answer is kept but reaches no CRM. Send it with PUT /v1/source/questions.`,
      })),
    ...sent
      .filter(({ path }) => !keys.has(path))
      .map(({ name }): IntakeWarning => ({
        eventId,
        code: 'unknown_field',
        params: { name },
        sentence: `The field “${name}” is not known, so its value is kept but reaches no CRM. Send it with PUT /v1/source/fields.`,
      })),
  ];
}
