import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import type { Session } from '../session/session.js';
import type {
  ActivityCounts,
  ActivityItem,
  Cause,
  CrmObject,
  SyncState,
} from '../../server/contract/model/index.js';
import { readActivity, readCauses, retryBookings, skipBookings } from '../api/activity-calls.js';

/** What is shown of the activity. */
export interface ActivityPage {
  readonly causes: readonly Cause[];
  readonly items: readonly ActivityItem[];
  readonly counts: ActivityCounts;
  readonly cursor: string | null;
}

/** The bookings of an opened cause; undefined items are on their way. */
export interface OpenedCause {
  readonly items: readonly ActivityItem[] | undefined;
  readonly all: boolean;
}

/** What the activity tells the element that shows it. */
export interface ActivityListener {
  changed(): void;
  retried(provider: string, count: number): void;
  refused(problem: ClientProblem): void;
}

/** As many bookings of one cause as are looked up. */
const mostOfACause = 200;

/** The activity as it was read last, and what can be done about it. */
export class Activity {
  page: Loadable<ActivityPage> = loading;
  /** Shows one CRM only. */
  provider: string | undefined;
  /** Shows one state only. */
  state: SyncState | undefined;
  /** Shows only bookings that were written to one object, or wait because of it. */
  only: string | undefined;
  /** Causes whose bookings are shown, with them. */
  readonly opened = new Map<string, OpenedCause>();
  /** What was done last, for the status line. */
  said:
    | {
        readonly kind: 'retried' | 'skipped';
        readonly count: number;
        /** How many bookings wait once those have been tried. */
        readonly left?: number;
      }
    | undefined;
  /** What an action was refused with, shown until the next one. */
  problem: ClientProblem | undefined;
  busy = false;

  private readonly objects = new Map<string, readonly CrmObject[]>();
  private readonly labels = new Map<string, ReadonlyMap<string, string>>();
  private reading: AbortController | undefined;
  private toldOf: string | undefined;
  private seen = '';

  constructor(
    private readonly session: Session,
    private readonly listener: ActivityListener,
  ) {}

  /** False for somebody who may only look. */
  get mayChange(): boolean {
    return this.session.client.mayChange;
  }

  /** Stops what is on its way. */
  leave(): void {
    this.reading?.abort();
  }

  /** Reads causes and stream anew; what is shown stays until they are there. */
  async read(): Promise<void> {
    this.reading?.abort();
    const { signal } = (this.reading = new AbortController());
    try {
      const [{ causes }, { items, counts, cursor }] = await Promise.all([
        readCauses(this.session.client, this.provider, signal),
        readActivity(this.session.client, this.filter(), signal),
      ]);
      await this.learnObjects(items, signal);
      this.page = ready({
        causes: causes.filter((cause) => this.isMet(cause)),
        ...this.withMore(
          items.filter((item) => this.isWanted(item)),
          cursor,
        ),
        counts,
      });
      this.toldOf = undefined;
      if (this.said?.left !== undefined && counts.pending <= this.said.left) this.said = undefined;
      for (const cause of this.opened.keys()) {
        if (!causes.some((each) => each.cause === cause)) this.opened.delete(cause);
      }
      const opened = causes.filter(({ cause }) => this.opened.has(cause));
      await Promise.all(opened.map((cause) => this.readOpened(cause, signal)));
      this.tellSession(counts);
    } catch (error) {
      if (wasAborted(error)) return;
      const problem = problemOf(error);
      // A page that is drawn already is not blanked by one failed look.
      if (this.page.status !== 'ready') this.page = failed(problem);
      // One kind of failure is told once, however often it is looked again.
      if (this.toldOf !== problem.code && navigator.onLine) this.listener.refused(problem);
      this.toldOf = problem.code;
    }
    this.listener.changed();
  }

  async readMore(): Promise<void> {
    if (this.page.status !== 'ready' || !this.page.value.cursor) return;
    const page = this.page.value;
    await this.act(async () => {
      const more = await readActivity(this.session.client, { ...this.filter(), cursor: page.cursor ?? '' });
      this.page = ready({
        ...page,
        items: [...page.items, ...more.items.filter((item) => this.isWanted(item))],
        cursor: more.cursor,
      });
    });
  }

  show(change: {
    provider?: string | undefined;
    state?: SyncState | undefined;
    only?: string | undefined;
  }): void {
    Object.assign(this, change);
    this.said = undefined;
    this.page = loading;
    this.listener.changed();
    void this.read();
  }

  /** Opens or closes the list of a cause's bookings. */
  async toggle(cause: Cause): Promise<void> {
    if (this.opened.delete(cause.cause)) {
      this.listener.changed();
      return;
    }
    this.opened.set(cause.cause, { items: undefined, all: false });
    await this.act(() => this.readOpened(cause));
  }

  /** Shows the rest of a long list. */
  showAll(cause: Cause): void {
    const opened = this.opened.get(cause.cause);
    if (opened) this.opened.set(cause.cause, { ...opened, all: true });
    this.listener.changed();
  }

