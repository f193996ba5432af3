import type { Session } from '../session/session.js';
import { failed, ready, type Loadable } from '../api/loadable.js';
import { problemOf, wasAborted, type ClientProblem } from '../api/problem.js';
import { openWindow } from './pop-up.js';
import type { SignIn, SignInStep, SignInTarget } from './sign-in.js';
import type { BookingSync, PermissionCheck } from '../../server/contract/model/index.js';

/** A test booking on its way. */
export type TestBooking =
  | { readonly state: 'sending' }
  | { readonly state: 'sent'; readonly id: string; readonly sync: BookingSync | undefined }
  | { readonly state: 'failed'; readonly problem: ClientProblem };

/** What a card tells the element that owns it. */
export interface CardListener {
  changed(): void;
  connected(accountChanged: boolean): void;
  disconnected(mapping: 'keep' | 'delete'): void;
  checked(checks: readonly PermissionCheck[]): void;
  refused(problem: ClientProblem): void;
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
  accountChanged = false;
  test: TestBooking | undefined;
  /** Bookings known from before the connection; undefined until counted. */
  upcoming: number | undefined;
  backfilled = 0;
  disconnecting = false;
  /** What an action was refused with, shown until the next one. */
  problem: ClientProblem | undefined;
  busy = false;

  private running: SignIn | undefined;
  private readonly gone = new AbortController();

  constructor(
    private readonly session: Session,
    readonly provider: string,
    private readonly listener: CardListener,
  ) {}

  /** Stops everything that still runs for this card. */
  leave(): void {
    this.running?.stop();
    this.gone.abort();
  }

  /** Starts signing in; inside the click. */
  connect(target: SignInTarget = {}): void {
    this.running?.cancel();
    this.problem = undefined;
    this.running = undefined;
    const popUp = openWindow();
    this.set({ loginsOpen: false, signIn: { step: 'opening' } });
    void this.startSignIn(popUp, target);
  }

  private async startSignIn(popUp: Window | null, target: SignInTarget): Promise<void> {
    const { SignIn } = await import('./sign-in.js');
    if (this.signIn?.step !== 'opening' || this.running) {
      popUp?.close();
      return;
    }
    const { client, server } = this.session;
    const running: SignIn = new SignIn(client, server, this.provider, popUp, (step) => {
      if (this.running === running) void this.onStep(step);
    });
    this.running = running;
    running.start(target);
  }

  openAgain(): void {
    if (this.signIn && 'authorizeUrl' in this.signIn) this.running?.reopen(this.signIn.authorizeUrl);
  }

  followLink(): void {
    if (this.signIn && 'authorizeUrl' in this.signIn) this.running?.followedLink(this.signIn.authorizeUrl);
  }

  cancel(): void {
    this.running?.cancel();
    this.running = undefined;
    this.set({ signIn: undefined });
  }

  private async onStep(step: SignInStep): Promise<void> {
    this.set({ signIn: step });
    if (step.step === 'failed') this.listener.refused(step.problem);
    if (step.step !== 'connected') return;
    await this.session.readProviders();
    this.running = undefined;
    this.set({ signIn: undefined, justConnected: true, accountChanged: step.accountChanged });
    this.listener.connected(step.accountChanged);
    this.session.tell({ kind: 'mapping', provider: this.provider });
    await Promise.all([this.check(true), this.countUpcoming()]);
  }

  /** Looks the permissions up; `live` asks the CRM, otherwise the last look will do. */
  async check(live: boolean): Promise<void> {
    this.set({ permissions: { status: 'loading' } });
    try {
      const { checks } = await this.session.client.permissions(this.provider, live, this.gone.signal);
      this.set({ permissions: ready(checks) });
      const missing = checks.find(isMissing);
      if (missing) this.set({ permissionsOpen: true, openCheck: missing.id });
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
      await this.session.client.setPaused(this.provider, paused);
      await this.session.readProviders();
    });
  }

  async disconnect(mapping: 'keep' | 'delete'): Promise<void> {
    await this.act(async () => {
      await this.session.client.disconnect(this.provider, mapping);
      this.set({
        disconnecting: false,
        permissions: undefined,
        permissionsOpen: false,
        justConnected: false,
        test: undefined,
      });
      await this.session.readProviders();
      this.session.tell({ kind: 'mapping', provider: this.provider });
      this.listener.disconnected(mapping);
    });
  }

  /** Sends a marked booking through the whole pipe and follows it until the CRM holds it or refuses it. */
  async sendTest(): Promise<void> {
    this.set({ test: { state: 'sending' } });
    try {
      const { id } = await this.session.client.sendTestBooking(this.provider);
      this.set({ test: { state: 'sent', id, sync: undefined } });
      await this.followTest(id);
    } catch (error) {
      if (wasAborted(error)) return;
      this.set({ test: { state: 'failed', problem: problemOf(error) } });
    }
  }

  private async followTest(id: string): Promise<void> {
    const { signal } = this.gone;
    for (let look = 0; look < 60 && !signal.aborted; look += 1) {
      const { syncs } = await this.session.client.booking(id, signal);
      const sync = syncs.find(({ provider }) => provider === this.provider);
      this.set({ test: { state: 'sent', id, sync } });
      if (sync && sync.state !== 'pending') break;
      await pause(look < 10 ? 300 : 1500, signal);
    }
    this.session.tell({ kind: 'sync', provider: this.provider });
    await this.session.readProviders();
  }

  private async countUpcoming(): Promise<void> {
    try {
      const { count } = await this.session.client.backfill(this.provider, { dryRun: true });
      this.set({ upcoming: count });
    } catch (error) {
      // Only an offer: without the number it is not made.
      problemOf(error);
    }
  }

  async backfill(): Promise<void> {
    await this.act(async () => {
      const { count } = await this.session.client.backfill(this.provider, { dryRun: false });
      this.set({ upcoming: 0, backfilled: count });
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

/** True for a permission without which bookings fail. */
export function isMissing(check: PermissionCheck): boolean {
  return check.state === 'missing' && check.need !== 'recommended';
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
