import { isTimeZone } from './time-zone.js';

/**
 * When the day that `now` falls on ends in a time zone, to the second, whatever its clocks do that night; null for
 * a zone that is not known.
 */
export function nextMidnight(now: Date, timeZone: string | null): Date | null {
  if (timeZone === null || !isTimeZone(timeZone)) return null;
  const days = new Intl.DateTimeFormat('en-CA', { timeZone });
  const today = days.format(now);
  // The day that clocks are set back in has the most hours.
  let [during, after] = [Math.floor(now.getTime() / 1000), Math.floor(now.getTime() / 1000) + 26 * 3600];
  while (after - during > 1) {
    const middle = Math.floor((during + after) / 2);
    if (days.format(middle * 1000) === today) during = middle;
    else after = middle;
  }
  return new Date(after * 1000);
}
