import type { Question, Snapshot, SourceField, SourceValue, SourceValues } from '../model/index.js';
import { isBlank } from './blank.js';

/**
 * All values that a mapping can draw on. A contact key that the host sent wins over an answer to a question; a full
 * name is composed of first and last name, and a duration of start and end, when they were not sent. Names are never
 * split.
 */
export function sourceValues(
  snapshot: Snapshot,
  questions: readonly Question[],
  fields: readonly SourceField[],
): SourceValues {
  const values: Record<string, SourceValue> = {};
  const add = (key: string | null | undefined, value: SourceValue | undefined) => {
    if (key && value !== undefined && !isBlank(value) && !Object.hasOwn(values, key)) values[key] = value;
  };
  const contactKeys = new Set(fields.flatMap(({ key, object }) => (object === 'contact' ? [key] : [])));
  const question = new Map(questions.map((item) => [item.id, item.contactField]));

  if (snapshot.kind === 'booking') {
    add('status', snapshot.status);
    add('bookingId', snapshot.id);
  }
  for (const [key, value] of Object.entries(snapshot.contact)) add(key, value);
  for (const answer of snapshot.answers) {
    const key = question.get(answer.question);
    if (key && contactKeys.has(key)) add(key, answer.value);
  }
  add('fullName', [values.firstName, values.lastName].filter((name) => !isBlank(name)).join(' '));

  for (const [key, value] of Object.entries(snapshot.booking)) add(key, value);
  add('duration', minutesBetween(values.start, values.end));
  return values;
}

function minutesBetween(
  start: SourceValue | undefined,
  end: SourceValue | undefined,
): SourceValue | undefined {
  if (typeof start !== 'string' || typeof end !== 'string') return undefined;
  const minutes = (Date.parse(end) - Date.parse(start)) / 60_000;
  return Number.isFinite(minutes) && minutes >= 0 ? Math.round(minutes) : undefined;
}
