const DAY = 86_400_000;

/** First and last moment (or day) of a date literal such as `LAST_N_DAYS:30`, in UTC; weeks begin on Sunday. */
export function periodRange(
  { name, n }: { name: string; n: number },
  now: number,
  kind: 'date' | 'datetime',
): [from: number, until: number] {
  const today = Math.floor(now / DAY) * DAY;
  const [from, after] = days(name, n, today);
  return [from, kind === 'date' ? after - DAY : after - 1];
}

function days(name: string, n: number, today: number): [from: number, after: number] {
  const date = new Date(today);
  const sunday = today - date.getUTCDay() * DAY;
  const month = (offset: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
  switch (name) {
    case 'YESTERDAY':
      return [today - DAY, today];
    case 'TOMORROW':
      return [today + DAY, today + 2 * DAY];
    case 'LAST_N_DAYS':
      return [today - n * DAY, today + DAY];
    case 'NEXT_N_DAYS':
      return [today + DAY, today + (n + 1) * DAY];
    case 'N_DAYS_AGO':
      return [today - n * DAY, today - (n - 1) * DAY];
    case 'LAST_WEEK':
      return [sunday - 7 * DAY, sunday];
    case 'THIS_WEEK':
      return [sunday, sunday + 7 * DAY];
    case 'NEXT_WEEK':
      return [sunday + 7 * DAY, sunday + 14 * DAY];
    case 'LAST_MONTH':
      return [month(-1), month(0)];
    case 'THIS_MONTH':
      return [month(0), month(1)];
    case 'NEXT_MONTH':
      return [month(1), month(2)];
    case 'THIS_YEAR':
      return [Date.UTC(date.getUTCFullYear(), 0, 1), Date.UTC(date.getUTCFullYear() + 1, 0, 1)];
    default:
      return [today, today + DAY];
  }
}
