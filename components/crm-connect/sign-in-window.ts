import type { Session } from '../session/session.js';
import { keepAttempt, keptAttempt } from './kept-attempt.js';
import { openWindow } from './pop-up.js';
import type { SignIn, SignInStep, SignInTarget } from './sign-in.js';

/** The one sign-in of a card: opened inside the click while its code loads, remembered over a reload of the page. */
export class SignInWindow {
  /** Where it was tried last. */
  target: SignInTarget = {};

  private running: SignIn | undefined;
  /** Counts the sign-ins, to tell one that was given up from the one that replaced it. */
  private turn = 0;
  private popUp: Window | null = null;

  constructor(
    private readonly session: Session,
    private readonly provider: string,
    private readonly onStep: (step: SignInStep) => void,
  ) {
    const kept = keptAttempt(session.server, provider);
    if (kept) void this.resume(kept.attemptId, kept.authorizeUrl);
  }

  /** Opens the window; inside the click. */
  open(target: SignInTarget = this.target): void {
    this.running?.cancel();
    this.running = undefined;
    this.target = target;
    this.popUp = openWindow();
    void this.start(this.popUp, target, (this.turn += 1));
  }

  openAgain(authorizeUrl: string): void {
    this.running?.reopen(authorizeUrl);
  }

  followLink(): void {
    this.running?.followedLink();
  }

  /** Gives up: the window closes and the server forgets the attempt. */
  cancel(): void {
    this.turn += 1;
    this.running?.cancel();
    if (!this.running) this.popUp?.close();
    this.running = undefined;
    this.target = {};
    keepAttempt(this.session.server, this.provider, undefined);
  }

  /** Stops listening; the sign-in goes on in its window. */
  leave(): void {
    this.running?.leave();
  }

  private async start(popUp: Window | null, target: SignInTarget, turn: number): Promise<void> {
    const made = await this.newSignIn(popUp);
    // Cancelled, or begun anew, while the code was on its way.
    if (this.turn !== turn) {
      popUp?.close();
      return;
    }
    this.running = made;
    made.start(target);
  }

  private async resume(attemptId: string, authorizeUrl: string): Promise<void> {
    const made = await this.newSignIn(null);
    if (this.turn > 0) return;
    this.running = made;
    made.resume(attemptId, authorizeUrl);
  }

  private async newSignIn(popUp: Window | null): Promise<SignIn> {
    const { SignIn } = await import('./sign-in.js');
    const { client, server } = this.session;
    const made: SignIn = new SignIn(client, server, this.provider, popUp, (step) => {
      if (this.running === made) this.heard(step);
    });
    return made;
  }

  private heard(step: SignInStep): void {
    const waits = step.step === 'waiting' || step.step === 'blocked' || step.step === 'unfinished';
    keepAttempt(this.session.server, this.provider, waits ? step : undefined);
    if (step.step === 'connected' || step.step === 'gone') this.running = undefined;
    this.onStep(step);
  }
}
