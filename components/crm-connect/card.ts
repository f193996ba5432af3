import type { Session } from '../session/session.js';
import { failed, loading, ready, type Loadable } from '../api/loadable.js';
import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import type { Strings } from '../locales/en.js';
import type { TextParams } from '../locales/message-format.js';
import type { SignInStep, SignInTarget } from './sign-in.js';
import { SignInWindow } from './sign-in-window.js';
import { lookAgain, sendTestBooking, type TestBooking } from './test-booking.js';
import type { Connection, PermissionCheck } from '../../server/contract/model/index.js';
import { backfillBookings, endConnection, readPermissions, setPaused } from '../api/connection-calls.js';

/** What a card tells the element that owns it. */
export interface CardListener {
  changed(): void;
  connected(accountChanged: boolean): void;
  disconnected(mapping: 'keep' | 'delete'): void;
  checked(checks: readonly PermissionCheck[]): void;
  refused(problem: ClientProblem): void;
}

/** Names, by `data-focus`, what takes focus when what had it is gone. */
export type FocusTarget = 'connect' | 'login' | 'again' | 'link' | 'retry' | 'test' | 'menu' | 'check';

/** Something to be said to screen readers once it is drawn. */
export interface Said {
  readonly key: keyof Strings;
  readonly params: TextParams;
}

/** Everything that the card of one CRM remembers, and what can be done on it. */
export class Card {
  signIn: SignInStep | undefined;
  permissionsOpen = false;
  loginsOpen = false;
  /** Id of the check whose steps are shown. */
  openCheck: string | undefined;
  permissions: Loadable<readonly PermissionCheck[]> | undefined;
  /** True from a sign-in in this page until something else is done. */
  justConnected = false;
  /** Bookings that the connection had synced when somebody signed in here. */
  syncedBefore = 0;
  accountChanged = false;
  test: TestBooking | undefined;
  /** Bookings known from before the connection; undefined until counted. */
  upcoming: number | undefined;
  backfilled = 0;
  disconnecting = false;
  /** What an action was refused with, shown until the next one. */
  problem: ClientProblem | undefined;
  busy = false;
  said: Said | undefined;
  /** True when focus comes from elsewhere on the page, which it may then leave. */
  moved = false;
  /** Taken by the first drawing that has it, unless the person has gone elsewhere. */
  focusNext: FocusTarget | undefined;

  /** Bookings that needed attention when the permissions were read last. */
  private attention: number | undefined;
  private readonly window: SignInWindow;
  private readonly gone = new AbortController();

  constructor(
    private readonly session: Session,
    readonly provider: string,
    private readonly listener: CardListener,
  ) {
    this.window = new SignInWindow(session, provider, (step) => void this.onStep(step));
  }

  /** False for somebody who may only look. */
  get mayChange(): boolean {
    return this.session.client.mayChange;
  }

  /** Stops everything that still runs for this card; a sign-in goes on in its window. */
  leave(): void {
    this.window.leave();
    this.gone.abort();
  }

  /** Starts signing in, where it was tried last unless said otherwise; inside the click. */
  connect(target?: SignInTarget): void {
    if (this.signIn?.step === 'opening') return;
    this.window.open(target);
    this.set({ loginsOpen: false, problem: undefined, said: undefined, signIn: { step: 'opening' } });
  }

  /** Signs in again where the connection was made. */
  reconnect({ environment }: Pick<Connection, 'environment'>): void {
    this.connect({ environment, ...this.window.target });
  }

  openAgain(): void {
    if (this.signIn && 'authorizeUrl' in this.signIn) this.window.openAgain(this.signIn.authorizeUrl);
  }

  followLink(): void {
    this.window.followLink();
  }

  cancel(): void {
    this.window.cancel();
    this.set({ signIn: undefined, focusNext: this.session.connection(this.provider) ? 'menu' : 'connect' });
  }

  private async onStep(step: SignInStep): Promise<void> {
    if (step.step === 'gone') {
      this.set({ signIn: undefined });
      return;
    }
    if (step.step !== 'connected') {
      this.set({ signIn: step, focusNext: focusAt[step.step] });
      if (step.step === 'failed') this.listener.refused(step.problem);
      return;
    }
    const before = this.session.connection(this.provider)?.accountId;
    await this.session.readProviders();
    this.set({
      signIn: undefined,
      justConnected: true,
      syncedBefore: this.session.connection(this.provider)?.counts.synced ?? 0,
      accountChanged: step.accountChanged,
      test: undefined,
      focusNext: 'test',
      said: {
        key: 'connect.saidConnected',
        params: { account: this.session.connection(this.provider)?.accountName ?? '' },
      },
    });
    this.listener.connected(step.accountChanged);
    // A mapper reads the fields of a new account by itself; those of the one it shows it reads anew.
    const known = before !== undefined && before === this.session.connection(this.provider)?.accountId;
    this.session.tell({ kind: known ? 'mapping' : 'connected', provider: this.provider });
    await Promise.all([this.check(true), this.countUpcoming()]);
  }

  /** More bookings need attention, or the connection waits: a permission may be the reason, which the server has looked up. */
  onCounts(): void {
    const { attention } = this;
    this.attention = this.troubles;
    if (attention === undefined || this.attention === undefined || this.attention <= attention) return;
    if (this.permissions?.status === 'ready') void this.check(false);
  }

