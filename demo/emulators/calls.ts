/** Counts the API calls that an org has met since its last reset. */
export class CallLog {
  private readonly counts = new Map<string, number>();

  /** Counts one call; `route` is the path with record ids written as `{id}`. */
  count(method: string, route: string): void {
    const key = `${method} ${route}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** What `GET /_emulator/calls` answers. */
  report(): { total: number; byRoute: Record<string, number> } {
    let total = 0;
    for (const count of this.counts.values()) total += count;
    return { total, byRoute: Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1))) };
  }

  clear(): void {
    this.counts.clear();
  }
}
