import type { ApiClient } from '../api/client.js';
import { problemOf, type ClientProblem } from '../api/problem.js';
import { openWindow } from './pop-up.js';
import type { Attempt, Environment } from '../../server/contract/model/index.js';

/** Where a sign-in stands. */
export type SignInStep =
  | { readonly step: 'opening' }
  | { readonly step: 'waiting'; readonly authorizeUrl: string }
  | { readonly step: 'blocked'; readonly authorizeUrl: string }
  | { readonly step: 'unfinished' }
  | { readonly step: 'failed'; readonly problem: ClientProblem }
  | { readonly step: 'connected'; readonly accountChanged: boolean };

/** Where to sign in, where the CRM has several places. */
export interface SignInTarget {
  readonly environment?: Environment;
  readonly domain?: string;
}

const pollEvery = 1500;
/** A window reads as closed when the CRM cuts its opener too, so that only a while after that we say "not finished". */
const graceAfterClose = 6000;

/**
 * One sign-in in a pop-up that can't get stuck: its result comes by message from the last page and by polling the
 * attempt, a blocked window becomes a link, a closed one is told after a while and still heard should it answer.
 */
export class SignIn {
  private attemptId: string | undefined;
  private readonly ended = new AbortController();
  private closedAt: number | undefined;

  constructor(
    private readonly client: ApiClient,
    private readonly server: string,
    private readonly provider: string,
    /** Opened by {@link openWindow} inside the click; null when it was blocked. */
    private window: Window | null,
    private readonly onStep: (step: SignInStep) => void,
  ) {}

  /** Asks the server for the address, sends the window there and follows the attempt to its end. */
  start(target: SignInTarget): void {
    void this.run(target);
  }

  /** Brings the window back, or opens it again; inside a click. */
  reopen(authorizeUrl: string): void {
    if (this.window && !this.window.closed) {
      this.window.focus();
      return;
    }
    this.window = openWindow(authorizeUrl);
    this.closedAt = undefined;
    this.onStep(this.window ? { step: 'waiting', authorizeUrl } : { step: 'blocked', authorizeUrl });
  }

  /** Told that the link of a blocked window was followed. */
  followedLink(authorizeUrl: string): void {
    this.onStep({ step: 'waiting', authorizeUrl });
  }

  /** Gives up, closes the window and tells the server. */
  cancel(): void {
    this.stop();
    if (this.attemptId) this.client.cancelAttempt(this.attemptId).catch(ignoreAnswer);
  }

  /** Stops listening; the window and the attempt live on. */
  stop(): void {
    this.ended.abort();
    this.window?.close();
  }

  private async run(target: SignInTarget): Promise<void> {
    try {
      const { attemptId, authorizeUrl } = await this.client.authorize(this.provider, target);
      if (this.ended.signal.aborted) {
        await this.client.cancelAttempt(attemptId);
        return;
      }
      this.attemptId = attemptId;
      if (this.window) {
        this.window.location.href = authorizeUrl;
        this.onStep({ step: 'waiting', authorizeUrl });
      } else {
        this.onStep({ step: 'blocked', authorizeUrl });
      }
      await this.follow(attemptId);
    } catch (error) {
      if (this.ended.signal.aborted) return;
      this.stop();
      this.onStep({ step: 'failed', problem: problemOf(error) });
    }
  }

  private async follow(attemptId: string): Promise<void> {
    const { signal } = this.ended;
    let toldUnfinished = false;
    while (!signal.aborted) {
      const attempt = await this.client.attempt(attemptId, signal).catch((error: unknown) => {
        // Offline for a moment: the attempt goes on without us, so ask again.
        if (signal.aborted || problemOf(error).code === 'offline') return undefined;
        throw error;
      });
      if (signal.aborted) return;
      if (attempt && attempt.status !== 'pending') {
        this.conclude(attempt);
        return;
      }
      if (!toldUnfinished && this.closedForAWhile()) {
        toldUnfinished = true;
        this.onStep({ step: 'unfinished' });
      }
      await this.nextLook(attemptId);
    }
  }

  private conclude(attempt: Attempt): void {
    this.stop();
    if (attempt.status === 'connected') {
      this.onStep({ step: 'connected', accountChanged: attempt.accountChanged === true });
    } else if (attempt.status === 'failed' && attempt.problem) {
      this.onStep({ step: 'failed', problem: attempt.problem });
    } else {
      this.onStep({ step: 'unfinished' });
    }
  }

  private closedForAWhile(): boolean {
    if (!this.window?.closed) {
      this.closedAt = undefined;
      return false;
    }
    this.closedAt ??= performance.now();
    return performance.now() - this.closedAt >= graceAfterClose;
  }

  /** Resolves when it is time to ask again, or at once when the last page says that there is an answer. */
  private nextLook(attemptId: string): Promise<void> {
    const { signal } = this.ended;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener('message', onMessage);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const onMessage = ({ origin, data }: MessageEvent<unknown>) => {
        if (origin === new URL(this.server, location.href).origin && isAnswer(data, attemptId)) done();
      };
      const timer = setTimeout(done, pollEvery);
      window.addEventListener('message', onMessage);
      signal.addEventListener('abort', done);
    });
  }
}

function isAnswer(data: unknown, attemptId: string): boolean {
  return typeof data === 'object' && data !== null && 'attemptId' in data && data.attemptId === attemptId;
}

/** A cancelled attempt expires by itself when the server does not hear of it. */
function ignoreAnswer(): void {}