  /** What was said of a test booking is said for as long as it is so. */
  async lookAtTest(): Promise<void> {
    const { test } = this;
    if (test?.state !== 'sent' || test.sync.state === 'synced') return;
    const found = await lookAgain(this.session.client, this.provider, test.id, this.gone.signal);
    if (found && this.test === test) this.set({ test: found, said: undefined });
  }

  private get troubles(): number | undefined {
    const connection = this.session.connection(this.provider);
    return connection ? connection.counts.attention + (connection.status === 'waiting' ? 1 : 0) : undefined;
  }

  /** Opens the list at what keeps an object from being written. */
  async showPermissions(object: string | null): Promise<void> {
    this.set({ permissionsOpen: true });
    await this.check(true);
    if (this.permissions?.status !== 'ready') return;
    const missing = this.permissions.value.filter(({ state }) => state === 'missing');
    const found = missing.find((check) => check.object === object) ?? missing[0];
    this.set({ openCheck: found?.id ?? this.openCheck, focusNext: found ? 'check' : 'menu', moved: true });
  }

  /** Looks the permissions up; `live` asks the CRM, otherwise the last look will do. */
  async check(live: boolean): Promise<void> {
    if (live || this.permissions?.status !== 'ready') this.set({ permissions: loading });
    this.attention = this.troubles;
    try {
      const { checks } = await readPermissions(this.session.client, this.provider, live, this.gone.signal);
      const missing = checks.filter(isMissing);
      this.set({ permissions: ready(checks) });
      if (missing[0] && live) this.set({ permissionsOpen: true, openCheck: missing[0].id });
      if (live && !this.justConnected) {
        this.set({
          said: missing.length
            ? { key: 'connect.saidMissing', params: { count: missing.length } }
            : { key: 'connect.saidChecked', params: {} },
        });
        // Which fields may be filled hangs on it.
        this.session.tell({ kind: 'permissions', provider: this.provider });
      }
      this.listener.checked(checks);
    } catch (error) {
      if (wasAborted(error)) return;
      const problem = problemOf(error);
      this.set({ permissions: failed(problem) });
      this.listener.refused(problem);
    }
  }

  async setPaused(paused: boolean): Promise<void> {
    await this.act(async () => {
      await setPaused(this.session.client, this.provider, paused);
      await this.session.readProviders();
      this.set({
        focusNext: 'menu',
        said: { key: paused ? 'connect.saidPaused' : 'connect.saidResumed', params: {} },
      });
    });
  }

  async disconnect(mapping: 'keep' | 'delete'): Promise<void> {
    await this.act(async () => {
      await endConnection(this.session.client, this.provider, mapping);
      await this.session.readProviders();
      this.window.target = {};
      this.set({
        disconnecting: false,
        permissions: undefined,
        permissionsOpen: false,
        justConnected: false,
        test: undefined,
        upcoming: undefined,
        backfilled: 0,
        focusNext: 'connect',
        said: { key: 'connect.saidDisconnected', params: {} },
      });
      if (mapping === 'delete') this.session.tell({ kind: 'mapping', provider: this.provider });
      this.listener.disconnected(mapping);
    });
  }

  /** Sends a marked booking through the whole pipe and shows how far it gets. */
  async sendTest(): Promise<void> {
    if (this.test?.state === 'sending') return;
    const { client } = this.session;
    await sendTestBooking(client, this.provider, this.gone.signal, (test) =>
      this.set({ test, said: undefined }),
    );
    this.session.tell({ kind: 'sync', provider: this.provider });
    await this.session.readProviders();
  }

  private async countUpcoming(): Promise<void> {
    try {
      const { count } = await backfillBookings(this.session.client, this.provider, { dryRun: true });
      this.set({ upcoming: count });
    } catch (error) {
      // Only an offer: without the number it is not made.
      problemOf(error);
    }
  }

  async backfill(): Promise<void> {
    await this.act(async () => {
      const { count } = await backfillBookings(this.session.client, this.provider, { dryRun: false });
      this.set({
        upcoming: 0,
        backfilled: count,
        focusNext: 'test',
        said: { key: 'connect.backfilled', params: { count } },
      });
      this.session.tell({ kind: 'sync', provider: this.provider });
    });
  }

  /** Draws the card anew, when a part of it has been loaded. */
  readonly redraw = (): void => this.listener.changed();

  /** Changes what is shown. */
  set(change: Partial<Card>): void {
    Object.assign(this, change);
    this.listener.changed();
  }

  private async act(work: () => Promise<void>): Promise<void> {
    this.set({ busy: true, problem: undefined });
    try {
      await work();
    } catch (error) {
      const problem = problemOf(error);
      this.set({ problem, disconnecting: false });
      this.listener.refused(problem);
    } finally {
      this.set({ busy: false });
    }
  }
}

const focusAt: Readonly<Partial<Record<SignInStep['step'], FocusTarget>>> = {
  waiting: 'again',
  blocked: 'link',
  unfinished: 'retry',
  expired: 'retry',
  failed: 'retry',
};

/** True for a permission without which bookings fail. */
export function isMissing(check: PermissionCheck): boolean {
  return check.state === 'missing' && check.need !== 'recommended';
}