  retry(which: { provider: string; cause?: string; bookings?: readonly string[] }): Promise<void> {
    return this.act(async () => {
      const { count } = await retryBookings(this.session.client, which);
      this.said = { kind: 'retried', count };
      this.listener.retried(which.provider, count);
      await this.read();
      // Heard at least until the next look.
      if (this.page.status === 'ready') {
        const { pending } = this.page.value.counts;
        this.said = { kind: 'retried', count, left: Math.max(0, pending - count) };
      }
    });
  }

  skip(which: { provider: string; cause?: string; bookings?: readonly string[] }): Promise<void> {
    return this.act(async () => {
      const { count } = await skipBookings(this.session.client, which);
      this.said = { kind: 'skipped', count };
      await this.read();
    });
  }

  /** An object of a CRM, once something was written to it. */
  object(provider: string, name: string): CrmObject | undefined {
    return this.objects.get(provider)?.find((object) => object.name === name);
  }

  /** Label of a field, once it was looked up; its API name before. */
  fieldLabel(provider: string, object: string, field: string): string {
    return this.labels.get(`${provider} ${object}`)?.get(field) ?? field;
  }

  /** Looks up what the fields are called that were left out of a booking. */
  async learnFields({ provider, omitted }: ActivityItem): Promise<void> {
    const unknown = new Set(
      omitted.map(({ object }) => object).filter((object) => !this.labels.has(`${provider} ${object}`)),
    );
    await Promise.all(
      [...unknown].map(async (object) => {
        try {
          const { fields } = await this.session.client.fields(provider, object);
          this.labels.set(`${provider} ${object}`, new Map(fields.map(({ name, label }) => [name, label])));
        } catch (error) {
          // Only names: the API's own ones are shown until it is opened again.
          problemOf(error);
        }
      }),
    );
    this.listener.changed();
  }

  private async readOpened(cause: Cause, signal?: AbortSignal): Promise<void> {
    const { items } = await readActivity(
      this.session.client,
      { provider: cause.provider, state: cause.state, limit: String(mostOfACause) },
      signal,
    );
    const opened = this.opened.get(cause.cause);
    const own = items.filter((item) => sameFault(item, cause));
    if (opened) this.opened.set(cause.cause, { ...opened, items: own });
  }

  private async learnObjects(items: readonly ActivityItem[], signal: AbortSignal): Promise<void> {
    const unknown = new Set(items.map(({ provider }) => provider).filter((id) => !this.objects.has(id)));
    await Promise.all(
      [...unknown].map(async (id) => {
        try {
          this.objects.set(id, (await this.session.client.objects(id, signal)).objects);
        } catch (error) {
          if (wasAborted(error)) throw error;
          // Only names: the API's own ones are shown until the next look.
          problemOf(error);
        }
      }),
    );
  }

  /** What a whole connection waits for, an object's bookings wait for too. */
  private isMet({ fault }: Cause): boolean {
    return !this.only || !('object' in fault) || (fault.object ?? this.only) === this.only;
  }

  private isWanted({ records, fault, omitted }: ActivityItem): boolean {
    const { only } = this;
    if (!only) return true;
    const waits = fault !== null && 'object' in fault && fault.object === only;
    return waits || [...records, ...omitted].some(({ object }) => object === only);
  }

  private filter() {
    return {
      ...(this.provider ? { provider: this.provider } : {}),
      ...(this.state ? { state: this.state } : {}),
    };
  }

  /** A look at the first page keeps the pages that were asked for after it. */
  private withMore(items: readonly ActivityItem[], cursor: string | null) {
    if (this.page.status !== 'ready' || this.page.value.items.length <= items.length)
      return { items, cursor };
    const { value } = this.page;
    const fresh = new Set(items.map(({ provider, booking }) => `${provider} ${booking}`));
    const older = value.items.filter(({ provider, booking }) => !fresh.has(`${provider} ${booking}`));
    return { items: [...items, ...older], cursor: value.cursor };
  }

  /** The other elements show counts too: they hear when those have changed. */
  private tellSession(counts: ActivityCounts): void {
    const now = JSON.stringify(counts);
    if (this.seen && this.seen !== now) void this.session.readProviders();
    this.seen = now;
  }

  private async act(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.said = this.problem = undefined;
    this.listener.changed();
    try {
      await work();
    } catch (error) {
      if (wasAborted(error)) return;
      this.problem = problemOf(error);
      this.listener.refused(this.problem);
    } finally {
      this.busy = false;
    }
    this.listener.changed();
  }
}

function sameFault({ fault }: ActivityItem, cause: Cause): boolean {
  if (!fault || fault.code !== cause.fault.code) return false;
  const field = (of: ActivityItem['fault']) => (of && 'field' in of ? `${of.object} ${of.field}` : '');
  const value = (of: ActivityItem['fault']) => (of && 'field' in of ? of.value : null);
  const samePlace = field(fault) === field(cause.fault) || field(cause.fault) === 'null null';
  return samePlace && (value(cause.fault) === null || value(fault) === value(cause.fault));
}
