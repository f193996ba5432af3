import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import type { Session } from '../session/session.js';
import type { ActivityItem, Cause, SyncState } from '../../server/contract/model/index.js';

/** What is shown of the activity. */
export interface ActivityPage {
  readonly causes: readonly Cause[];
  readonly items: readonly ActivityItem[];
  readonly cursor: string | null;
}

/** What the activity tells the element that shows it. */
export interface ActivityListener {
  changed(): void;
  retried(provider: string, count: number): void;
  refused(problem: ClientProblem): void;
}

/** The activity as it was read last, and what can be done about it. */
export class Activity {
  page: Loadable<ActivityPage> = loading;
  /** Shows one CRM only. */
  provider: string | undefined;
  /** Shows one state only. */
  state: SyncState | undefined;
  /** Causes whose bookings are shown, with them. */
  readonly opened = new Map<string, readonly ActivityItem[] | undefined>();
  /** What was done last, for the status line. */
  said: { readonly kind: 'retried' | 'skipped'; readonly count: number } | undefined;

  private reading: AbortController | undefined;

  constructor(
    private readonly session: Session,
    private readonly listener: ActivityListener,
  ) {}

  /** Stops what is on its way. */
  leave(): void {
    this.reading?.abort();
  }

  /** Reads causes and stream anew; what is shown stays until they are there. */
  async read(): Promise<void> {
    this.reading?.abort();
    const { signal } = (this.reading = new AbortController());
    try {
      const [{ causes }, { items, cursor }] = await Promise.all([
        this.session.client.causes(this.provider, signal),
        this.session.client.activity(this.filter(), signal),
      ]);
      this.page = ready({ causes, items, cursor });
      for (const cause of this.opened.keys()) {
        if (!causes.some((each) => each.cause === cause)) this.opened.delete(cause);
      }
    } catch (error) {
      if (wasAborted(error)) return;
      const problem = problemOf(error);
      // A page that is drawn already is not blanked by one failed look.
      if (this.page.status !== 'ready') this.page = failed(problem);
      this.listener.refused(problem);
    }
    this.listener.changed();
  }

  async readMore(): Promise<void> {
    if (this.page.status !== 'ready' || !this.page.value.cursor) return;
    const page = this.page.value;
    await this.act(async () => {
      const more = await this.session.client.activity({ ...this.filter(), cursor: page.cursor ?? '' });
      this.page = ready({ ...page, items: [...page.items, ...more.items], cursor: more.cursor });
    });
  }

  show(change: { provider?: string | undefined; state?: SyncState | undefined }): void {
    Object.assign(this, change);
    void this.read();
  }

  /** Opens or closes the list of a cause's bookings. */
  async toggle(cause: Cause): Promise<void> {
    if (this.opened.delete(cause.cause)) {
      this.listener.changed();
      return;
    }
    this.opened.set(cause.cause, undefined);
    this.listener.changed();
    await this.act(async () => {
      const { items } = await this.session.client.activity({ provider: cause.provider, state: cause.state });
      this.opened.set(
        cause.cause,
        items.filter((item) => sameFault(item, cause)),
      );
    });
  }

  retry(which: { provider: string; cause?: string; bookings?: readonly string[] }): Promise<void> {
    return this.act(async () => {
      const { count } = await this.session.client.retry(which);
      this.said = { kind: 'retried', count };
      this.listener.retried(which.provider, count);
      await this.read();
      await this.session.readProviders();
    });
  }

  skip(which: { provider: string; cause: string }): Promise<void> {
    return this.act(async () => {
      const { count } = await this.session.client.skip(which);
      this.said = { kind: 'skipped', count };
      await this.read();
      await this.session.readProviders();
    });
  }

  private filter() {
    return {
      ...(this.provider ? { provider: this.provider } : {}),
      ...(this.state ? { state: this.state } : {}),
    };
  }

  private async act(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (wasAborted(error)) return;
      this.listener.refused(problemOf(error));
    }
    this.listener.changed();
  }
}

function sameFault({ fault }: ActivityItem, cause: Cause): boolean {
  if (!fault || fault.code !== cause.fault.code) return false;
  const field = (of: ActivityItem['fault']) =>
    of && 'field' in of ? `${of.object} ${of.field} ${of.value}` : '';
  return field(fault) === field(cause.fault);
}
