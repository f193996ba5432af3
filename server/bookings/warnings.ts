import type { IntakeWarning, Question, Snapshot, SourceField } from '../contract/model/index.js';
import { isTimeZone } from '../contract/rules/time-zone.js';

/**
 * What of an event is kept although it can't be used as it is: answers to unknown questions, unknown fields, and a
 * time zone that is none. `at` is where the event stands in the body, as a JSON pointer.
 */
export function warningsOf(
  { eventId, snapshot }: { readonly eventId: string; readonly snapshot: Snapshot },
  questions: readonly Question[],
  fields: readonly SourceField[],
  at = '',
): IntakeWarning[] {
  const warn = (code: IntakeWarning['code'], name: string, place: string, sentence: string) => ({
    eventId,
    code,
    params: { name },
    pointer: at + place,
    sentence,
  });
  const known = new Set(questions.map(({ id }) => id));
  const keys = new Set(fields.map(({ object, key }) => `${object}.${key}`));
  const asked = snapshot.answers.map(({ question }) => question);
  const { timeZone } = snapshot.booking;
  return [
    ...asked.flatMap((name, i) =>
      known.has(name) || asked.indexOf(name) < i
        ? []
        : [
            warn(
              'unknown_question',
              name,
              `/answers/${i}/question`,
              `The question “${name}” is not known, so its answer is kept but reaches no CRM. Send it with PUT /v1/source/questions.`,
            ),
          ],
    ),
    ...(['contact', 'booking'] as const).flatMap((object) =>
      Object.keys(snapshot[object])
        .filter((key) => !keys.has(`${object}.${key}`))
        .map((name) =>
          warn(
            'unknown_field',
            name,
            `/${object}/${escaped(name)}`,
            `The field “${name}” is not known, so its value is kept but reaches no CRM. Send it with PUT /v1/source/fields.`,
          ),
        ),
    ),
    ...(typeof timeZone !== 'string' || timeZone.trim() === '' || isTimeZone(timeZone)
      ? []
      : [
          warn(
            'unknown_time_zone',
            timeZone,
            '/booking/timeZone',
            `“${timeZone}” is no time zone, so days and times of this booking are told in UTC. Send a name such as Europe/Berlin.`,
          ),
        ]),
  ];
}

/** RFC 6901. */
function escaped(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}
