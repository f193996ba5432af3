import { isObject, type Json, type JsonObject } from '../json.js';

/** The org's pools, by the names that `/limits` uses. */
export class Limits {
  /** Calls of the last 24 hours, by the minute: the pool is rolling (Salesforce docs, "API Request Limits", Nov 2026). */
  private used: { minute: number; calls: number }[] = [];

  constructor(private readonly now: () => number) {}

  private readonly pools: Record<string, { Max: number; Remaining: number }> = {
    ConcurrentAsyncGetReportInstances: pool(200),
    ConcurrentSyncReportRuns: pool(20),
    DailyApiRequests: pool(15_000),
    DailyAsyncApexExecutions: pool(250_000),
    DailyBulkApiBatches: pool(15_000),
    DailyDurableStreamingApiEvents: pool(10_000),
    DailyStreamingApiEvents: pool(10_000),
    DailyWorkflowEmails: pool(390),
    DataStorageMB: pool(5),
    FileStorageMB: pool(20),
    HourlyTimeBasedWorkflow: pool(50),
    MassEmail: pool(10),
    SingleEmail: pool(15),
  };

  /**
   * Approvals of the app that one user may hold. Salesforce allows five, the sixth ends the oldest (help, "Manage OAuth
   * Access"); here there is no limit until one is set, because one user stands for those of all tenants.
   */
  approvalsPerUser = Number.POSITIVE_INFINITY;

  /** Takes one call from the day's pool; false when it is used up. */
  take(): boolean {
    this.roll();
    if (this.daily.Remaining <= 0) return false;
    this.use(1);
    return true;
  }

  /** What the `Sforce-Limit-Info` header says. */
  header(): string {
    this.roll();
    return `api-usage=${this.daily.Max - this.daily.Remaining}/${this.daily.Max}`;
  }

  report(): Record<string, { Max: number; Remaining: number }> {
    this.roll();
    return structuredClone(this.pools);
  }

  /** Sets pools: `{"DailyApiRequests": {"Max": 100, "Remaining": 2}}`, or a plain number for both, and `approvalsPerUser`; a string says what is wrong. */
  patch(patch: JsonObject): string | undefined {
    let approvals = this.approvalsPerUser;
    const changes: [string, { Max: number; Remaining: number }][] = [];
    for (const [name, value] of Object.entries(patch)) {
      if (name === 'approvalsPerUser' && typeof value === 'number' && value > 0) {
        approvals = value;
        continue;
      }
      const key = Object.keys(this.pools).find((known) => known.toLowerCase() === name.toLowerCase());
      const current = key === undefined ? undefined : this.pools[key];
      if (key === undefined || !current) return `limits: there is no "${name}".`;
      const next = readPool(value, current);
      if (!next) return `limits.${name} must be a number or {Max?, Remaining?}.`;
      changes.push([key, next]);
    }
    this.approvalsPerUser = approvals;
    for (const [key, next] of changes) {
      this.pools[key] = next;
      if (key !== 'DailyApiRequests') continue;
      this.used = [];
      const calls = next.Max - next.Remaining;
      next.Remaining = next.Max;
      this.use(calls);
    }
    return undefined;
  }

  private use(calls: number): void {
    this.daily.Remaining -= calls;
    const minute = Math.floor(this.now() / 60_000);
    const last = this.used.at(-1);
    if (last?.minute === minute) last.calls += calls;
    else this.used.push({ minute, calls });
  }

  // What was used a day ago is free again.
  private roll(): void {
    const dayAgo = Math.floor(this.now() / 60_000) - 24 * 60;
    let first = this.used[0];
    while (first && first.minute <= dayAgo) {
      this.daily.Remaining += first.calls;
      this.used.shift();
      first = this.used[0];
    }
  }

  private get daily(): { Max: number; Remaining: number } {
    return (this.pools['DailyApiRequests'] ??= pool(15_000));
  }
}

function pool(max: number): { Max: number; Remaining: number } {
  return { Max: max, Remaining: max };
}

function readPool(value: Json | undefined, current: { Max: number; Remaining: number }) {
  if (typeof value === 'number') return pool(value);
  if (!isObject(value)) return undefined;
  const max = value['Max'] ?? value['max'] ?? current.Max;
  if (typeof max !== 'number') return undefined;
  const remaining =
    value['Remaining'] ?? value['remaining'] ?? Math.max(0, max - (current.Max - current.Remaining));
  return typeof remaining === 'number' ? { Max: max, Remaining: remaining } : undefined;
}
