/** Calls that an org allows in a window that slides with time. */
export class SlidingWindow {
  private readonly times: number[] = [];

  constructor(
    private readonly now: () => number,
    private readonly windowMs: number,
  ) {}

  /** Takes one call from the window; false when `max` is used up. Refused calls do not count. */
  take(max: number): boolean {
    this.slide();
    if (this.times.length >= max) return false;
    this.times.push(this.now());
    return true;
  }

  remaining(max: number): number {
    this.slide();
    return Math.max(0, max - this.times.length);
  }

  clear(): void {
    this.times.length = 0;
  }

  private slide(): void {
    const from = this.now() - this.windowMs;
    let first = this.times[0];
    while (first !== undefined && first <= from) {
      this.times.shift();
      first = this.times[0];
    }
  }
}

/** Calls that an org allows in a day, which ends at midnight of the account's own time zone (HubSpot docs, API usage guidelines). */
export class DailyCount {
  private readonly dayOf: Intl.DateTimeFormat;
  private day = '';
  private calls = 0;

  constructor(
    private readonly now: () => number,
    timeZone: string,
  ) {
    this.dayOf = new Intl.DateTimeFormat('en-CA', { timeZone });
  }

  /** Takes one call from the day; false when `max` is used up. Refused calls do not count. */
  take(max: number): boolean {
    this.turn();
    if (this.calls >= max) return false;
    this.calls += 1;
    return true;
  }

  remaining(max: number): number {
    this.turn();
    return Math.max(0, max - this.calls);
  }

  clear(): void {
    this.calls = 0;
  }

  private turn(): void {
    const today = this.dayOf.format(this.now());
    if (today === this.day) return;
    this.day = today;
    this.calls = 0;
  }
}
