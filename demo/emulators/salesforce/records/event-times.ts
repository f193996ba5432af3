import type { Failure } from '../failure.js';
import { formatDateTime, parseDate, parseDateTime, type Value } from './values.js';

type Values = Readonly<Record<string, Value>>;

const TIME_FIELDS = ['StartDateTime', 'ActivityDateTime', 'ActivityDate', 'EndDateTime', 'DurationInMinutes'];

/**
 * Checks the time rule of Event, which describe does not tell (Salesforce docs, Object Reference, "Event"): a timed
 * event needs StartDateTime or ActivityDateTime, and DurationInMinutes or EndDateTime; an all-day one needs a day.
 * What is given must agree.
 *
 * @param given the fields of this write, `values` the record as it would be.
 */
export function checkEventTimes(given: Values, values: Values): Failure[] {
  const start = values['StartDateTime'] ?? null;
  const activity = values['ActivityDateTime'] ?? null;
  if (values['IsAllDayEvent'] === true) return checkAllDay(values);
  const missing: string[] = [];
  if ((values['DurationInMinutes'] ?? null) === null && (values['EndDateTime'] ?? null) === null) {
    missing.push('DurationInMinutes');
  }
  if (start === null && activity === null) missing.push('ActivityDateTime');
  if (missing.length > 0) return [requiredMissing(missing)];
  if (
    given['StartDateTime'] &&
    given['ActivityDateTime'] &&
    given['StartDateTime'] !== given['ActivityDateTime']
  ) {
    return [
      integrity('StartDateTime and ActivityDateTime must be the same', ['StartDateTime', 'ActivityDateTime']),
    ];
  }
  const { from, minutes } = span(values);
  if (minutes < 0) return [integrity('The end of an event can’t be before its start', ['EndDateTime'])];
  if (minutes > LONGEST) return [integrity('An event can’t last longer than 14 days', ['DurationInMinutes'])];
  const duration = given['DurationInMinutes'];
  const end = given['EndDateTime'];
  if (typeof duration === 'number' && typeof end === 'string' && moment(end) !== from + duration * 60_000) {
    return [integrity('Duration conflicts with the start and end of the event', ['DurationInMinutes'])];
  }
  return [];
}

/** Makes all time fields of an event agree; `checkEventTimes` has let them pass. */
export function eventTimes(values: Values): Values {
  if (values['IsAllDayEvent'] === true) {
    const from = day(values['ActivityDate'] ?? values['StartDateTime'] ?? values['ActivityDateTime'] ?? null);
    const until = day(values['EndDateTime'] ?? null) ?? from;
    if (from === undefined || until === undefined) return {};
    const days = values['EndDateTime'] == null ? lengthInDays(values) : (until - from) / DAY + 1;
    const last = from + (days - 1) * DAY;
    return {
      ...{
        ActivityDate: isoDay(from),
        StartDateTime: formatDateTime(from),
        ActivityDateTime: formatDateTime(from),
      },
      ...{ EndDateTime: formatDateTime(last), EndDate: isoDay(last), DurationInMinutes: days * 1440 },
    };
  }
  const { from, minutes } = span(values);
  if (Number.isNaN(from)) return {};
  const until = from + minutes * 60_000;
  return {
    ...{
      StartDateTime: formatDateTime(from),
      ActivityDateTime: formatDateTime(from),
      ActivityDate: isoDay(from),
    },
    ...{ EndDateTime: formatDateTime(until), EndDate: isoDay(until), DurationInMinutes: minutes },
  };
}

/**
 * Takes out of a record what an update overrules: a new start moves the end, a new end sets the length, and the twin
 * of a changed field follows it.
 */
export function withoutOverruled(given: Values, before: Values): Values {
  if (!TIME_FIELDS.some((name) => name in given) && !('IsAllDayEvent' in given)) return before;
  const kept: Record<string, Value> = { ...before };
  const drop = (...names: string[]) => names.forEach((name) => (kept[name] = null));
  if ('StartDateTime' in given) drop('ActivityDateTime', 'ActivityDate');
  if ('ActivityDateTime' in given) drop('StartDateTime', 'ActivityDate');
  if ('ActivityDate' in given && before['IsAllDayEvent'] === true) drop('StartDateTime', 'ActivityDateTime');
  if ('EndDateTime' in given) drop('DurationInMinutes');
  else drop('EndDateTime', 'EndDate');
  return kept;
}

const DAY = 86_400_000;
const LONGEST = 14 * 1440;

function checkAllDay(values: Values): Failure[] {
  const from = values['ActivityDate'] ?? values['StartDateTime'] ?? values['ActivityDateTime'] ?? null;
  if (from === null) return [requiredMissing(['ActivityDate'])];
  const until = values['EndDateTime'] ?? null;
  if (until !== null && (day(until) ?? 0) < (day(from) ?? 0)) {
    return [integrity('The end of an event can’t be before its start', ['EndDateTime'])];
  }
  return [];
}

function span(values: Values): { from: number; minutes: number } {
  const from = moment(values['StartDateTime'] ?? values['ActivityDateTime'] ?? null);
  const end = values['EndDateTime'] ?? null;
  const duration = values['DurationInMinutes'];
  const minutes = end === null ? Number(duration ?? 0) : Math.round((moment(end) - from) / 60_000);
  return { from, minutes };
}

function lengthInDays(values: Values): number {
  const minutes = values['DurationInMinutes'];
  return typeof minutes === 'number' ? Math.max(1, Math.round(minutes / 1440)) : 1;
}

function moment(value: Value): number {
  return typeof value === 'string' ? (parseDateTime(value) ?? Number.NaN) : Number.NaN;
}

function day(value: Value): number | undefined {
  return typeof value === 'string' ? parseDate(value.slice(0, 10)) : undefined;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function requiredMissing(fields: string[]): Failure {
  return {
    code: 'REQUIRED_FIELD_MISSING',
    message: `Required fields are missing: [${fields.join(', ')}]`,
    fields,
  };
}

function integrity(message: string, fields: string[]): Failure {
  return { code: 'FIELD_INTEGRITY_EXCEPTION', message, fields };
}
