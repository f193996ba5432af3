import type { Words } from '../locales/words.js';

/** Whole days between a moment and now, by the calendar of the reader. */
export function daysAgo(instant: string, now = new Date()): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
  return day(now) - day(new Date(instant));
}

/** "today, 09:12", "20 Nov". */
export function momentOf(instant: string, words: Words): string {
  const ago = daysAgo(instant);
  if (ago > 1) return words.day(instant);
  const day = words.say(ago === 0 ? 'activity.today' : 'activity.yesterday').toLocaleLowerCase(words.locale);
  return words.say('activity.at', { day, time: words.time(instant) });
}

/** The heading of a day in the stream. */
export function dayTitle(instant: string, words: Words): string {
  const ago = daysAgo(instant);
  if (ago > 1) return words.day(instant);
  return words.say(ago === 0 ? 'activity.today' : 'activity.yesterday');
}
