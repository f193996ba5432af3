import type { IntakeWarning, Question, Snapshot, SourceField } from '../contract/model/index.js';
import type { Stray } from '../contract/routes/bookings.js';
import { nearName } from '../contract/rules/near-name.js';
import { isTimeZone } from '../contract/rules/time-zone.js';

/** An event that was taken, with its keys that were not. */
export interface Taken {
  readonly eventId: string;
  readonly snapshot: Snapshot;
  readonly strays: readonly Stray[];
}

/**
 * What of an event can't be used as it is: keys that mean nothing, answers to unknown questions, unknown fields, and a
 * time zone that is none. `at` is where the event stands in the body, as a JSON pointer.
 */
export function warningsOf(
  { eventId, snapshot, strays }: Taken,
  questions: readonly Question[],
  fields: readonly SourceField[],
  at = '',
): IntakeWarning[] {
  const warn = (
    code: IntakeWarning['code'],
    name: string,
    place: string,
    sentence: string,
    meant?: string,
  ): IntakeWarning => ({
    eventId,
    code,
    params: { name, ...(meant !== undefined && { meant }) },
    pointer: at + place,
    sentence: meant === undefined ? sentence : `${sentence} Did you mean “${meant}”?`,
  });
  const placed = fields.map(({ object, key }) => `${object}.${key}`);
  const known = new Set(questions.map(({ id }) => id));
  const keys = new Set(placed);
  const asked = snapshot.answers.map(({ question }) => question);
  const { timeZone } = snapshot.booking;
  return [
    ...strays.map(({ path, known: names }) => {
      const name = String(path.at(-1));
      return warn(
        'unknown_key',
        name,
        path.map((part) => `/${escaped(String(part))}`).join(''),
        `“${name}” means nothing ${path.length > 1 ? 'here' : 'beside the keys of an event'} and was left out.`,
        nearName(name, names) ?? (path.length > 1 ? undefined : placed.find((one) => keyOf(one) === name)),
      );
    }),
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
            meantField(object, name),
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

  /** A field of the same object that is spelt much alike, else the other object’s of that name. */
  function meantField(object: SourceField['object'], name: string): string | undefined {
    const here = fields.filter((field) => field.object === object).map(({ key }) => key);
    return nearName(name, here) ?? placed.find((one) => keyOf(one) === name);
  }
}

function keyOf(placed: string): string {
  return placed.slice(placed.indexOf('.') + 1);
}

/** RFC 6901. */
function escaped(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}
